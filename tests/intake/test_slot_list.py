"""Meetings on the team's side: offered, cancelled with a word to whoever booked, held, scored by who met."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.models import InterviewSlot, Reading
from interlab.notices.models import Message
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.factories.readings import a_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


def _offer(lead, **changed):
    day = today() + timedelta(days=7)
    offered = {"member": lead.code, "on": day.isoformat(), "from_time": "14:00", "to_time": "17:00", "minutes": "45"}
    return offered | {"place": "Quai de Rome"} | changed


def _address(call, name="slot_list"):
    return reverse(f"intake:{name}", args=[call.incubator.slug, call.code])


def test_several_times_are_offered_at_once(call, coach, client_for):
    assert client_for(coach).post(_address(call), _offer(coach)).status_code == 302
    slots = list(InterviewSlot.objects.all())
    assert [timezone.localtime(one.starts_at).strftime("%H:%M") for one in slots] == ["14:00", "14:45", "15:30", "16:15"]
    assert "Quai de Rome" in client_for(coach).get(_address(call)).content.decode()


@pytest.mark.parametrize(
    "bad",
    [
        {"to_time": "13:00"},
        {"minutes": "0"},
        {"minutes": "9" * 20},
        {"on": "2020-01-01"},
        {"on": "x"},
        {"place": ""},
        {"minutes": "5", "from_time": "00:00", "to_time": "23:00"},
        {"member": "nobody"},
    ],
)
def test_times_that_cannot_be_are_said(call, coach, client_for, bad):
    assert client_for(coach).post(_address(call), _offer(coach, **bad)).status_code == 422
    assert not InterviewSlot.objects.exists()


def test_nobody_is_in_two_places(call, coach, client_for):
    client = client_for(coach)
    client.post(_address(call), _offer(coach))
    assert client.post(_address(call), _offer(coach, from_time="16:30", to_time="18:00")).status_code == 422
    assert client.post(_address(call), _offer(coach, from_time="17:00", to_time="18:00")).status_code == 302


def test_people_are_invited_once_with_a_message(call, lead, client_for):
    application = ApplicationFactory(call=call)
    client, address = client_for(lead), _address(call, "slot_invite")
    assert application.spoken in client.get(_address(call)).content.decode()
    client.post(address, {"applications": [application.code]})
    client.post(address, {"applications": [application.code]})
    client.post(address, {"applications": []})
    application.refresh_from_db()
    assert application.invited_at
    message = Message.objects.get(person_code=application.person.code)
    assert f"/resume/?code={application.spoken}" in message.body


def test_whoever_booked_is_told_of_a_cancelled_time(call, coach, client_for):
    application = ApplicationFactory(call=call)
    client_for(coach).post(_address(call), _offer(coach))
    slot = InterviewSlot.objects.first()
    slot.application, slot.booked_at = application, timezone.now()
    slot.save()
    address = reverse("intake:slot_cancel", args=[call.incubator.slug, slot.code])
    client_for(coach).post(address)
    client_for(coach).post(address)
    slot.refresh_from_db()
    assert slot.outcome == "cancelled"
    assert Message.objects.filter(person_code=application.person.code).count() == 1


def test_whoever_met_the_applicant_scores_them(call, lead, coach, client_for):
    row = a_round(call, [], by=lead, kind="interview")
    application = ApplicationFactory(call=call, invited_at=timezone.now())
    slot = InterviewSlot.objects.create(
        incubator=call.incubator, call=call, member=coach, starts_at=timezone.now(), place="Quai", application=application
    )
    address = reverse("intake:slot_settle", args=[call.incubator.slug, slot.code])
    client_for(coach).post(address, {"outcome": "held", "note": "Très claire."})
    client_for(coach).post(address, {"outcome": "held", "note": "Très claire."})
    reading = Reading.objects.get(round=row)
    assert (reading.reader.member, reading.application) == (coach, application)
    page = client_for(coach).get(reverse("intake:reading_detail", args=[call.incubator.slug, reading.code]))
    assert "Hanan Darwish" in page.content.decode()


@pytest.mark.parametrize("outcome", ["", "cancelled", "x"])
def test_a_meeting_is_held_or_missed(call, coach, client_for, outcome):
    slot = InterviewSlot.objects.create(
        incubator=call.incubator,
        call=call,
        member=coach,
        starts_at=timezone.now(),
        place="Quai",
        application=ApplicationFactory(call=call),
    )
    address = reverse("intake:slot_settle", args=[call.incubator.slug, slot.code])
    assert client_for(coach).post(address, {"outcome": outcome}).status_code == 302
    slot.refresh_from_db()
    assert slot.outcome == ""
