"""Somebody who now sees other people's data comes in anew: what let them in before their roles were raised isn't enough any more."""

import pytest

from interlab.accounts.actions import issue_invitation
from interlab.accounts.models import Account, Invitation, Membership
from interlab.accounts.roles import Role
from interlab.setup.actions import add_colleague, change_colleague
from tests.accounts.entering import code_for
from tests.conftest import make_member

pytestmark = pytest.mark.django_db

SITE = "https://interlab.example"


def on_their_own_phone(client, account):
    client.post("/account/login/code/", {"login": account.email})
    client.post("/account/login/code/confirm/", {"code": code_for(client)})
    client.post("/account/this-device/", {"mine": "yes"})


def still_in(client):
    return client.get("/account/").status_code == 200


def test_a_visit_of_ninety_days_ends_when_a_mentor_becomes_a_coach(client, incubator, lead):
    mentor = make_member(incubator, "Marc Mertens", Role.MENTOR)
    on_their_own_phone(client, mentor.account)
    change_colleague(mentor, name=mentor.name, roles=[Role.MENTOR, Role.COACH], by=lead, site=SITE)
    assert not still_in(client)


def test_it_ends_too_when_another_incubator_takes_them_into_its_team(client, incubator, neighbour):
    mentor = make_member(incubator, "Marc Mertens", Role.MENTOR)
    on_their_own_phone(client, mentor.account)
    there = {"name": mentor.name, "email": mentor.account.email, "roles": [Role.COACH], "site": SITE}
    add_colleague(neighbour.incubator, **there, by=neighbour)
    assert not still_in(client)


def test_a_visit_goes_on_when_roles_open_nothing_more(client, incubator, lead):
    mentor = make_member(incubator, "Marc Mertens", Role.MENTOR)
    on_their_own_phone(client, mentor.account)
    change_colleague(mentor, name=mentor.name, roles=[Role.MENTOR, Role.EXPERT], by=lead, site=SITE)
    assert still_in(client)


def test_a_coach_who_becomes_a_lead_goes_on(client_for, coach, lead):
    client = client_for(coach)
    change_colleague(coach, name=coach.name, roles=[Role.COACH, Role.PROGRAMME_LEAD], by=lead, site=SITE)
    assert client.get("/liege/today/").status_code == 200


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_a_qr_code_shown_before_lets_nobody_into_the_team(client, entrepreneur, lead, neighbour, where):
    _invitation, key = issue_invitation(entrepreneur, way=Invitation.Way.IN_PERSON, by=lead)
    Account.objects.filter(pk=entrepreneur.account_id).update(has_second_factor=False)
    if where == "here":
        Membership.objects.filter(pk=entrepreneur.pk).update(roles=["coach", "entrepreneur"])
    else:
        Membership.objects.create(
            incubator=neighbour.incubator, account=entrepreneur.account, name=entrepreneur.name, roles=["coach"]
        )
    assert client.post("/account/invitation/", {"key": key}).status_code == 422
    assert "_auth_user_id" not in client.session
