"""Entering, moving through and leaving a programme."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.journeys.models import Participation, ParticipationMove
from interlab.journeys.models.participations import ENDED, MOVES, OPEN, State
from interlab.journeys.rules import check_day
from interlab.network.models import Cohort, ExitReason, Programme, Source
from interlab.people.merging import who_is_now
from interlab.people.models import Person
from interlab.privacy.actions import record_act


@transaction.atomic
def open_participation(
    person: Person,
    programme: Programme,
    *,
    by: Membership | None,
    state: str = State.APPLIED,
    on: date | None = None,
    cohort: Cohort | None = None,
    coach: Membership | None = None,
    source: Source | None = None,
) -> Participation:
    """Let a person enter a programme, as an applicant or directly as somebody accompanied. A re-entry is a new one."""
    on = check_day(on or today())
    if state not in (State.APPLIED, State.WAITLISTED, *OPEN):
        raise DomainError(_("A participation starts as applied, waiting, enrolled or accompanied."))
    if cohort is not None and cohort.programme_id != programme.pk:
        raise DomainError(_("This cohort belongs to another programme."), field="cohort")
    _check_coach(person, coach)
    # The lock makes the second of two taps wait, and then find what the first one wrote.
    person = who_is_now(person)
    standing = set(person.participations.filter(programme=programme).values_list("state", flat=True))
    if standing & set(OPEN):
        raise DomainError(_("This person is already accompanied in this programme."))
    if standing & {State.APPLIED, State.WAITLISTED}:
        raise DomainError(_("This person has already applied for this programme: go on from that application."))
    participation = Participation.objects.create(
        incubator_id=person.incubator_id,
        person=person,
        programme=programme,
        cohort=cohort,
        coach=coach,
        source=source,
        state=state,
        applied_on=on,
        enrolled_on=on if state in OPEN else None,
        last_news_on=on,
    )
    _add_move(participation, state, on, by, "")
    record_act(participation, "participation.opened", by=by, person_code=person.code, state=str(state))
    return participation


@transaction.atomic
def move_participation(
    participation: Participation,
    state: str,
    *,
    by: Membership | None,
    on: date | None = None,
    reason: str = "",
    exit_reason: ExitReason | None = None,
) -> Participation:
    """Move a participation to `state` on a day, which may lie in the past; leaving asks why."""
    found = Participation.objects.select_for_update(of=("self",)).select_related("person").filter(pk=participation.pk).first()
    if found is None:
        raise DomainError(_("This way through the programme has just become one with another. Open the person’s page again."))
    participation = found
    on = check_day(on or today())
    if state not in MOVES[participation.state]:
        raise DomainError(
            _("From “%(from)s” one can't go to “%(to)s”.")
            % {"from": participation.get_state_display(), "to": State(state).label if state in State.values else state}
        )
    if state == State.LEFT and exit_reason is None:
        raise DomainError(_("Say why this person leaves: a job or a training is an outcome too."), field="exit_reason")
    earliest = participation.enrolled_on or participation.applied_on
    if state in ENDED and on < earliest:
        raise DomainError(_("The exit can't come before the entry, %(day)s.") % {"day": earliest.isoformat()}, field="on")
    participation.state = state
    if state in OPEN and participation.enrolled_on is None:
        participation.enrolled_on = on
        participation.applied_on = min(participation.applied_on, on)
        participation.last_news_on = max(participation.last_news_on or on, on)
    if state in ENDED:
        participation.ended_on = on
        participation.exit_reason = exit_reason
    participation.save()
    _add_move(participation, state, on, by, reason)
    record_act(participation, "participation.moved", by=by, person_code=participation.person.code, state=str(state))
    return participation


@transaction.atomic
def set_coach(participation: Participation, coach: Membership | None, *, by: Membership | None) -> Participation:
    """Say who accompanies this person from now on."""
    _check_coach(participation, coach)
    participation.coach = coach
    participation.save(update_fields=["coach"])
    record_act(
        participation, "participation.coach_set", by=by, person_code=participation.person.code, coach=coach.code if coach else ""
    )
    return participation


@transaction.atomic
def update_participation(
    participation: Participation, *, coach: Membership | None, cohort: Cohort | None, source: Source | None, by: Membership | None
) -> Participation:
    """Correct who accompanies, the cohort and the source. The audit trail names what changed."""
    if cohort is not None and cohort.programme_id != participation.programme_id:
        raise DomainError(_("This cohort belongs to another programme."), field="cohort")
    if coach != participation.coach:
        set_coach(participation, coach, by=by)
    changed = [name for name, value in (("cohort", cohort), ("source", source)) if getattr(participation, name) != value]
    if changed:
        participation.cohort, participation.source = cohort, source
        participation.save(update_fields=changed)
        record_act(participation, "participation.updated", by=by, person_code=participation.person.code, fields=changed)
    return participation


def _check_coach(owned: Person | Participation, coach: Membership | None) -> None:
    if coach is not None and (coach.incubator_id != owned.incubator_id or not coach.is_team):
        raise DomainError(_("Choose a coach of this incubator."), field="coach")


def _add_move(participation: Participation, state: str, on: date, by: Membership | None, reason: str) -> None:
    ParticipationMove.objects.create(
        incubator_id=participation.incubator_id, participation=participation, state=state, on=on, by=by, reason=reason
    )
