"""A colleague who lost their second factor: another lead takes it away, and they are told."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from interlab.accounts.actions import create_member
from interlab.accounts.models import Account
from interlab.accounts.roles import Role
from interlab.privacy.models import AuditEntry
from tests.accounts.entering import last_message
from tests.conftest import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(coach):
    """A coach with an app and recovery codes."""
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=coach.account, type=kind, data={"secret": "x", "seed": "y"})
    return coach


def page(member):
    return f"/liege/settings/team/{member.code}/second-factor/"


def test_it_is_taken_away_and_told(client_for, lead, karim):
    browser = client_for(karim)
    assert client_for(lead).post(page(karim))["Location"] == f"/liege/settings/team/{karim.code}/"
    karim.account.refresh_from_db()
    assert not karim.account.has_second_factor
    assert not Authenticator.objects.exists()
    assert browser.get("/liege/today/").status_code == 302
    assert client_for(karim).get("/liege/today/")["Location"] == "/account/second-factor/?next=/liege/today/"
    entry = AuditEntry.objects.get(subject_code=karim.code)
    assert (entry.act, entry.by) == ("second_factor.reset", lead)
    assert last_message().address == karim.account.email


def test_it_was_not_me(client_for, lead, karim):
    client_for(lead).post(page(karim))
    link = re.search(r"http://testserver(/account/not-me/\?key=\S+)", last_message().body)[1]
    thief = client_for(karim)
    Account.objects.filter(pk=karim.account_id).update(has_second_factor=True, password="x")
    Authenticator.objects.create(user=karim.account, type="totp", data={"secret": "x"})
    stranger = Client()
    assert stranger.get(link).context["known"] is True
    assert Authenticator.objects.exists()
    assert stranger.post("/account/not-me/", {"key": link.partition("=")[2]})["Location"] == "/account/login/"
    assert not Authenticator.objects.exists()
    karim.account.refresh_from_db()
    assert not karim.account.has_usable_password()
    assert thief.get("/liege/today/").status_code == 302
    assert AuditEntry.objects.filter(subject_code=karim.code, act="account.not_me").exists()


@pytest.mark.parametrize("key", ["", "x", "a\x00", "k" * 1000])
def test_a_false_link_changes_nothing(client, karim, key):
    assert client.post("/account/not-me/", {"key": key}).context["known"] is False
    assert Authenticator.objects.count() == 2


def test_nobody_does_it_for_themselves(client_for, lead):
    assert client_for(lead).post(page(lead)).status_code == 422
    lead.account.refresh_from_db()
    assert lead.account.has_second_factor


def test_what_opens_another_incubator_is_not_ours_to_take(client_for, lead, karim, neighbour_incubator):
    create_member(neighbour_incubator, name="Karim", roles=[Role.MENTOR], account=karim.account)
    response = client_for(lead).post(page(karim))
    assert response.status_code == 422
    assert "Namur" not in response.content.decode()
    assert Authenticator.objects.count() == 2
    # Whoever leads both may.
    create_member(neighbour_incubator, name="Lucie", roles=[Role.PROGRAMME_LEAD], account=lead.account)
    assert client_for(lead).post(page(karim)).status_code == 302
    assert set(AuditEntry.objects.filter(act="second_factor.reset").values_list("incubator__slug", "by")) == {
        ("liege", lead.pk),
        ("namur", None),
    }


def test_without_one_there_is_nothing_to_take(client_for, lead, mentor):
    assert client_for(lead).post(page(mentor)).status_code == 422


def test_the_lead_proves_again_who_they_are(client_for, lead, karim):
    lead.account.set_password("une phrase assez longue")
    lead.account.save()
    client = client_for(lead)
    for ask in (client.get, client.post):
        assert ask(page(karim))["Location"] == f"/account/reauthenticate/?next={page(karim)}"
    back = client.post("/account/reauthenticate/", {"password": "une phrase assez longue", "next": page(karim)})
    assert back["Location"] == page(karim)
    assert client.get(page(karim)).status_code == 200
    assert client.post(page(karim)).status_code == 302


def test_who_is_refused(refused_to_all_but_the_lead, karim):
    refused_to_all_but_the_lead(page(karim), "get")
    refused_to_all_but_the_lead(page(karim), "post")
    assert Authenticator.objects.count() == 2


def test_whoever_runs_the_installation_can(karim, capsys):
    call_command("reset_second_factor", karim.account.email)
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get(subject_code=karim.code).by is None
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@elsewhere.example")


def test_an_incubator_keeps_its_lead_when_accounts_are_closed(lead, incubator):
    with pytest.raises(CommandError):
        call_command("close_account", lead.account.email)
    make_member(incubator, "Deux Leads", Role.PROGRAMME_LEAD)
    call_command("close_account", lead.account.email)
    lead.account.refresh_from_db()
    assert not lead.account.is_active
