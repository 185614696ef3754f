"""The first page of the application form, and beginning."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.models import Application
from interlab.intake.spoken_codes import WORDS
from interlab.network.models import Source
from interlab.privacy.models import AuditEntry
from tests.factories.intake import CallFactory
from tests.intake.applying import answer, begin, publish, question_path, seen

APPLY, START = "/liege/apply/", "/liege/apply/start/"


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


def test_the_first_page_says_what_it_takes(client, call):
    page = client.get(APPLY).content.decode()
    assert "<b>7 questions</b>" in page
    assert "Not the police, not the town hall." in page
    assert "no-store" in client.get(APPLY).headers["Cache-Control"]


def test_beginning_leads_to_the_first_question_under_a_code_that_can_be_said(client, call):
    application = begin(client, call)
    assert application.call == call
    assert application.language == "en"
    word, _dash, digits = application.spoken.partition("-")
    assert word in WORDS
    assert len(digits) == 4
    assert application.spoken in client.get(question_path(application, "name")).content.decode()
    assert AuditEntry.objects.filter(act="application.started", subject_code=application.code).count() == 1


def test_the_words_of_codes_are_plain_capitals():
    assert len(set(WORDS)) == len(WORDS) >= 200
    assert all(word.isascii() and word.isalpha() and word.isupper() and len(word) <= 9 for word in WORDS)


@pytest.mark.parametrize("meaning", ["partner", "online", "event"])
def test_the_link_says_how_they_found_us(client, call, meaning):
    page = client.get(APPLY, {"from": meaning}).content.decode()
    assert f'value="{meaning}"' in page
    application = begin(client, call, origin=meaning)
    assert application.source == Source.objects.get(incubator=call.incubator, meaning=meaning)


def test_a_link_that_says_nonsense_is_no_obstacle(client, call):
    assert begin(client, call, origin="<script>").source is None


def test_several_open_calls_are_chosen_from(client, call):
    other = CallFactory(incubator=call.incubator, name="Toute l’année", closes_on=None)
    page = client.get(APPLY, {"from": "event"}).content.decode()
    assert call.name in page
    assert f"?call={other.code}&amp;from=event" in page
    assert "form action" not in page
    assert other.code in client.get(APPLY, {"call": other.code}).content.decode()


def test_several_open_calls_cost_no_more_queries(client, call, django_assert_max_num_queries):
    for number in range(3):
        CallFactory(incubator=call.incubator, name=f"Appel {number}")
    with django_assert_max_num_queries(3):
        client.get(APPLY)


def test_no_open_call_is_said_honestly(client, incubator):
    publish(incubator)
    assert "Nothing is open just now" in client.get(APPLY).content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"published_at": None},
        {"closed_at": timezone.now()},
        {"opens_on": today() + timedelta(days=1)},
        {"opens_on": today() - timedelta(days=9), "closes_on": today() - timedelta(days=1)},
    ],
)
def test_a_call_that_is_not_open_takes_nobody(client, incubator, changed):
    publish(incubator)
    call = CallFactory(incubator=incubator, **changed)
    response = client.post(START, {"call": call.code, "seen": seen()})
    assert response.headers["Location"] == APPLY
    assert not Application.objects.exists()


def test_a_call_of_a_neighbour_takes_nobody_here(client, call, neighbour_incubator):
    foreign = CallFactory(incubator=neighbour_incubator)
    client.post(START, {"call": foreign.code, "seen": seen()})
    assert not Application.objects.exists()


def test_a_call_without_a_published_form_is_not_open(client, call):
    call.versions.update(published_at=None)
    assert "Nothing is open" in client.get(APPLY).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"website": "https://spam.example", "seen": "ok"},
        {"seen": "quick"},
        {"seen": ""},
        {"seen": "forged"},
    ],
)
def test_a_machine_does_not_begin_and_a_person_may_press_once_more(client, call, typed):
    seals = {"ok": seen(), "quick": seen(0)}
    response = client.post(START, {"call": call.code, **typed, "seen": seals.get(typed["seen"], typed["seen"])})
    assert response.status_code == 422
    assert not Application.objects.exists()
    page = response.content.decode()
    assert "Press the button once more." in page
    assert "https://spam.example" not in page


def test_many_from_one_address_are_asked_to_wait(client, call):
    for _time in range(20):
        begin(client, call)
    response = client.post(START, {"call": call.code, "seen": seen()})
    assert response.status_code == 429
    assert "Wait five minutes" in response.content.decode()
    assert Application.objects.count() == 20


def test_two_taps_begin_once_and_the_second_holds_it_too(client, call):
    client.get(APPLY)
    typed = {"call": call.code, "seen": seen(), "form_key": "abcdefgh2345"}
    first = client.post(START, typed)
    # The second tap left before the first was answered.
    del client.cookies["sessionid"]
    second = client.post(START, typed)
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1
    assert client.get(second.headers["Location"]).status_code == 200


def test_whoever_comes_back_to_the_first_page_is_led_on(client, call):
    application = begin(client, call)
    answer(client, application, "name")
    page = client.get(APPLY).content.decode()
    assert f"Go on with {application.spoken}" in page
    assert f'href="{question_path(application, "languages")}"' in page
    assert application.spoken not in Client().get(APPLY).content.decode()


def test_only_its_methods_are_answered(client, call):
    assert client.post(APPLY).status_code == 405
    assert client.get(START).status_code == 405


def test_the_words_of_the_team_are_no_markup(client, call):
    call.intro = {"fr": "<script>alert(1)</script>"}
    call.save()
    page = client.get(reverse("intake:apply", args=["liege"])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
