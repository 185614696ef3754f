"""The quick note: a session noted in thirty seconds."""

from datetime import date, timedelta

import pytest

from interlab.core.dates import today
from interlab.journeys.models import Attendance, NextAct, Session, SessionNote
from interlab.network.models import SessionKind
from interlab.privacy.models import AuditEntry
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/liege/note/"


@pytest.fixture
def yordi(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Tesfay", called="Yordi")


def typed(whom, **changes):
    kind = SessionKind.objects.get(incubator=whom.incubator, meaning="coaching")
    facts = {
        "person": whom.code,
        "day": "today",
        "length": "60",
        "kind": kind.code,
        "text": "Prix de revient.",
        "visibility": "team",
        "next_what": "Comparer trois prix",
        "next_who": "person",
        "next_day": "week",
        "form_key": "abcdefgh2345",
    }
    return facts | changes


def test_the_sheet_is_filled_with_the_person_an_hour_and_the_last_kind(client_for, coach, yordi):
    SessionFactory(persons=[yordi], by=coach, given_by=coach, meaning="phone")
    response = client_for(coach).get(ADDRESS, {"person": yordi.code})
    form = response.context["form"]
    assert response.context["persons"] == [yordi]
    assert form["length"].value() == "60"
    assert form["kind"].value() == SessionKind.objects.get(incubator=yordi.incubator, meaning="phone").code
    assert form["day"].value() == "today"


def test_it_is_noted_with_its_note_and_the_next_step(client_for, coach, yordi):
    response = client_for(coach).post(ADDRESS, typed(yordi))
    assert response.status_code == 302
    session = Session.objects.get()
    assert (session.held_on, session.minutes, session.given_by, session.noted_by) == (today(), 60, coach, coach)
    assert [attendance.person for attendance in session.attendances.all()] == [yordi]
    note = SessionNote.objects.get()
    assert (note.visibility, note.body, note.author) == ("team", "Prix de revient.", coach)
    act = NextAct.objects.get()
    assert (act.what, act.owner, act.due_on) == ("Comparer trois prix", None, today() + timedelta(days=7))
    assert AuditEntry.objects.filter(act="session.noted", subject_code=session.code).count() == 1


def test_the_note_is_encrypted_at_rest(client_for, coach, yordi):
    from django.db import connection

    client_for(coach).post(ADDRESS, typed(yordi))
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM journeys_sessionnote")
        assert "Prix" not in cursor.fetchone()[0]


def test_a_session_of_the_day_before_with_another_length(client_for, coach, yordi):
    client_for(coach).post(ADDRESS, typed(yordi, day="yesterday", length="other", other_minutes="25", next_what=""))
    session = Session.objects.get()
    assert (session.held_on, session.minutes) == (today() - timedelta(days=1), 25)
    assert not NextAct.objects.exists()


def test_a_group_session_has_one_attendance_a_person(client_for, coach, yordi, incubator):
    other = PersonFactory(incubator=incubator)
    client_for(coach).post(ADDRESS, typed(yordi) | {"person": [yordi.code, other.code]})
    assert Session.objects.count() == 1
    assert Attendance.objects.count() == 2


def test_two_taps_note_one_session(client_for, coach, yordi):
    client = client_for(coach)
    client.post(ADDRESS, typed(yordi))
    client.post(ADDRESS, typed(yordi))
    assert Session.objects.count() == 1


def test_the_first_session_makes_an_enrolled_person_accompanied(client_for, coach, yordi):
    participation = ParticipationFactory(person=yordi, state="enrolled", on=today() - timedelta(days=30))
    client_for(coach).post(ADDRESS, typed(yordi))
    participation.refresh_from_db()
    assert (participation.state, participation.last_news_on) == ("active", today())
    assert Attendance.objects.get().participation == participation


def test_choosing_somebody_keeps_what_was_typed(client_for, coach, yordi):
    response = client_for(coach).post(ADDRESS, typed(yordi, choose="1", q="", text="À moitié écrit", day="yesterday"))
    assert response.status_code == 200
    assert response.context["choosing"]
    form = response.context["form"]
    assert form["text"].value() == "À moitié écrit"
    assert form["day"].value() == "yesterday"
    assert not Session.objects.exists()


def test_somebody_is_found_by_the_first_letters_of_a_name(client_for, coach, yordi):
    response = client_for(coach).get(ADDRESS, {"q": "yordan"})
    assert response.context["found"] == [yordi]


@pytest.mark.parametrize(
    "changes",
    [
        {"person": ""},
        {"day": "other", "other_day": "31/02/2022"},
        {"day": "other", "other_day": ""},
        {"day": "other", "other_day": "2199-01-01"},
        {"day": "other", "other_day": "0022-01-01"},
        {"length": "other", "other_minutes": "0"},
        {"length": "other", "other_minutes": "99999999999"},
        {"kind": "nothing"},
        {"text": "x" * 20001},
        {"next_what": "y" * 301},
        {"next_day": "other", "next_other_day": ""},
        {"visibility": "everybody"},
    ],
)
def test_bad_input_keeps_the_text_and_says_what_to_do(client_for, coach, yordi, changes):
    response = client_for(coach).post(ADDRESS, typed(yordi, **changes))
    assert response.status_code == 422
    assert response.context["form"].errors
    assert "Comparer trois prix" in response.content.decode() or "next_what" in changes
    assert not Session.objects.exists()


def test_a_person_of_another_incubator_is_nobody(client_for, coach, neighbour_incubator):
    stranger = PersonFactory(incubator=neighbour_incubator)
    kind = SessionKind.objects.get(incubator=coach.incubator, meaning="coaching")
    response = client_for(coach).post(ADDRESS, typed(stranger, kind=kind.code))
    assert response.status_code == 422
    assert not Session.objects.exists()


def test_a_session_is_undone_and_taken_back(client_for, coach, yordi):
    ParticipationFactory(person=yordi, on=today() - timedelta(days=30))
    client = client_for(coach)
    client.post(ADDRESS, typed(yordi))
    session = Session.objects.get()
    client.post(f"/liege/sessions/{session.code}/void/")
    session.refresh_from_db()
    assert session.voided_at is not None
    assert not NextAct.objects.awaited().exists()
    assert yordi.participations.get().last_news_on == today() - timedelta(days=30)
    client.post(f"/liege/sessions/{session.code}/restore/")
    session.refresh_from_db()
    assert session.voided_at is None
    assert NextAct.objects.awaited().count() == 1


def test_the_way_back_stays_here(client_for, coach, yordi):
    response = client_for(coach).post(ADDRESS, typed(yordi, next="https://elsewhere.example/"))
    assert response["Location"] == f"/liege/people/{yordi.code}/"


def test_a_day_long_ago_is_refused(client_for, coach, yordi):
    response = client_for(coach).post(ADDRESS, typed(yordi, day="other", other_day=date(1999, 5, 1).isoformat()))
    assert response.status_code == 422
