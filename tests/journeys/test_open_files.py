"""A file is open to whoever works with the person, asks a reason of others, and remembers each day who opened it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.core.dates import today
from interlab.journeys.actions import (
    add_document,
    add_holder,
    create_next_act,
    drop_next_act,
    give_reason,
    move_participation,
    open_files,
    void_session,
)
from interlab.network.models import ExitReason
from interlab.people.access import caseload_of
from interlab.people.models import Person
from interlab.privacy.doors import ReasonNeeded
from interlab.privacy.models import AuditEntry
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, SessionFactory, a_pdf

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=183)


@pytest.fixture
def person(incubator, other_coach):
    """Somebody whom another colleague accompanies."""
    person = PersonFactory(incubator=incubator, full_name="Amina Diallo", by=other_coach)
    ParticipationFactory(person=person, coach=other_coach, by=other_coach, on=today() - timedelta(days=20))
    return person


def is_in_the_caseload(member, person):
    return Person.objects.filter(caseload_of(member), pk=person.pk).exists()


def openings():
    return AuditEntry.objects.filter(act="person.opened")


# Whose file belongs to whose caseload ----------------------------------------------------------------------------


def test_a_colleague_of_somebody_else_stands_outside(person, coach, other_coach, lead):
    assert is_in_the_caseload(other_coach, person)
    assert not is_in_the_caseload(coach, person)
    assert is_in_the_caseload(lead, person)


def test_whoever_nobody_accompanies_is_everybodys(incubator, coach, other_coach):
    newcomer = PersonFactory(incubator=incubator)
    assert is_in_the_caseload(coach, newcomer)
    applicant = PersonFactory(incubator=incubator, by=other_coach)
    left(ParticipationFactory(person=applicant, coach=other_coach, on=today() - 3 * HALF_A_YEAR), today() - 2 * HALF_A_YEAR)
    assert not is_in_the_caseload(coach, applicant)
    ParticipationFactory(person=applicant, state="applied")
    assert is_in_the_caseload(coach, applicant)


def left(participation, on):
    reason = ExitReason.objects.filter(incubator=participation.incubator).first()
    return move_participation(participation, "left", by=None, on=on, exit_reason=reason)


@pytest.mark.parametrize(("days_ago", "inside"), [(0, True), (183, True), (184, False)])
def test_whom_one_accompanied_stays_for_half_a_year(incubator, coach, other_coach, days_ago, inside):
    person = PersonFactory(incubator=incubator, by=other_coach)
    participation = ParticipationFactory(person=person, coach=coach, on=today() - timedelta(days=400), by=other_coach)
    left(participation, today() - timedelta(days=days_ago))
    assert is_in_the_caseload(coach, person) == inside


@pytest.mark.parametrize("role", ["given_by", "by"])
@pytest.mark.parametrize(("days_ago", "inside"), [(0, True), (183, True), (184, False)])
def test_whom_one_met_stays_for_half_a_year(person, coach, other_coach, role, days_ago, inside):
    facts = {"by": other_coach, "given_by": other_coach, role: coach}
    session = SessionFactory(persons=[person], held_on=today() - timedelta(days=days_ago), **facts)
    assert is_in_the_caseload(coach, person) == inside
    void_session(session, by=coach)
    assert not is_in_the_caseload(coach, person)


def test_whom_one_owes_something_is_in_the_caseload(person, coach, other_coach):
    act = create_next_act(person, what="Appeler", due_on=today(), by=other_coach, owner=coach)
    assert is_in_the_caseload(coach, person)
    drop_next_act(act, by=coach)
    assert not is_in_the_caseload(coach, person)


def test_whom_one_entered_stays_for_a_month(incubator, coach, other_coach, monkeypatch):
    person = PersonFactory(incubator=incubator, by=coach)
    ParticipationFactory(person=person, coach=other_coach, by=coach)
    assert is_in_the_caseload(coach, person)
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert not is_in_the_caseload(coach, person)


@pytest.mark.parametrize("who", ["mentor", "expert", "entrepreneur", "reviewer", "funder_reader"])
def test_others_have_no_caseload(person, request, who):
    member = request.getfixturevalue(who)
    SessionFactory(persons=[person], by=member, given_by=member)
    assert not is_in_the_caseload(member, person)


# Opening ---------------------------------------------------------------------------------------------------------


def test_an_opening_is_written_once_a_day(person, other_coach, client_for, monkeypatch):
    client, address = client_for(other_coach), f"/liege/people/{person.code}/"
    for page in (address, address, f"{address}edit/", f"{address}documents/new/"):
        assert client.get(page).status_code == 200
    entry = openings().get()
    assert (entry.by, entry.person_code, entry.details) == (other_coach, person.code, {})
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    open_files([person], by=other_coach)
    assert openings().count() == 2


def test_the_lead_opens_any_file_and_it_is_written(person, lead, client_for):
    assert client_for(lead).get(f"/liege/people/{person.code}/").status_code == 200
    assert openings().get().by == lead


def test_what_can_not_be_written_down_is_not_shown(person, lead, client_for):
    client = client_for(lead)
    client.raise_request_exception = False

    def broken(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "privacy_auditentry"'):
            raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(broken):
        response = client.get(f"/liege/people/{person.code}/")
    assert response.status_code >= 500
    assert "Amina" not in response.content.decode()


def test_opening_again_costs_one_query(person, coach, other_coach):
    give_reason(person, reason="asked", by=coach)
    for member in (coach, other_coach):
        with CaptureQueriesContext(connection) as first:
            open_files([person], by=member)
        assert len(first) <= 3
        with CaptureQueriesContext(connection) as again:
            open_files([person], by=member)
        assert len(again) == 1


def test_several_files_cost_what_one_does(incubator, coach):
    persons = [PersonFactory(incubator=incubator) for _ in range(5)]
    with CaptureQueriesContext(connection) as one:
        open_files(persons[:1], by=coach)
    with CaptureQueriesContext(connection) as many:
        open_files(persons[1:], by=coach)
    assert len([q for q in many if "SAVEPOINT" not in q["sql"]]) == len(one) == 3


# Everything that shows a file ------------------------------------------------------------------------------------


@pytest.fixture
def pages(person, other_coach):
    """Every address that shows the person's file, and the acts on it."""
    participation = person.participations.get()
    project = ProjectFactory(holders=[person], by=other_coach)
    session = SessionFactory(persons=[person], by=other_coach, given_by=other_coach)
    document = add_document(person, upload=a_pdf(), title="Plan", dated_on=today(), shared=False, by=other_coach)
    act = create_next_act(person, what="Appeler", due_on=today(), by=other_coach)
    return [
        f"people/{person.code}/", f"people/{person.code}/edit/", f"people/{person.code}/confidential/",
        f"people/{person.code}/participations/new/", f"people/{person.code}/next/", f"people/{person.code}/projects/new/",
        f"people/{person.code}/documents/new/", f"participations/{participation.code}/move/",
        f"participations/{participation.code}/edit/", f"projects/{project.code}/", f"projects/{project.code}/edit/",
        f"projects/{project.code}/move/", f"projects/{project.code}/launch/", f"projects/{project.code}/holders/new/",
        f"documents/{document.code}/", f"documents/{document.code}/remove/", f"sessions/{session.code}/",
        f"next/{act.code}/postpone/",
    ]  # fmt: skip


def test_outside_the_caseload_every_page_asks_why(pages, person, coach, client_for):
    client, asks = client_for(coach), f"/liege/people/{person.code}/reason/"
    for page in pages:
        response = client.get(f"/liege/{page}?x=1")
        assert (page, response.status_code) == (page, 302)
        assert response["Location"] == f"{asks}?next=%2Fliege%2F{page.replace('/', '%2F')}%3Fx%3D1"
    for page in pages:
        if not page.startswith("documents/") or page.endswith("remove/"):
            assert client.post(f"/liege/{page}").status_code in (302, 405), page
    assert not openings().exists()
    assert not AuditEntry.objects.filter(by=coach).exists()


def test_acts_on_what_is_outside_ask_why_too(person, coach, other_coach, client_for):
    session = SessionFactory(persons=[person], by=other_coach)
    act = create_next_act(person, what="Appeler", due_on=today(), by=other_coach)
    project = ProjectFactory(holders=[person], by=other_coach)
    client = client_for(coach)
    for page in (
        f"sessions/{session.code}/void/",
        f"sessions/{session.code}/restore/",
        f"next/{act.code}/settle/",
        f"projects/{project.code}/holders/{person.code}/remove/",
    ):
        response = client.post(f"/liege/{page}")
        assert response["Location"] == f"/liege/people/{person.code}/reason/", page
    session.refresh_from_db()
    act.refresh_from_db()
    assert (session.voided_at, act.done_on) == (None, None)


def test_the_question_tells_no_more_than_a_list(pages, person, coach, client_for):
    person.municipality = "Seraing"
    person.save()
    html = client_for(coach).get(f"/liege/people/{person.code}/reason/").content.decode()
    assert "Amina Diallo" in html and "Sophie Dubois" in html
    assert "Seraing" not in html


def test_a_reason_opens_the_file_until_tonight(person, coach, client_for, monkeypatch):
    client, page = client_for(coach), f"/liege/people/{person.code}/edit/"
    asked = client.get(page)["Location"]
    response = client.post(asked.split("?")[0], {"reason": "together", "next": page})
    assert (response.status_code, response["Location"]) == (302, page)
    assert client.get(page).status_code == 200
    entry = AuditEntry.objects.get(act="person.reason_given")
    assert (entry.by, entry.person_code) == (coach, person.code)
    assert entry.details == {"reason": "together", "words": ""}
    assert openings().get().by == coach
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    with pytest.raises(ReasonNeeded):
        open_files([person], by=coach)


def test_a_reason_is_for_one_person_and_whoever_gave_it(person, coach, lead, other_coach, incubator):
    other = PersonFactory(incubator=incubator, by=other_coach)
    ParticipationFactory(person=other, coach=other_coach)
    give_reason(person, reason="asked", by=lead)
    give_reason(other, reason="asked", by=coach)
    with pytest.raises(ReasonNeeded):
        open_files([person], by=coach)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"reason": ""},
        {"reason": "curious"},
        {"reason": "other"},
        {"reason": "other", "words": "  "},
        {"reason": "other", "words": "a" * 201},
    ],
)
def test_without_a_reason_the_file_stays_closed(person, coach, client_for, sent):
    response = client_for(coach).post(f"/liege/people/{person.code}/reason/", sent)
    assert response.status_code == 422
    assert client_for(coach).get(f"/liege/people/{person.code}/").status_code == 302


def test_the_way_back_stays_here(person, coach, client_for):
    sent = {"reason": "asked", "next": "https://elsewhere.example/"}
    response = client_for(coach).post(f"/liege/people/{person.code}/reason/", sent)
    assert response["Location"] == f"/liege/people/{person.code}/"


def test_a_project_opens_when_every_holder_does(person, coach, incubator, client_for):
    own = PersonFactory(incubator=incubator, full_name="Binta")
    ParticipationFactory(person=own, coach=coach)
    project = ProjectFactory(holders=[own])
    client = client_for(coach)
    assert client.get(f"/liege/projects/{project.code}/").status_code == 200
    add_holder(project, person, by=None)
    assert person.code in client.get(f"/liege/projects/{project.code}/")["Location"]


def test_a_session_opens_when_one_of_them_is_ones_own(person, coach, other_coach, incubator, client_for):
    own = PersonFactory(incubator=incubator)
    ParticipationFactory(person=own, coach=coach)
    session = SessionFactory(persons=[person, own], by=other_coach)
    assert client_for(coach).get(f"/liege/sessions/{session.code}/").status_code == 200
    assert list(openings().values_list("person_code", flat=True)) == [own.code]


def test_lists_and_the_quick_note_need_no_reason(person, coach, client_for):
    client = client_for(coach)
    assert "Amina" in client.get("/liege/people/?q=amina").content.decode()
    assert "Amina" in client.get(f"/liege/note/?person={person.code}").content.decode()
    assert not AuditEntry.objects.filter(by=coach).exists()


def test_what_one_noted_oneself_is_undone_and_restored(person, coach, client_for):
    session = SessionFactory(persons=[person], by=coach)
    act = create_next_act(person, what="Appeler", due_on=today(), by=coach, owner=coach)
    client = client_for(coach)
    for page in (
        f"sessions/{session.code}/void/",
        f"next/{act.code}/settle/?how=drop",
        f"sessions/{session.code}/restore/",
        f"next/{act.code}/settle/?how=reopen",
    ):
        assert "/reason/" not in client.post(f"/liege/{page}", {"next": "/liege/today/"})["Location"], page
    session.refresh_from_db()
    act.refresh_from_db()
    assert (session.voided_at, act.dropped_at) == (None, None)


def test_noting_a_session_brings_somebody_into_the_caseload(person, coach, client_for):
    SessionFactory(persons=[person], by=coach)
    assert client_for(coach).get(f"/liege/people/{person.code}/").status_code == 200
