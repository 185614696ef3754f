"""Picking a time to meet: two taps, and back again until the day before."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.accounts.roles import Role
from interlab.core.errors import DomainError
from interlab.intake.actions.slots import pick_slot
from interlab.intake.models import Decision, InterviewSlot
from interlab.notices.models import Message
from interlab.privacy.models import AuditEntry
from tests.conftest import make_member
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.intake.held import holder_of, page_of, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    publish(incubator, phone="04 000 00 00")
    return CallFactory(incubator=incubator)


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call, invited_at=timezone.now(), language="fr")


def a_slot(call, member, hours=72, **facts):
    facts = {"place": "Rue Saint-Léonard 20", "starts_at": timezone.now() + timedelta(hours=hours)} | facts
    return InterviewSlot.objects.create(incubator=call.incubator, call=call, member=member, **facts)


def pick(application, slot):
    code = slot if isinstance(slot, str) else slot.code
    return holder_of(application).post(
        page_of(application, "status", "interview"), {"slot": code}, headers={"accept-language": "en"}
    )


def times(application):
    page = holder_of(application).get(page_of(application, "status", "interview"), headers={"accept-language": "en"})
    return page.content.decode()


def test_the_status_leads_to_the_free_times(application, call, coach):
    def status():
        return holder_of(application).get(page_of(application), headers={"accept-language": "en"}).content.decode()

    assert "There is no free time just now." in status()
    slot = a_slot(call, coach)
    assert page_of(application, "status", "interview") in status()
    assert slot.code in times(application)


def test_a_time_is_picked_and_confirmed(application, call, coach):
    slot = a_slot(call, coach)
    assert pick(application, slot)["Location"] == page_of(application)
    slot.refresh_from_db()
    assert slot.application == application
    assert slot.booked_at is not None
    told = Message.objects.get()
    assert (told.wording, told.language, told.channel) == ("intake.slot", "fr", "sms")
    assert "Rue Saint-Léonard 20" in told.text
    assert AuditEntry.objects.filter(act="slot.picked", by=None).count() == 1


@pytest.mark.parametrize("what", ["past", "soon", "taken", "cancelled", "another call", "another incubator", "nonsense"])
def test_only_free_times_of_their_call(application, call, coach, neighbour, neighbour_incubator, what):
    slots = {
        "past": lambda: a_slot(call, coach, hours=-1),
        "soon": lambda: a_slot(call, coach, hours=1),
        "taken": lambda: a_slot(call, coach, application=ApplicationFactory(call=call)),
        "cancelled": lambda: a_slot(call, coach, outcome="cancelled"),
        "another call": lambda: a_slot(CallFactory(incubator=call.incubator), coach),
        "another incubator": lambda: a_slot(CallFactory(incubator=neighbour_incubator), neighbour),
        "nonsense": lambda: "\x00" * 50,
    }
    slot = slots[what]()
    page = pick(application, slot)
    assert page.status_code == 409
    assert "Please choose another one." in page.content.decode()
    assert not application.slots.exists()


def test_whoever_is_not_invited_picks_nothing(call, coach):
    slot = a_slot(call, coach)
    uninvited = ApplicationFactory(call=call)
    assert pick(uninvited, slot).status_code == 404
    with pytest.raises(DomainError):
        pick_slot(uninvited, slot.code)
    slot.refresh_from_db()
    assert slot.application is None


def test_whoever_has_an_answer_picks_nothing(application, call, coach):
    Decision.objects.create(incubator=call.incubator, application=application, kind="accept", told_at=timezone.now())
    assert pick(application, a_slot(call, coach)).status_code == 409


def test_another_time_takes_the_place_of_the_first(application, call, coach):
    first, second = a_slot(call, coach), a_slot(call, coach, hours=96)
    pick(application, first)
    pick(application, second)
    assert application.slots.get() == second
    assert Message.objects.filter(state="cancelled").count() == 1
    pick(application, first)
    assert application.slots.get() == first
    assert Message.objects.exclude(state="cancelled").count() == 1


def test_a_time_that_is_gone_leaves_the_one_they_had(application, call, coach):
    first, second = a_slot(call, coach), a_slot(call, coach, hours=96)
    pick(application, first)
    second.application = ApplicationFactory(call=call)
    second.save()
    assert pick(application, second).status_code == 409
    assert application.slots.get() == first


def test_a_time_is_given_back_until_the_day_before(application, call, coach):
    far, near = a_slot(call, coach), a_slot(call, coach, hours=20)
    pick(application, far)
    back = page_of(application, "status", "interview", "give-back")
    holder_of(application).post(back)
    assert not application.slots.exists()
    pick(application, near)
    holder_of(application).post(back)
    assert application.slots.get() == near
    assert pick(application, far).status_code == 409
    assert "It is less than a day away. Call us to change it." in times(application)


def test_giving_back_what_one_does_not_have(application):
    assert holder_of(application).post(page_of(application, "status", "interview", "give-back")).status_code == 302
    assert holder_of(application).get(page_of(application, "status", "interview", "give-back")).status_code == 405


def test_as_many_queries_for_one_time_as_for_many(application, call, coach):
    a_slot(call, coach)
    client = holder_of(application)
    client.get(page_of(application, "status", "interview"))
    counted = []
    for hours in (72, 80, 96):
        a_slot(call, make_member(call.incubator, f"M{hours} Coach", Role.COACH), hours=hours)
        with CaptureQueriesContext(connection) as found:
            client.get(page_of(application, "status", "interview"))
        counted.append(len(found))
    assert len(set(counted)) == 1, counted


def test_the_database_holds_one_time_ahead_for_each(application, call, coach):
    a_slot(call, coach, application=application)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_slot(call, coach, hours=96, application=application)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="writers of SQLite take turns")
def test_of_two_who_ask_at_the_same_moment_one_has_it(call, coach):
    applications = [ApplicationFactory(call=call, invited_at=timezone.now()) for _ in range(2)]
    for turn in range(5):
        slot = a_slot(call, coach, hours=48 + turn)
        found, start = [None, None], Barrier(2)

        def ask(place, slot=slot, found=found, start=start):
            try:
                start.wait()
                found[place] = pick_slot(applications[place], slot.code)
            except Exception as error:
                found[place] = error
            finally:
                connection.close()

        threads = [Thread(target=ask, args=(place,)) for place in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(type(one).__name__ for one in found) == ["DomainError", "InterviewSlot"], found
        slot.refresh_from_db()
        assert slot.application in applications
