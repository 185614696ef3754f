"""Preparing what one applicant is answered: what each answer needs, in their own language, told to nobody yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.actions.decisions import prepare_decision, tell_decision
from interlab.intake.models import Conflict, Decision
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, read, says

pytestmark = pytest.mark.django_db

REFUSAL = {
    "kind": "not_now",
    "reason": "too_early",
    "words": "Revenez nous voir.",
    "door": "event",
    "door_words": "Café projets, le 12 mars à 18 h",
}


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


@pytest.fixture
def hanan(call):
    return applied(call, "Hanan", languages=[["fr", "fluent"]])


@pytest.fixture
def address(call, hanan):
    return f"/liege/calls/{call.code}/decisions/{hanan.code}/"


def test_a_refusal_with_its_words_and_next_door(client_for, lead, call, hanan, address):
    assert client_for(lead).post(address, REFUSAL)["Location"] == f"/liege/calls/{call.code}/decisions/"
    made = Decision.objects.get()
    assert {name: getattr(made, name) for name in REFUSAL} == REFUSAL
    assert (made.application, made.told_at, made.prepared_by) == (hanan, None, lead)


@pytest.mark.parametrize("name", ["reason", "words", "door", "door_words"])
def test_nobody_is_refused_without_a_reason_words_and_a_next_door(client_for, lead, address, name):
    response = client_for(lead).post(address, REFUSAL | {name: ""})
    assert response.status_code == 422
    assert name in response.context["form"].errors
    assert not Decision.objects.exists()


def test_the_waiting_list_needs_a_place_and_a_day(client_for, lead, address):
    client = client_for(lead)
    response = client.post(address, {"kind": "wait", "words": "Gardez ces mots"})
    assert {"rank", "answer_by"} <= set(response.context["form"].errors)
    assert "Gardez ces mots" in response.content.decode()
    past = {"kind": "wait", "rank": 1, "answer_by": (today() - timedelta(days=1)).isoformat()}
    assert "answer_by" in client.post(address, past).context["form"].errors
    client.post(address, past | {"answer_by": (today() + timedelta(days=9)).isoformat()})
    assert Decision.objects.get().rank == 1


def test_what_belongs_to_another_answer_is_left_out(client_for, lead, address):
    client_for(lead).post(address, REFUSAL | {"kind": "accept", "rank": 3})
    made = Decision.objects.get()
    assert (made.kind, made.reason, made.door, made.door_words, made.rank) == ("accept", "", "", "", None)


def test_an_answer_is_corrected_before_it_is_told(client_for, lead, address):
    client = client_for(lead)
    client.post(address, REFUSAL)
    client.post(address, REFUSAL | {"words": "D’autres mots."})
    assert Decision.objects.get().words == "D’autres mots."


def test_the_usual_words_of_a_reason_are_in_the_language_of_the_applicant(client_for, lead, call, address):
    english = applied(call, "Sam", languages=[["en", "native"]])
    page = f"/liege/calls/{call.code}/decisions/{english.code}/"
    form = client_for(lead).get(page, {"reason": "too_early"}).context["form"]
    assert form["words"].value().startswith("Your idea is still young")
    assert (form["kind"].value(), form["reason"].value()) == ("not_now", "too_early")
    assert client_for(lead).get(address, {"reason": "no_such"}).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "maybe"},
        {"kind": "wait", "rank": "9" * 30, "answer_by": "2027-99-99"},
        {"kind": "wait", "rank": 1, "answer_by": "9999-12-31"},
        REFUSAL | {"reason": "because", "door": "window"},
        REFUSAL | {"words": "x" * 2001, "door_words": "x" * 301},
        {"kind": ""},
    ],
)
def test_what_cannot_be_read_is_said(client_for, lead, address, sent):
    assert client_for(lead).post(address, sent).status_code == 422
    assert not Decision.objects.exists()


def test_the_next_to_complete_follows(client_for, lead, call, address):
    other = applied(call, "Sam")
    prepare_decision(other, kind="not_now", reason="no_place", by=lead)
    client = client_for(lead)
    assert client.post(address, REFUSAL | {"then": "next"})["Location"] == f"/liege/calls/{call.code}/decisions/{other.code}/"
    page = f"/liege/calls/{call.code}/decisions/{other.code}/"
    assert client.post(page, REFUSAL | {"then": "next"})["Location"] == f"/liege/calls/{call.code}/decisions/"


def test_a_declined_applicant_is_answered_for_good(client_for, lead, address, hanan):
    client = client_for(lead)
    client.post(address, REFUSAL)
    tell_decision(Decision.objects.get(), by=lead)
    assert says(client.get(address), "This person was answered. If they want to come back, they apply again.")
    assert client.post(address, {"kind": "accept"}).status_code == 422
    assert Decision.objects.count() == 1


def test_who_waits_can_get_a_place_and_both_answers_stay(client_for, lead, address, hanan):
    client = client_for(lead)
    client.post(address, {"kind": "wait", "rank": 1, "answer_by": (today() + timedelta(days=9)).isoformat()})
    tell_decision(Decision.objects.get(), by=lead)
    client.post(address, {"kind": "accept"})
    tell_decision(Decision.objects.prepared().get(), by=lead)
    hanan.participation.refresh_from_db()
    assert [one.kind for one in hanan.decisions.order_by("pk")] == ["wait", "accept"]
    assert hanan.participation.state == "enrolled"


def test_an_application_that_was_taken_back_is_not_answered(client_for, lead, address, hanan):
    hanan.withdrawn_at = timezone.now()
    hanan.save()
    assert client_for(lead).get(address).status_code == 404


def test_readers_words_for_the_applicant_are_at_hand_but_not_in_a_conflict(client_for, lead, coach, address, hanan):
    reading = read(hanan, 3, by=coach)
    reading.for_applicant = "Parlez à vos futurs clients."
    reading.save()
    assert "Parlez à vos futurs clients." in client_for(lead).get(address).content.decode()
    Conflict.objects.create(incubator=lead.incubator, application=hanan, member=lead, reason="friend")
    assert "Parlez à vos futurs clients." not in client_for(lead).get(address).content.decode()


def test_only_a_lead_answers(client_for, coach, neighbour, address):
    assert client_for(coach).post(address, REFUSAL).status_code == 403
    assert client_for(neighbour).post(address, REFUSAL).status_code == 404


def test_only_get_and_post(client_for, lead, address):
    assert client_for(lead).delete(address).status_code == 405
