"""Noting a session in thirty seconds, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.journeys.models import Attendance, NextAct, Participation, Session, SessionNote
from interlab.journeys.models.participations import State
from interlab.journeys.models.sessions import LONGEST_MINUTES
from interlab.journeys.rules import check_day, check_planned_day
from interlab.network.models import SessionKind
from interlab.people.merging import who_they_are_now
from interlab.people.models import Person
from interlab.privacy.actions import record_act


@dataclass(frozen=True)
class NextStep:
    """The next act agreed at a session; `owner` None means that the person promised it."""

    what: str
    due_on: date
    owner: Membership | None = None


@dataclass(frozen=True)
class SessionFacts:
    """What is noted of a session. `notes` maps a visibility to its text."""

    kind: SessionKind
    held_on: date
    minutes: int
    persons: Sequence[Person]
    given_by: Membership | None = None
    starts_at: time | None = None
    topics: Sequence[str] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    next_step: NextStep | None = None


@transaction.atomic
def note_session(facts: SessionFacts, *, by: Membership) -> Session:
    """Note a session with one or several persons, its notes, and the next act."""
    _check(facts)
    # Two records may have become one since the page was opened: what is noted of either lands on the one that stands.
    persons = who_they_are_now(facts.persons)
    session = Session.objects.create(
        incubator_id=by.incubator_id,
        kind=facts.kind,
        held_on=facts.held_on,
        starts_at=facts.starts_at,
        minutes=facts.minutes,
        given_by=facts.given_by,
        topics=list(facts.topics),
        noted_by=by,
    )
    _add_attendances(session, persons)
    SessionNote.objects.bulk_create(
        SessionNote(session=session, visibility=visibility, body=body, author=by)
        for visibility, body in facts.notes.items()
        if body
    )
    if facts.next_step is not None:
        step = facts.next_step
        about = {"owner": step.owner, "what": step.what, "due_on": step.due_on, "session": session, "created_by": by}
        NextAct.objects.bulk_create(NextAct(incubator_id=by.incubator_id, person=person, **about) for person in persons)
    _refresh_news(session)
    record_act(session, "session.noted", by=by, person_code=persons[0].code, persons=len(persons))
    return session


def _check(facts: SessionFacts) -> None:
    if not facts.persons:
        raise DomainError(_("Say with whom."), field="persons")
    if not 1 <= facts.minutes <= LONGEST_MINUTES:
        raise DomainError(_("A session lasts from 1 minute to 12 hours."), field="minutes")
    check_day(facts.held_on)
    if facts.next_step is not None:
        check_planned_day(facts.next_step.due_on)


def _add_attendances(session: Session, persons: Sequence[Person]) -> None:
    rows = list(Participation.objects.filter(person__in=persons))
    Attendance.objects.bulk_create(
        Attendance(
            incubator_id=session.incubator_id,
            session=session,
            person=person,
            participation=participation_on(session.held_on, [row for row in rows if row.person_id == person.pk]),
        )
        for person in persons
    )


def participation_on(day: date, rows: Sequence[Participation]) -> Participation | None:
    """Return which of one person's participations a session of `day` belongs to: the one underway then, else the latest."""
    ordered = sorted(rows, key=lambda row: (row.applied_on, row.pk))
    spanning = [
        row for row in ordered if row.enrolled_on and row.enrolled_on <= day and (row.ended_on is None or day <= row.ended_on)
    ]
    return next(reversed(spanning or ordered), None)


def _refresh_news(session: Session) -> None:
    refresh_news(list(Participation.objects.filter(attendances__session=session).select_for_update()))


def refresh_news(rows: Sequence[Participation]) -> None:
    """Derive when each participation last gave news, and let the enrolled ones become accompanied."""
    last = dict(
        Attendance.objects.standing()
        .filter(participation__in=[row.pk for row in rows])
        .values_list("participation")
        .annotate(Max("session__held_on"))
        .values_list("participation", "session__held_on__max")
    )
    for row in rows:
        row.last_news_on = max(day for day in (last.get(row.pk), row.enrolled_on or row.applied_on) if day)
        if row.state == State.ENROLLED and last.get(row.pk):
            row.state = State.ACTIVE
    Participation.objects.bulk_update(rows, ["last_news_on", "state"], batch_size=200)


@transaction.atomic
def void_session(session: Session, *, by: Membership) -> Session:
    """Undo a session: it is kept, counts no more, and the next acts it made are dropped with it."""
    session.voided_at = timezone.now()
    session.save(update_fields=["voided_at"])
    session.next_acts.awaited().update(dropped_at=session.voided_at)
    _refresh_news(session)
    record_act(session, "session.voided", by=by)
    return session


@transaction.atomic
def restore_session(session: Session, *, by: Membership) -> Session:
    """Take an undo back: the session and its next acts count again."""
    session.next_acts.filter(dropped_at=session.voided_at).update(dropped_at=None)
    session.voided_at = None
    session.save(update_fields=["voided_at"])
    _refresh_news(session)
    record_act(session, "session.restored", by=by)
    return session


@transaction.atomic
def correct_session(
    session: Session, *, kind: SessionKind, held_on: date, minutes: int, notes: Mapping[str, str], by: Membership
) -> Session:
    """Correct what was noted of a session. `notes` maps a visibility to its text; a circle left out keeps its note."""
    persons = [attendance.person for attendance in session.attendances.select_related("person")]
    _check(SessionFacts(kind=kind, held_on=held_on, minutes=minutes, persons=persons))
    who_they_are_now(persons)
    facts = {"kind": kind, "held_on": held_on, "minutes": minutes}
    changed = [name for name, value in facts.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, facts[name])
    session.save(update_fields=[*facts])
    for visibility, body in notes.items():
        if body:
            session.notes.update_or_create(
                visibility=visibility, defaults={"body": body}, create_defaults={"body": body, "author": by}
            )
        else:
            session.notes.filter(visibility=visibility).delete()
    touched: set[int | None] = set(session.attendances.values_list("participation", flat=True))
    for attendance in session.attendances.select_related("person"):
        attendance.participation = participation_on(held_on, list(attendance.person.participations.all()))
        attendance.save(update_fields=["participation"])
        touched.add(attendance.participation_id)
    refresh_news(list(Participation.objects.filter(pk__in=[pk for pk in touched if pk is not None]).select_for_update()))
    record_act(session, "session.corrected", by=by, person_code=persons[0].code if persons else "", fields=changed)
    return session
