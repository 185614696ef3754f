"""The list of one's devices: in words, this one marked, each signed out from afar."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.accounts.devices import browser_of, system_of
from interlab.accounts.schedule import forget_ended_sessions
from interlab.privacy.models import AuditEntry
from tests.accounts.entering import code_for

pytestmark = pytest.mark.django_db

PAGE = "/account/devices/"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
AGENTS = [
    (ANDROID, "Chrome", "Android"),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Safari",
        "iPhone",
    ),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox", "Windows"),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        "Edge",
        "Windows",
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
        "Safari",
        "macOS",
    ),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "Linux"),
]


def entered(account, agent=ANDROID):
    client = Client(headers={"user-agent": agent})
    client.post("/account/login/code/", {"login": account.email})
    client.post("/account/login/code/confirm/", {"code": code_for(client)})
    return client


def shown(client):
    return client.get(PAGE).context["devices"]


@pytest.mark.parametrize(("agent", "browser", "system"), AGENTS)
def test_they_are_named_as_people_know_them(agent, browser, system):
    assert (browser_of(agent), system_of(agent)) == (browser, system)


def test_what_is_not_known_is_still_said():
    assert browser_of("curl/8")
    assert system_of("")


def test_this_one_comes_first(coach):
    entered(coach.account, AGENTS[2][0])
    here = entered(coach.account)
    first, second = shown(here)
    assert (first.is_this_one, second.is_this_one) == (True, False)
    assert (first.browser, first.icon, second.system) == ("Chrome", "smartphone", "Windows")


def test_somebody_elses_are_not_shown_nor_ended(coach, mentor):
    theirs = entered(mentor.account)
    row = UserSession.objects.get(user=mentor.account)
    here = entered(coach.account)
    assert len(shown(here)) == 1
    here.post(f"{PAGE}end/", {"device": row.pk})
    assert theirs.get("/account/").status_code == 200


def test_another_one_is_signed_out(coach):
    there, here = entered(coach.account), entered(coach.account)
    other = next(device for device in shown(here) if not device.is_this_one)
    assert here.post(f"{PAGE}end/", {"device": other.number})["Location"] == PAGE
    assert there.get("/account/").status_code == 302
    assert len(shown(here)) == 1


def test_this_one_is_signed_out(coach):
    here = entered(coach.account)
    assert here.post(f"{PAGE}end/", {"device": shown(here)[0].number})["Location"] == "/account/login/"
    assert here.get("/account/").status_code == 302


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "٣" * 20])
def test_nonsense_ends_nothing(coach, number):
    here = entered(coach.account)
    assert here.post(f"{PAGE}end/", {"device": number})["Location"] == PAGE


def test_everywhere_means_sessions_no_list_knows_too(coach, client_for):
    unlisted, there, here = client_for(coach), entered(coach.account), entered(coach.account)
    assert here.post(f"{PAGE}everywhere/")["Location"] == "/account/login/"
    for client in (unlisted, there, here):
        assert client.get("/account/").status_code == 302
    assert AuditEntry.objects.filter(subject_code=coach.code, act="account.signed_out_everywhere").count() == 1


def test_a_new_password_signs_the_others_out(coach):
    there, here = entered(coach.account), entered(coach.account)
    typed = {"password1": "une autre phrase longue", "password2": "une autre phrase longue"}
    assert here.post("/account/password/set/", typed).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert len(shown(here)) == 1


def test_its_queries_do_not_grow(coach):
    here = entered(coach.account)
    shown(here)
    with CaptureQueriesContext(connection) as few:
        shown(here)
    for _n in range(2):
        entered(coach.account)
    with CaptureQueriesContext(connection) as many:
        assert len(shown(here)) == 3
    assert len(few) == len(many)


def test_wrong_method(client_for, coach):
    client = client_for(coach)
    assert client.post(PAGE).status_code == 405
    for tail in ("end/", "everywhere/"):
        assert client.get(f"{PAGE}{tail}").status_code == 405


def test_what_ended_is_forgotten(coach, mentor):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        old, other = entered(mentor.account), entered(coach.account)
        clock.shift(timedelta(minutes=20))
        forget_ended_sessions()
        assert list(UserSession.objects.values_list("user", flat=True)) == [coach.account_id]
        assert Session.objects.count() == 1
        assert (old.get("/account/").status_code, other.get("/account/").status_code) == (302, 200)
