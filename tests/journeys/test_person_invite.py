"""Inviting a person to their own space: a message, or a QR code on the screen of whoever sits beside them."""

import re

import pytest
from django.test import Client

from interlab.accounts.actions import create_member
from interlab.accounts.models import Account, Invitation, Membership
from interlab.accounts.roles import Role
from interlab.privacy.models import AuditEntry
from tests.accounts.entering import last_message
from tests.conftest import person_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def yordi(incubator):
    return PersonFactory(
        incubator=incubator,
        full_name="Yordanos Tesfay",
        called="Yordi",
        contacts=[("phone", "0455 00 01 23"), ("email", "yordi@example.org")],
        languages=[("ti", "native"), ("ar", "fluent")],
    )


def page(person, tail="invite/"):
    return f"/liege/people/{person.code}/{tail}"


def invited(client, person, login="yordi@example.org", way="message", language="fr"):
    return client.post(page(person), {"login": login, "language": language, "way": way})


def member_called(person):
    person.refresh_from_db()
    return Membership.objects.get(incubator=person.incubator, account=person.account)


def test_it_starts_from_what_is_known(client_for, coach, yordi):
    form = client_for(coach).get(page(yordi)).context["form"]
    assert form.initial == {"login": "0455 00 01 23", "language": "ar"}


def test_a_message_opens_their_space(client_for, coach, yordi):
    assert invited(client_for(coach), yordi)["Location"] == page(yordi, "")
    member = member_called(yordi)
    assert (member.roles, member.account.email, member.account.language) == (["entrepreneur"], "yordi@example.org", "fr")
    letter = last_message()
    assert (letter.channel, letter.address) == ("email", "yordi@example.org")
    link = re.search(r"http://testserver(/account/invitation/\?key=\w+)", letter.body)[1]
    theirs = Client()
    assert "Yordi" in theirs.get(link).content.decode()
    theirs.post("/account/invitation/", {"key": link.partition("=")[2]})
    assert theirs.get("/liege/today/").status_code == 200
    acts = AuditEntry.objects.filter(subject_code=member.code).values_list("act", "person_code")
    assert ("invitation.sent", yordi.code) in acts


def test_a_phone_is_enough(client_for, coach, yordi):
    invited(client_for(coach), yordi, "0455 00 01 23", language="ar")
    account = member_called(yordi).account
    assert (account.email, account.phone, account.language) == (None, "+32455000123", "ar")


def test_a_qr_code_is_shown_and_used_once(client_for, coach, yordi):
    client = client_for(coach)
    assert invited(client, yordi, "", way="pass")["Location"] == page(yordi, "pass/")
    shown = client.get(page(yordi, "pass/"))
    assert 'class="qr"' in shown.content.decode()
    assert not member_called(yordi).account.email
    theirs = Client()
    assert theirs.post("/account/invitation/", {"key": shown.context["key"]}).status_code == 302
    assert theirs.get("/liege/today/").status_code == 200
    assert Client().post("/account/invitation/", {"key": shown.context["key"]}).status_code == 422
    assert "key" not in client.get(page(yordi, "pass/")).context


def test_a_colleague_does_not_see_the_code_of_another(client_for, coach, other_coach, yordi):
    invited(client_for(coach), yordi, "", way="pass")
    assert "key" not in client_for(other_coach).get(page(yordi, "pass/")).context


def test_it_is_taken_back(client_for, coach, yordi):
    client = client_for(coach)
    invited(client, yordi, "", way="pass")
    key = client.get(page(yordi, "pass/")).context["key"]
    assert client.post(page(yordi, "pass/"))["Location"] == page(yordi, "")
    assert Client().get("/account/invitation/", {"key": key}).status_code == 422


def test_a_message_needs_an_address(client_for, coach, yordi):
    response = invited(client_for(coach), yordi, "")
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["login"])
    assert not Account.objects.filter(name="Yordi").exists()


def test_twice_makes_one_account(client_for, coach, yordi):
    client = client_for(coach)
    for _n in range(2):
        invited(client, yordi)
    assert Account.objects.filter(email="yordi@example.org").count() == 1
    assert Invitation.objects.open().count() == 1
    # Another way in is added to the same account.
    invited(client, yordi, "0455 00 01 23")
    account = member_called(yordi).account
    assert (account.email, account.phone) == ("yordi@example.org", "+32455000123")
    assert invited(client, yordi, "other@example.org").status_code == 422


def test_two_who_share_a_phone_are_two(client_for, coach, yordi, incubator):
    sami = PersonFactory(incubator=incubator, full_name="Sami")
    client = client_for(coach)
    invited(client, yordi, "0455 00 01 23")
    response = invited(client, sami, "0455 00 01 23")
    assert list(response.context["form"].errors) == ["login"]
    assert invited(client, sami, "", way="pass").status_code == 302
    assert member_called(sami).account != member_called(yordi).account


def test_a_colleagues_account_is_not_opened_by_a_qr_code(client_for, coach, lead, yordi, neighbour):
    """Whoever shows the code could use it: it must open no more than this person's own space."""
    client = client_for(coach)
    for account in (lead.account, neighbour.account):
        response = invited(client, yordi, account.email, way="pass")
        assert response.status_code == 422
        assert not Invitation.objects.exists()
        yordi.refresh_from_db()
        assert yordi.account is None


def test_a_mentor_who_starts_a_project_keeps_both_roles(client_for, coach, mentor, yordi):
    invited(client_for(coach), yordi, mentor.account.email)
    assert set(member_called(yordi).roles) == {"mentor", "entrepreneur"}


def test_whoever_left_comes_back_without_their_former_roles(client_for, coach, incubator, yordi, django_user_model):
    account = django_user_model.objects.create_user("yordi@example.org", name="Yordi")
    member = create_member(incubator, name="Yordi", roles=[Role.COACH], account=account)
    member.ended_at = coach.account.created_at
    member.save()
    invited(client_for(coach), yordi)
    assert member_called(yordi).roles == ["entrepreneur"]


@pytest.mark.parametrize("changed", [{"login": "nobody"}, {"login": "x" * 400}, {"language": "xx"}, {"language": ""}])
def test_bad_input(client_for, coach, yordi, changed):
    typed = {"login": "yordi@example.org", "language": "fr", "way": "message"} | changed
    response = client_for(coach).post(page(yordi), typed)
    assert (response.status_code, list(response.context["form"].errors)) == (422, list(changed))
    assert not Invitation.objects.exists()


def test_who_is_refused(client_for, coach, mentor, entrepreneur, reviewer, neighbour, yordi):
    for tail in ("invite/", "pass/"):
        for who in (mentor, entrepreneur, reviewer):
            assert client_for(who).post(page(yordi, tail)).status_code == 403
        assert client_for(neighbour).post(page(yordi, tail)).status_code == 404
        assert client_for(coach).delete(page(yordi, tail)).status_code == 405


def test_the_person_page_leads_there(client_for, coach, entrepreneur):
    person = person_of(entrepreneur)
    assert f'href="{page(person)}"' in client_for(coach).get(page(person, "")).content.decode()
