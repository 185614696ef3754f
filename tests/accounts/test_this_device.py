"""Whose device it is: one's own is remembered by role, anybody else's forgets within a quarter of an hour."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from interlab.accounts.roles import Role
from tests.accounts.entering import code_for
from tests.conftest import make_member

pytestmark = pytest.mark.django_db

PAGE = "/account/this-device/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def enter(client, account, *, onwards="/"):
    client.post("/account/login/code/", {"login": account.email})
    return client.post("/account/login/code/confirm/", {"code": code_for(client), "next": onwards})


def still_in(client):
    return client.get("/account/").status_code == 200


def test_it_is_asked_of_whoever_has_no_second_factor(client, entrepreneur):
    response = enter(client, entrepreneur.account, onwards="/liege/today/")
    assert response["Location"] == f"{PAGE}?next=/liege/today/"
    assert client.get(response["Location"]).context["next"] == "/liege/today/"
    assert client.post(PAGE, {"mine": "yes", "next": "/liege/today/"})["Location"] == "/liege/today/"


def test_the_team_is_not_asked(client, coach):
    assert enter(client, coach.account)["Location"] == "/"


@pytest.mark.parametrize("answer", [None, "no", "perhaps"])
def test_without_a_yes_it_forgets_after_a_quarter_of_an_hour(client, entrepreneur, clock, answer):
    enter(client, entrepreneur.account)
    if answer:
        client.post(PAGE, {"mine": answer})
    clock.shift(timedelta(minutes=14))
    # A page, a message, a changed session: nothing prolongs it.
    assert still_in(client)
    client.post("/account/language/", {"language": "ar", "next": "/"})
    clock.shift(timedelta(minutes=1, seconds=1))
    assert not still_in(client)


def test_it_says_for_how_long(client, entrepreneur):
    client.post("/account/language/", {"language": "en", "next": "/"})
    enter(client, entrepreneur.account)
    assert "15 minutes" in client.post(PAGE, {"mine": "no"}, follow=True).content.decode()


@pytest.mark.parametrize(("role", "days"), [(Role.ENTREPRENEUR, 30), (Role.MENTOR, 90), (Role.EXPERT, 90)])
def test_ones_own_is_remembered_by_role(client, incubator, clock, role, days):
    member = make_member(incubator, "Marc Mertens", role)
    enter(client, member.account)
    client.post(PAGE, {"mine": "yes"})
    for _day in range(3):
        clock.shift(timedelta(days=days / 3) - timedelta(minutes=1))
        assert still_in(client)
    clock.shift(timedelta(minutes=4))
    assert not still_in(client)


def test_the_strictest_role_decides(client, incubator, clock):
    member = make_member(incubator, "Marc Mertens", Role.MENTOR, Role.COACH)
    assert enter(client, member.account)["Location"] == "/"
    client.post(PAGE, {"mine": "yes"})
    clock.shift(timedelta(hours=12, seconds=1))
    assert not still_in(client)


def test_a_team_visit_ends_after_half_a_day_alone_and_after_two_weeks(client, coach, clock):
    enter(client, coach.account)
    for _half_day in range(27):
        clock.shift(timedelta(hours=11, minutes=59))
        assert still_in(client)
    clock.shift(timedelta(hours=11))
    still_in(client)
    clock.shift(timedelta(hours=2))
    assert not still_in(client)


def test_reading_writes_once_in_half_an_hour(client, coach, clock, django_assert_num_queries):
    enter(client, coach.account)
    client.get("/account/")
    with django_assert_num_queries(3):
        client.get("/account/")
    clock.shift(timedelta(minutes=31))
    with django_assert_num_queries(6):
        client.get("/account/")
    with django_assert_num_queries(3):
        client.get("/account/")


@pytest.mark.parametrize("onwards", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client, entrepreneur, onwards):
    enter(client, entrepreneur.account)
    assert client.post(PAGE, {"mine": "yes", "next": onwards})["Location"] == "/"


def test_saying_so_again_and_again_prolongs_nothing(client, entrepreneur, clock):
    enter(client, entrepreneur.account)
    client.post(PAGE, {"mine": "yes"})
    for _ten_days in range(2):
        clock.shift(timedelta(days=10))
        client.post(PAGE, {"mine": "yes"})
    clock.shift(timedelta(days=10, seconds=1))
    assert not still_in(client)


def test_a_borrowed_device_can_still_be_claimed_while_the_visit_lasts(client, entrepreneur, clock):
    enter(client, entrepreneur.account)
    client.post(PAGE, {"mine": "no"})
    client.post(PAGE, {"mine": "yes"})
    clock.shift(timedelta(days=1))
    assert still_in(client)


def test_wrong_method(client_for, entrepreneur):
    assert client_for(entrepreneur).delete(PAGE).status_code == 405
