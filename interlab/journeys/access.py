"""Whose file a colleague works with: whom they accompany, met lately, owe something, entered, or nobody accompanies."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.journeys.actions.files import open_by_code
from interlab.journeys.models import Attendance, NextAct, Participation
from interlab.journeys.models.participations import OPEN, UNDERWAY, State
from interlab.people.access import register_access
from interlab.privacy.doors import register_door
from interlab.privacy.models import AuditEntry

# How long somebody stays in the caseload after the last thing done together, and after being entered.
AFTERWARDS = timedelta(days=183)
AFTER_ENTERING = timedelta(days=30)


def _own(rows: type[Participation] | type[NextAct] | type[Attendance], member: Membership, *conditions: Q) -> Exists:
    return Exists(rows.objects.filter(*conditions, incubator_id=member.incubator_id, person=OuterRef("pk")))


def accompanied(member: Membership) -> Q:
    """Somebody they coach, or coached until some months ago."""
    lately = UNDERWAY | Q(state__in=(State.APPLIED, State.WAITLISTED)) | Q(ended_on__gte=today() - AFTERWARDS)
    return Q(_own(Participation, member, Q(coach=member), lately))


def without_coach(member: Membership) -> Q:
    """Somebody whom nobody accompanies: whoever asks for a place, and whoever never had a coach."""
    waits = _own(Participation, member, Q(coach=None, state__in=(State.APPLIED, State.WAITLISTED, *OPEN)))
    return Q(waits) | ~Q(_own(Participation, member, Q(coach__isnull=False)))


def met(member: Membership) -> Q:
    """Somebody they gave or noted a session with in the last months."""
    theirs = Q(session__given_by=member) | Q(session__noted_by=member)
    return Q(_own(Attendance, member, theirs, Q(session__voided_at=None, session__held_on__gte=today() - AFTERWARDS)))


def owed(member: Membership) -> Q:
    """Somebody to whom they promised something that is still awaited."""
    return Q(_own(NextAct, member, Q(owner=member, done_on=None, dropped_at=None)))


def entered(member: Membership) -> Q:
    """Somebody they entered lately."""
    return Q(
        Exists(
            AuditEntry.objects.filter(
                incubator_id=member.incubator_id,
                person_code=OuterRef("code"),
                at__gte=timezone.now() - AFTER_ENTERING,
                act="person.created",
                by=member,
            )
        )
    )


for _condition in (accompanied, without_coach, met, owed, entered):
    register_access(f"journeys.{_condition.__name__}", _condition)
register_door(open_by_code)
