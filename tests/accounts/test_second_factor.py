"""The second factor: required of whoever sees other people's data, set up once, asked at sign-in, taken away and lost."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interlab.accounts.models import Account
from interlab.accounts.roles import Role
from interlab.privacy.models import AuditEntry
from tests.accounts.entering import app_code, code_for

# allauth tells of a new app once the transaction is sure.
pytestmark = pytest.mark.django_db(transaction=True)

PAGE, APP, CODES = "/account/second-factor/", "/account/second-factor/app/", "/account/second-factor/codes/"


def acts_of(member):
    return list(AuditEntry.objects.filter(subject_code=member.code).order_by("pk").values_list("act", flat=True))


def without_factor(member):
    Account.objects.filter(pk=member.account_id).update(has_second_factor=False)
    member.account.refresh_from_db()
    return member


def set_up_app(client):
    """Set an app up and return its secret."""
    secret = client.get(APP).context["form"].secret
    response = client.post(APP, {"code": app_code(secret)})
    assert response["Location"] == CODES, response.context["form"].errors
    return secret


def by_code(client, account):
    client.post("/account/login/code/", {"login": account.email})
    return client.post("/account/login/code/confirm/", {"code": code_for(client)})


@pytest.mark.parametrize("role", ["lead", "coach", "reviewer", "funder_reader", "network_reader"])
def test_it_is_asked_of_the_team_before_anything_else(request, client_for, role):
    client = client_for(without_factor(request.getfixturevalue(role)))
    for path in ("/liege/today/", "/liege/people/?q=an"):
        response = client.get(path)
        assert response["Location"] == f"{PAGE}?next={path.replace('?', '%3F').replace('=', '%3D')}"
    assert client.post("/liege/people/new/", {"full_name": "X"})["Location"] == f"{PAGE}?next=/liege/today/"
    assert client.get(PAGE).context["required"] is True


@pytest.mark.parametrize("role", ["mentor", "expert", "entrepreneur"])
def test_it_is_offered_to_others(request, client_for, role):
    client = client_for(request.getfixturevalue(role))
    assert client.get("/liege/today/").status_code == 200
    page = client.get(PAGE)
    assert (page.status_code, page.context["required"]) == (200, False)


def test_a_stranger_learns_nothing_by_it(client_for, coach, neighbour):
    assert client_for(without_factor(neighbour)).get("/liege/today/").status_code == 404


def test_it_costs_no_query(client_for, mentor, coach):
    counts = []
    for member in (mentor, coach):
        client = client_for(member)
        client.get("/account/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/account/")
        counts.append(len(queries))
    assert counts == [3, 3]


def test_an_app_is_set_up_and_leads_on(client_for, coach):
    client = client_for(without_factor(coach))
    client.get(client.get("/liege/people/")["Location"])
    page = client.get(APP).content.decode()
    assert '<svg class="qr"' in page or 'class="qr"' in page
    set_up_app(client)
    codes = client.get(CODES).context["codes"]
    assert len(codes) == 10
    assert client.post(CODES, {"action": "kept"})["Location"] == "/liege/people/"
    assert client.get("/liege/people/").status_code == 200
    assert acts_of(coach) == ["second_factor.set"]
    coach.account.refresh_from_db()
    assert coach.account.has_second_factor


def test_codes_are_shown_until_they_are_kept_and_never_again(client_for, coach):
    client = client_for(without_factor(coach))
    set_up_app(client)
    codes = client.get(CODES).context["codes"]
    file = client.get(f"{CODES}file/")
    assert all(code in file.content.decode() for code in codes)
    assert "attachment" in file["Content-Disposition"]
    client.post(CODES, {"action": "kept"})
    page = client.get(CODES)
    assert page.context["codes"] == []
    assert not any(code in page.content.decode() for code in codes)
    assert client.get(f"{CODES}file/").status_code == 404


def test_secrets_lie_encrypted(client_for, coach):
    client = client_for(without_factor(coach))
    secret = set_up_app(client)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not re.search(r'"seed": "[0-9a-f]{80}"', stored)


@pytest.mark.parametrize("typed", ["000000", "", "abc", "1" * 100, "12\x0034"])
def test_a_wrong_code_sets_nothing_up(client_for, coach, typed):
    client = client_for(without_factor(coach))
    secret = client.get(APP).context["form"].secret
    response = client.post(APP, {"code": typed})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]
    assert response.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_it_and_may_trust_the_browser(client_for, coach, client):
    secret = set_up_app(client_for(without_factor(coach)))
    assert by_code(client, coach.account)["Location"] == f"{PAGE}ask/"
    assert client.get("/liege/today/").status_code == 302
    assert client.get(f"{PAGE}ask/").status_code == 200
    digits = app_code(secret)
    assert client.post(f"{PAGE}ask/", {"code": f"{digits[:3]} {digits[3:]}"})["Location"] == f"{PAGE}trust/"
    assert client.post(f"{PAGE}trust/", {"action": "trust"})["Location"] == "/"
    assert client.get("/liege/today/").status_code == 200
    # The next time, the same browser isn't asked.
    client.post("/account/logout/")
    assert by_code(client, coach.account)["Location"] == "/"
    # Another one is.
    assert by_code(Client(), coach.account)["Location"] == f"{PAGE}ask/"


def test_trust_ends_with_signing_out_everywhere(client_for, coach, client):
    first = client_for(without_factor(coach))
    secret = set_up_app(first)
    by_code(client, coach.account)
    client.post(f"{PAGE}ask/", {"code": app_code(secret)})
    client.post(f"{PAGE}trust/", {"action": "trust"})
    assert client.post("/account/devices/everywhere/")["Location"] == "/account/login/"
    assert first.get("/liege/today/")["Location"].startswith("/account/login/")
    assert by_code(client, coach.account)["Location"] == f"{PAGE}ask/"
    assert "account.signed_out_everywhere" in acts_of(coach)


def test_a_code_of_the_app_works_once(client_for, coach):
    secret = set_up_app(client_for(without_factor(coach)))
    one, other = Client(), Client()
    by_code(one, coach.account)
    by_code(other, coach.account)
    digits = app_code(secret)
    assert one.post(f"{PAGE}ask/", {"code": digits}).status_code == 302
    assert other.post(f"{PAGE}ask/", {"code": digits}).status_code == 200


def test_a_recovery_code_lets_in_once(client_for, coach):
    first = client_for(without_factor(coach))
    set_up_app(first)
    code = first.get(CODES).context["codes"][0]
    for status in (302, 200):
        browser = Client()
        by_code(browser, coach.account)
        assert browser.post(f"{PAGE}ask/", {"code": code}).status_code == status


def test_new_recovery_codes_replace_the_older(client_for, coach):
    client = client_for(without_factor(coach))
    set_up_app(client)
    old = client.get(CODES).context["codes"]
    client.post(CODES, {"action": "kept"})
    assert client.post(CODES, {"action": "renew"})["Location"] == CODES
    new = client.get(CODES).context["codes"]
    assert not set(old) & set(new)
    assert "recovery_codes.renewed" in acts_of(coach)


def test_a_new_factor_signs_other_devices_out(client_for, coach):
    here, there = client_for(without_factor(coach)), client_for(coach)
    set_up_app(here)
    assert here.get("/liege/today/").status_code == 200
    assert there.get("/liege/today/")["Location"].startswith("/account/login/")


def test_without_the_last_one_the_door_closes_again(client_for, coach):
    client = client_for(without_factor(coach))
    secret = set_up_app(client)
    # Taking it away asks for a fresh proof.
    session = client.session
    session.pop("account_authentication_methods", None)
    session.save()
    asked = client.post(f"{APP}remove/")
    assert asked["Location"].startswith(f"{PAGE}again/")
    code = client.get(CODES)
    assert code.status_code == 302
    client.post(f"{PAGE}again/", {"code": app_code(secret)})
    client.post(f"{APP}remove/")
    assert not Authenticator.objects.exists()
    assert client.get("/liege/today/")["Location"].startswith(PAGE)
    assert acts_of(coach) == ["second_factor.set", "second_factor.removed"]


def test_somebody_elses_passkey_is_not_found(client_for, coach, mentor):
    theirs = Authenticator.objects.create(user=mentor.account, type="webauthn", data={"name": "x"})
    for number in (str(theirs.pk), "x", "9" * 30, ""):
        assert client_for(coach).post(f"{PAGE}passkey/remove/", {"passkey": number}).status_code == 404
    assert Authenticator.objects.count() == 1


def test_guesses_are_counted(client_for, coach):
    set_up_app(client_for(without_factor(coach)))
    browser = Client()
    by_code(browser, coach.account)
    answers = [browser.post(f"{PAGE}ask/", {"code": "000000"}) for _n in range(6)]
    assert "incorrect" not in str(answers[-1].context["form"].errors)
    assert answers[-1].context["form"].errors != answers[0].context["form"].errors


def test_the_demos_door_passes_in_the_demo_only(client, coach, settings):
    without_factor(coach)
    settings.DEMO = True
    client.post("/demo/sign-in/", {"account": coach.account.code})
    assert client.get("/liege/today/").status_code == 200
    settings.DEMO = False
    assert client.get("/liege/today/")["Location"].startswith(PAGE)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_decided(role):
    from interlab.accounts.roles import SECOND_FACTOR_ROLES

    assert (role in SECOND_FACTOR_ROLES) == (role not in ("mentor", "expert", "entrepreneur"))


def test_nonsense_instead_of_a_passkey_is_refused(client_for, coach):
    client = client_for(without_factor(coach))
    client.get(f"{PAGE}passkey/")
    for credential in ("", "{", "[]", '{"id": 1}', "null", '{"id":"x","rawId":"x","type":"public-key","response":{}}'):
        assert client.post(f"{PAGE}passkey/", {"credential": credential}).status_code == 200
        assert Client().post("/account/passkey/", {"credential": credential}).status_code == 302
    assert not Authenticator.objects.exists()
