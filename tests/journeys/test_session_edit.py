"""A session is corrected; what it counts for follows."""

from datetime import timedelta

import pytest

from interlab.core.dates import today
from interlab.journeys.models import SessionNote
from interlab.network.models import SessionKind
from interlab.privacy.models import AuditEntry
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator)


@pytest.fixture
def participation(person):
    return ParticipationFactory(person=person, on=today() - timedelta(days=30))


@pytest.fixture
def session(person, participation, coach):
    return SessionFactory(persons=[person], by=coach, notes={"team": "a", "confidential": "secret"})


def typed(session, **changes):
    kind = SessionKind.objects.get(incubator=session.incubator, meaning="phone")
    return {"kind": kind.code, "held_on": today().isoformat(), "minutes": "20", "team": "b", "shared": "c"} | changes


def test_it_shows_what_was_noted_but_nothing_confidential(client_for, coach, session):
    page = client_for(coach).get(f"/liege/sessions/{session.code}/").content.decode()
    assert ">\na</textarea>" in page
    assert "secret" not in page


def test_it_is_corrected(client_for, coach, session, participation):
    earlier = today() - timedelta(days=5)
    response = client_for(coach).post(f"/liege/sessions/{session.code}/", typed(session, held_on=earlier.isoformat()))
    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.kind.meaning, session.held_on, session.minutes) == ("phone", earlier, 20)
    notes = {note.visibility: note.body for note in SessionNote.objects.filter(session=session)}
    assert notes == {"team": "b", "shared": "c", "confidential": "secret"}
    participation.refresh_from_db()
    assert participation.last_news_on == earlier
    entry = AuditEntry.objects.get(act="session.corrected")
    assert sorted(entry.details["fields"]) == ["held_on", "kind", "minutes"]


def test_an_emptied_note_goes(client_for, coach, session):
    client_for(coach).post(f"/liege/sessions/{session.code}/", typed(session, team="", shared=""))
    assert [note.visibility for note in session.notes.all()] == ["confidential"]


@pytest.mark.parametrize(
    "changes",
    [{"held_on": "31/02/2022"}, {"held_on": "2199-01-01"}, {"minutes": "0"}, {"kind": "nothing"}, {"team": "x" * 20001}],
)
def test_bad_input_changes_nothing(client_for, coach, session, changes):
    assert client_for(coach).post(f"/liege/sessions/{session.code}/", typed(session, **changes)).status_code == 422
    session.refresh_from_db()
    assert session.minutes == 60


def test_a_session_taken_back_is_not_corrected(client_for, coach, session):
    client = client_for(coach)
    client.post(f"/liege/sessions/{session.code}/void/")
    assert client.get(f"/liege/sessions/{session.code}/").status_code == 404
