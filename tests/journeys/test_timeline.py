"""One timeline made of several sources: its order, its pages, and who reads what."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlab.core.dates import today
from interlab.journeys.actions import (
    add_document,
    complete_next_act,
    create_next_act,
    drop_next_act,
    move_participation,
    move_project,
    void_move,
    void_session,
)
from interlab.journeys.timeline import Bound, Entry, Source, Subject, registry, sources, timeline_of
from interlab.network.models import Stage
from tests.conftest import person_of
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, SessionFactory, a_pdf

pytestmark = pytest.mark.django_db


def told(timeline):
    return [(entry.kind, str(entry.title)) for entry in timeline.entries]


@pytest.fixture
def person(incubator, lead, coach):
    person = PersonFactory(incubator=incubator, full_name="Amina")
    day = today() - timedelta(days=50)
    way = ParticipationFactory(person=person, on=day, by=lead)
    project = ProjectFactory(holders=[person], name="Injera")
    move_project(
        project,
        Stage.objects.get(programme=project.programme, meaning="test"),
        by=coach,
        on=day + timedelta(days=1),
        reason="prêt",
    )
    SessionFactory(
        persons=[person], by=coach, given_by=coach, held_on=day + timedelta(days=2),
        notes={"shared": "pour elle", "team": "pour nous", "confidential": "un secret"},
    )  # fmt: skip
    void_session(SessionFactory(persons=[person], by=coach, held_on=day + timedelta(days=2), meaning="workshop"), by=coach)
    for title, shared in (("Plan", True), ("Interne", False)):
        add_document(
            person,
            upload=a_pdf(),
            title=title,
            dated_on=day + timedelta(days=3),
            shared=shared,
            by=coach,
            project=project if shared else None,
        )
    complete_next_act(create_next_act(person, what="Tenue", due_on=day, by=coach), by=coach)
    drop_next_act(create_next_act(person, what="Abandonnée", due_on=day, by=coach, owner=coach), by=coach)
    create_next_act(person, what="Attendue", due_on=today(), by=coach)
    move_participation(way, "completed", by=lead, on=today())
    return person


def test_all_that_happened_latest_first(person, coach):
    timeline = timeline_of(Subject.of_person(person), coach)
    assert sorted(entry.kind for entry in timeline.entries[:3]) == ["path", "promise", "promise"]
    assert [entry.kind for entry in timeline.entries[3:]] == ["document", "document", "session", "stage", "path"]
    days = [entry.day for entry in timeline.entries]
    assert days == sorted(days, reverse=True)
    assert timeline.older is None


def test_the_team_reads_its_notes_never_the_confidential_ones(person, coach, lead, other_coach):
    for member in (coach, lead, other_coach):
        session = timeline_of(Subject.of_person(person), member, only="session").entries[0]
        assert [body for _circle, body in session.notes] == ["pour elle", "pour nous"]


def test_the_person_reads_what_is_shared(incubator, person, entrepreneur):
    person_of(entrepreneur).delete()
    person.account = entrepreneur.account
    person.save()
    entries = timeline_of(Subject.of_person(person), entrepreneur).entries
    assert [body for entry in entries for _circle, body in entry.notes] == ["pour elle"]
    assert [entry.title for entry in entries if entry.kind == "document"] == ["Plan"]
    assert [entry.text for entry in entries if entry.kind == "stage"] == [""]


def test_a_projects_timeline_is_the_projects(person, coach, incubator):
    project = person.holdings.get().project
    entries = timeline_of(Subject.of_project(project), coach).entries
    assert [entry.title for entry in entries if entry.kind == "document"] == ["Plan"]
    assert {entry.kind for entry in entries} == {"path", "promise", "document", "session", "stage"}
    other = ProjectFactory(holders=[PersonFactory(incubator=incubator)])
    assert timeline_of(Subject.of_project(other), coach).entries == []


def test_a_move_taken_back_stays_readable(person, coach):
    void_move(person.holdings.get().project.moves.get(), reason="mauvais projet", by=coach)
    entry = timeline_of(Subject.of_person(person), coach, only="stage").entries[0]
    assert (entry.struck, entry.text) == (True, "mauvais projet")


@pytest.mark.parametrize("only", ["", "session", "promise", "document"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_hold_every_entry_once(person, coach, only, size):
    subject = Subject.of_person(person)
    whole = told(timeline_of(subject, coach, only=only, size=100))
    pages, before = [], ""
    while before is not None:
        page = timeline_of(subject, coach, only=only, before=before, size=size)
        pages += told(page)
        before = page.older
    assert pages == whole


@pytest.mark.parametrize(
    "before", ["", "x", "2024-01-01", "2024-13-01.session.1", "2024-01-01.session.-1", "2024-01-01.session.x", "a.b.c.d", "\x00"]
)
def test_a_page_that_cannot_be_read_is_the_latest(person, coach, before):
    subject = Subject.of_person(person)
    assert told(timeline_of(subject, coach, before=before)) == told(timeline_of(subject, coach))


def test_sources_are_found_once_and_have_their_label():
    assert {"session", "stage", "document", "promise", "path"} <= {source.name for source in sources()}
    assert all(str(source.label) for source in sources())
    assert sources() is sources()


def made_up(name, rows):
    """A source of `rows` (day, number), as slow and plain as can be."""

    def entries(subject, member, bound: Bound | None, limit):
        older = [row for row in sorted(rows, reverse=True) if bound is None or row < (bound.day, bound.number)]
        return [Entry(day=day, number=number, kind=name, title=f"{name}{number}", icon="x") for day, number in older[:limit]]

    return Source(name, name, entries)


_ROWS = st.sets(st.tuples(st.dates(today() - timedelta(days=3), today()), st.integers(1, 4)), max_size=12)


@given(st.dictionaries(st.sampled_from("abc"), _ROWS, min_size=1), st.integers(1, 5))
def test_merging_loses_and_repeats_nothing(incubator, made, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "sources", lambda: tuple(made_up(name, rows) for name, rows in made.items()))
        seen, before = [], ""
        while before is not None:
            page = timeline_of(Subject(incubator.pk, (), ()), None, before=before, size=size)
            seen += [(entry.day, entry.kind, entry.number) for entry in page.entries]
            before = page.older
    assert seen == sorted(((day, name, number) for name, rows in made.items() for day, number in rows), reverse=True)
