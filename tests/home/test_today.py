"""Aujourd'hui: who needs the team now, and why."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.models import Application, Recommendation
from interlab.journeys.actions import create_next_act, note_session
from interlab.journeys.actions.sessions import SessionFacts
from interlab.network.models import Cohort, SessionKind
from tests.conftest import person_of
from tests.factories import ParticipationFactory, PersonFactory, first_programme
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers

pytestmark = pytest.mark.django_db


def days_ago(days):
    return today() - timedelta(days=days)


def rows(response, key):
    pile = next(pile for column in response.context["columns"] for pile in column if pile.key == key)
    return [(row.person.short_name, row.since) for row in pile.rows]


def test_an_applicant_awaits_an_answer(client_for, coach, incubator):
    ParticipationFactory(person=PersonFactory(incubator=incubator, full_name="Nesrine"), state="applied", on=days_ago(5))
    assert rows(client_for(coach).get("/liege/today/"), "awaiting") == [("Nesrine", days_ago(5))]


def acts(response, key):
    pile = next(pile for column in response.context["columns"] for pile in column if pile.key == key)
    return {row.person.short_name: row for row in pile.rows}


def test_who_applied_is_answered_on_the_page_of_their_application(client_for, coach, incubator):
    call = CallFactory(incubator=incubator)
    application = ApplicationFactory(call=call)
    ParticipationFactory(person=PersonFactory(incubator=incubator, full_name="Nesrine"), state="applied", on=days_ago(1))
    found = acts(client_for(coach).get("/liege/today/"), "awaiting")
    assert found["Hanan"].act_address == f"/liege/applications/{application.code}/"
    assert not found["Hanan"].is_old
    assert "/move/" in found["Nesrine"].act_address
    Application.objects.update(submitted_at=timezone.now() - timedelta(days=call.answer_days))
    assert acts(client_for(coach).get("/liege/today/"), "awaiting")["Hanan"].is_old


def test_whom_a_partner_recommends_awaits_everybody_until_reached(client_for, coach, other_coach, incubator):
    facts = {"organisation": "CPAS", "name": "Awa Diop", "kind": "phone", "value": "0470 11 22 33", "language": "fr"}
    one = Recommendation.objects.create(incubator=incubator, **facts)
    for member in (coach, other_coach):
        response = client_for(member).get("/liege/today/")
        assert acts(response, "awaiting")["Awa Diop"].act_address == f"/liege/recommendations/{one.code}/"
        assert f'href="/liege/recommendations/{one.code}/"' in response.content.decode()
    client_for(coach).post(f"/liege/recommendations/{one.code}/contacted/")
    assert rows(client_for(coach).get("/liege/today/"), "awaiting") == []


def test_a_promise_of_mine_that_is_late_awaits(client_for, coach, other_coach, incubator):
    person = PersonFactory(incubator=incubator, full_name="Yordi")
    create_next_act(person, what="Demander le prix", due_on=days_ago(2), by=coach, owner=coach)
    assert rows(client_for(coach).get("/liege/today/"), "awaiting") == [("Yordi", days_ago(2))]
    assert rows(client_for(other_coach).get("/liege/today/"), "awaiting") == []
    assert rows(client_for(other_coach).get("/liege/today/?who=team"), "awaiting") == [("Yordi", days_ago(2))]


def test_no_news_counts_from_the_last_session(client_for, coach, incubator):
    quiet, heard = (PersonFactory(incubator=incubator, full_name=name) for name in ("Ibrahima", "Rojda"))
    for person in (quiet, heard):
        ParticipationFactory(person=person, on=days_ago(60), coach=coach)
    kind = SessionKind.objects.get(incubator=incubator, meaning="coaching")
    for person, days in ((quiet, 21), (heard, 20)):
        note_session(SessionFacts(kind=kind, held_on=days_ago(days), minutes=60, persons=[person]), by=coach)
    assert rows(client_for(coach).get("/liege/today/"), "quiet") == [("Ibrahima", days_ago(21))]


def test_what_is_due_today_shows_its_time(client_for, coach, incubator):
    person = PersonFactory(incubator=incubator, full_name="Fatou")
    ParticipationFactory(person=person, coach=coach)
    create_next_act(person, what="Ses prix", due_on=today(), by=coach, owner=coach)
    response = client_for(coach).get("/liege/today/")
    assert [name for name, _since in rows(response, "today")] == ["Fatou"]


def test_a_waiting_list_and_an_ended_cohort_are_to_decide(client_for, coach, incubator):
    cohort = Cohort.objects.create(
        incubator=incubator, programme=first_programme(incubator), name="Printemps", starts_on=days_ago(200), ends_on=days_ago(3)
    )
    ParticipationFactory(person=PersonFactory(incubator=incubator, full_name="Kwame"), state="waitlisted", on=days_ago(4))
    ParticipationFactory(
        person=PersonFactory(incubator=incubator, full_name="Liliana"), cohort=cohort, coach=coach, on=days_ago(190)
    )
    found = rows(client_for(coach).get("/liege/today/"), "decide")
    assert sorted(found) == [("Kwame", days_ago(4)), ("Liliana", days_ago(3))]


def test_an_empty_day_says_so(client_for, coach):
    response = client_for(coach).get("/liege/today/")
    assert response.status_code == 200
    assert all(not pile.rows for column in response.context["columns"] for pile in column)


def test_other_peoples_incubators_do_not_exist(client_for, coach, neighbour_incubator, outsider):
    assert client_for(coach).get("/namur/").status_code == 404
    assert client_for(outsider).get("/liege/today/").status_code == 404
    assert client_for(coach).get("/nowhere/").status_code == 404


def test_the_number_of_queries_does_not_grow(client_for, coach, incubator):
    from django.db import connection

    def make(number):
        for n in range(number):
            person = PersonFactory(incubator=incubator, contacts=[("phone", f"0455 00 01 {n:02}")])
            ParticipationFactory(person=person, coach=coach, on=days_ago(40))
            create_next_act(person, what="x", due_on=days_ago(1), by=coach, owner=coach)
            create_next_act(person, what="y", due_on=today(), by=coach)
            applicant = PersonFactory(incubator=incubator)
            ParticipationFactory(person=applicant, state="applied", on=days_ago(1))

    client = client_for(coach)
    counts = []
    for number in (1, 2):
        make(number)
        client.get("/liege/today/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/liege/today/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_applications_and_recommendations_cost_the_same_however_many(client_for, coach, incubator):
    from django.db import connection

    call, client, counts = CallFactory(incubator=incubator), client_for(coach), []
    for number in (1, 3):
        for n in range(number):
            ApplicationFactory(call=call, answers=some_answers(name={"full_name": f"Personne {number} {n}", "called": ""}))
            facts = {"organisation": "CPAS", "name": "Awa", "kind": "phone", "value": "0470 11 22 33", "language": "fr"}
            Recommendation.objects.create(incubator=incubator, **facts)
        client.get("/liege/today/awaiting/")
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/liege/today/awaiting/")
        assert len(response.context["pile"].rows) == (2 if number == 1 else 8)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_whole_list_has_its_own_page(client_for, coach, incubator):
    for n in range(8):
        ParticipationFactory(person=PersonFactory(incubator=incubator, full_name=f"Personne {n}"), state="applied")
    short = client_for(coach).get("/liege/today/")
    assert len(rows(short, "awaiting")) == 6
    whole = client_for(coach).get("/liege/today/awaiting/")
    assert len(whole.context["pile"].rows) == 8
    assert client_for(coach).get("/liege/today/nothing/").status_code == 404


def test_an_entrepreneur_sees_their_own_journey_only(client_for, entrepreneur, coach, incubator):
    person = person_of(entrepreneur)
    ParticipationFactory(person=person, coach=coach, on=days_ago(30))
    other = PersonFactory(incubator=incubator, full_name="Quelqu’un d’autre")
    kind = SessionKind.objects.get(incubator=incubator, meaning="coaching")
    notes = {"shared": "Vous avancez bien.", "team": "À surveiller.", "confidential": "Secret."}
    note_session(SessionFacts(kind=kind, held_on=today(), minutes=60, persons=[person, other], notes=notes), by=coach)
    create_next_act(person, what="Visiter la cuisine", due_on=today(), by=coach)
    page = client_for(entrepreneur).get("/liege/today/").content.decode()
    assert "Visiter la cuisine" in page
    assert "Vous avancez bien." in page
    for hidden in ("À surveiller.", "Secret.", "Quelqu’un d’autre"):
        assert hidden not in page


def test_a_mentor_sees_the_sessions_they_gave_without_team_notes(client_for, mentor, coach, incubator):
    person = PersonFactory(incubator=incubator, full_name="Bao")
    kind = SessionKind.objects.get(incubator=incubator, meaning="mentoring")
    notes = {"shared": "Recette à 2,10 €.", "team": "Fragile."}
    for given_by, who in ((mentor, person), (coach, PersonFactory(incubator=incubator, full_name="Une autre"))):
        note_session(
            SessionFacts(kind=kind, held_on=today(), minutes=60, persons=[who], given_by=given_by, notes=notes), by=coach
        )
    page = client_for(mentor).get("/liege/today/").content.decode()
    assert "Bao" in page
    assert "Recette" in page
    assert "Fragile." not in page
    assert "Une autre" not in page


def test_a_funder_is_led_to_the_figures(client_for, funder_reader):
    assert client_for(funder_reader).get("/liege/today/")["Location"] == "/liege/figures/"


def test_of_a_colleagues_people_today_tells_no_more_than_the_name(client_for, coach, lead, other_coach, incubator):
    person = PersonFactory(incubator=incubator, full_name="Ibrahima", contacts=(("phone", "0455 00 01 23"),), by=other_coach)
    ParticipationFactory(person=person, on=days_ago(60), coach=other_coach, by=other_coach)
    create_next_act(person, what="Ses dettes", due_on=today(), by=other_coach, owner=other_coach)
    for page in ("/liege/today/?who=team", "/liege/today/today/?who=team", "/liege/today/quiet/?who=team"):
        html = client_for(coach).get(page).content.decode()
        assert "Ibrahima" in html
        assert f"/liege/people/{person.code}/" in html
        assert "Ses dettes" not in html and "tel:" not in html
    html = client_for(lead).get("/liege/today/?who=team").content.decode()
    assert "Ses dettes" in html and "tel:" in html
