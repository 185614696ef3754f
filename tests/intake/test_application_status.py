"""Where an application stands, as its writer reads it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.models import Decision, InterviewSlot, Reader, Reading, Round
from interlab.network.models import Cohort
from interlab.privacy.actions import record_act
from tests.factories import first_programme
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.intake.held import holder_of, page_of, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator, lead):
    publish(incubator, phone="04 000 00 00")
    cohort = Cohort.objects.create(
        incubator=incubator,
        programme=first_programme(incubator),
        name="Printemps",
        starts_on=today() + timedelta(days=60),
        ends_on=today() + timedelta(days=200),
    )
    return CallFactory(incubator=incubator, cohort=cohort, answered_by=lead)


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call, language="en")


def shown(application, language="en"):
    client = holder_of(application)
    client.cookies["language"] = language
    page = client.get(page_of(application), headers={"accept-language": language})
    assert page.status_code == 200
    return page.content.decode()


def a_round(call, **facts):
    return Round.objects.create(
        incubator=call.incubator, call=call, number=1, name="Lecture", shared_out_at=timezone.now(), **facts
    )


def a_reading(reading_round, application, member, **facts):
    reader, _ = Reader.objects.get_or_create(incubator=application.incubator, round=reading_round, member=member)
    return Reading.objects.create(
        incubator=application.incubator, round=reading_round, application=application, reader=reader, **facts
    )


def decide(application, kind, told=True, **facts):
    return Decision.objects.create(
        incubator=application.incubator, application=application, kind=kind, told_at=timezone.now() if told else None, **facts
    )


def test_a_sent_application_says_by_when_it_is_answered_and_by_whom(application, lead):
    with time_machine.travel("2027-02-17 12:00", tick=False):
        application.submitted_at = timezone.now()
        application.save()
        page = shown(application)
    assert application.spoken in page
    assert "Hanan" in page
    # Fourteen days later, with its weekday.
    assert "Wednesday 3 March" in page
    assert lead.name in page
    assert "04 000 00 00" in page
    assert "By SMS, in Arabic." in page or "By SMS, in English." in page
    assert "You have nothing to do." in page


def test_an_answer_that_is_late_says_so(application):
    application.submitted_at = timezone.now() - timedelta(days=20)
    application.save()
    assert "We are late with our answer. Call us." in shown(application)


def test_only_whoever_holds_it_finds_it(application, client, client_for, coach, reviewer, entrepreneur):
    # A colleague who didn't help to write it reads it on the team's desk, where that is written down.
    for stranger in (client, client_for(reviewer), client_for(entrepreneur), client_for(coach)):
        for page in ((), ("status", "seen"), ("status", "withdraw"), ("status", "interview")):
            assert stranger.get(page_of(application, *page)).status_code == 404
    assert client.post(page_of(application, "status", "withdraw")).status_code == 404
    told = [
        client.get(path, headers={"accept-language": "en"}).content
        for path in (page_of(application), page_of(application)[:-2] + "x/")
    ]
    assert all(b"/liege/resume/" in page for page in told)
    assert client_for(coach).get(page_of(application)).status_code == 404
    application.helped_by = coach
    application.save()
    assert client_for(coach).get(page_of(application)).status_code == 200


def test_the_holder_of_one_does_not_hold_another(application, call):
    other = ApplicationFactory(call=call)
    assert holder_of(application).get(page_of(other)).status_code == 404


def test_nothing_is_sent_to_the_page(application):
    assert holder_of(application).post(page_of(application)).status_code == 405


def test_one_that_is_not_sent_goes_on_with_its_first_open_question(call):
    answers = {"name": {"full_name": "Hanan", "called": ""}}
    application = ApplicationFactory(call=call, sent=False, answers=answers)
    page = holder_of(application).get(page_of(application))
    assert page["Location"] == page_of(application, "question", "languages")


def test_one_that_only_waits_to_be_sent_goes_on_to_the_check(call):
    application = ApplicationFactory(call=call, sent=False)
    assert holder_of(application).get(page_of(application))["Location"] == page_of(application, "check")


def test_a_decision_that_is_prepared_is_not_shown(application):
    decide(application, "not_now", told=False, reason="no_place", door="next_call", words="Pas cette fois.")
    page = shown(application)
    assert "Pas cette fois" not in page
    assert "Your application is here." in page
    assert "We answered you" not in page


def test_a_place_tells_the_first_day(application):
    decide(application, "accept", words="Nous sommes contents.")
    page = shown(application)
    assert "You have a place. Welcome!" in page
    assert "Nous sommes contents." in page
    assert "We start on" in page


def test_a_waiting_list_tells_the_rank_and_the_day(application):
    decide(application, "wait", rank=3, answer_by=date(2027, 3, 12))
    page = shown(application)
    assert "number <strong>3</strong>" in page
    assert "12 March" in page


def test_not_now_tells_why_and_where_next(application):
    decide(application, "not_now", reason="no_place", door="next_call", words="Votre idée <b>tient</b>.")
    page = shown(application)
    assert "Why: no place left." in page
    assert "Votre idée &lt;b&gt;tient&lt;/b&gt;." in page
    assert f"/interest/?programme={application.call.programme.code}" in page
    assert "Take my application back" not in page


def test_the_answer_told_last_counts(application):
    decide(application, "wait", rank=1)
    decide(application, "accept")
    assert "You have a place. Welcome!" in shown(application)


def test_a_blind_reading_names_nobody(application, coach, lead):
    reading_round = a_round(application.call, is_blind=True)
    for member in (coach, lead):
        a_reading(reading_round, application, member, opened_at=timezone.now(), done_at=timezone.now())
    record_act(Reading.objects.first(), "reading.opened", by=coach, person_code=application.person.code)
    page = shown(application)
    assert "2 people read it" in page
    assert "2 readers without your name" in page
    assert coach.name not in page
    seen = holder_of(application).get(page_of(application, "status", "seen"), headers={"accept-language": "en"})
    assert coach.name not in seen.content.decode()


def test_whoever_only_opened_it_to_read_is_counted_once(application, coach, lead):
    blind = a_round(application.call, is_blind=True)
    reading = a_reading(blind, application, coach)
    for _ in range(2):
        record_act(reading, "reading.opened", by=coach, person_code=application.person.code)
    page = shown(application)
    assert "1 reader without your name" in page
    assert coach.name not in page


def test_an_open_reading_that_was_only_opened_is_named(application, coach):
    reading = a_reading(a_round(application.call, is_blind=False), application, coach)
    record_act(reading, "reading.opened", by=coach, person_code=application.person.code)
    assert coach.name in shown(application)


def test_an_open_reading_names_who_read(application, coach):
    reading_round = a_round(application.call, is_blind=False)
    a_reading(reading_round, application, coach, opened_at=timezone.now(), done_at=timezone.now())
    assert f"{coach.name} read it" in shown(application)


def test_who_opened_the_file_is_named_with_the_day(application, coach):
    record_act(application.person, "person.opened", by=coach, person_code=application.person.code)
    page = holder_of(application).get(page_of(application, "status", "seen"), headers={"accept-language": "en"}).content.decode()
    assert coach.name in page
    assert coach.name in shown(application)


def test_answers_change_until_somebody_begins_to_read(application):
    assert "Add to my answers" in shown(application)
    a_round(application.call)
    page = shown(application)
    assert "Add to my answers" not in page
    assert "We are reading your application now." in page


def test_as_many_queries_however_many_read_it(application, coach, lead, other_coach):
    reading_round = a_round(application.call)
    client = holder_of(application)
    a_reading(reading_round, application, coach, opened_at=timezone.now())
    client.get(page_of(application))
    counted = []
    for member in (None, lead, other_coach):
        if member:
            a_reading(reading_round, application, member, opened_at=timezone.now())
            record_act(application.person, "person.opened", by=member, person_code=application.person.code)
        with CaptureQueriesContext(connection) as found:
            client.get(page_of(application))
        counted.append(len(found))
    assert len(set(counted)) == 1, counted


def test_a_meeting_tells_when_and_where(application, coach):
    InterviewSlot.objects.create(
        incubator=application.incubator,
        call=application.call,
        member=coach,
        starts_at=timezone.now() + timedelta(days=3),
        place="Rue Saint-Léonard 20",
        application=application,
        booked_at=timezone.now(),
    )
    page = shown(application)
    assert "We meet on" in page
    assert "Rue Saint-Léonard 20" in page
    assert coach.name in page


def test_a_site_that_is_not_published_hides_it(incubator):
    application = ApplicationFactory(call=CallFactory(incubator=incubator))
    assert holder_of(application).get(page_of(application)).status_code == 404


def test_an_incubator_does_not_show_anothers(application, neighbour_incubator):
    publish(neighbour_incubator)
    path = page_of(application).replace(application.incubator.slug, neighbour_incubator.slug, 1)
    assert holder_of(application).get(path).status_code == 404
    assert Client().get(path).status_code == 404
