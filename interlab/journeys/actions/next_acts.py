"""Promises: made, kept, moved, dropped."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.journeys.models import NextAct
from interlab.journeys.rules import check_planned_day
from interlab.people.merging import who_is_now
from interlab.people.models import Person
from interlab.privacy.actions import record_act


@transaction.atomic
def create_next_act(
    person: Person, *, what: str, due_on: date, by: Membership, owner: Membership | None = None, at: time | None = None
) -> NextAct:
    """Note who does what by when; without an owner it is the person's own promise."""
    if owner is not None and owner.incubator_id != person.incubator_id:
        raise DomainError(_("Choose a colleague of this incubator."), field="owner")
    check_planned_day(due_on)
    person = who_is_now(person)
    act = NextAct.objects.create(
        incubator_id=person.incubator_id, person=person, what=what, due_on=due_on, at=at, owner=owner, created_by=by
    )
    record_act(act, "next_act.created", by=by, person_code=person.code)
    return act


@transaction.atomic
def complete_next_act(act: NextAct, *, by: Membership) -> NextAct:
    """Tick a promise off. Ticking it twice is harmless; what was dropped meanwhile is taken up first."""
    act = _held(act)
    if act.dropped_at is not None:
        raise DomainError(_("Somebody dropped this promise meanwhile. Take it up again first, if it still holds."))
    if act.done_on is None:
        act.done_on = today()
        act.save(update_fields=["done_on"])
        record_act(act, "next_act.completed", by=by, person_code=act.person.code)
    return act


@transaction.atomic
def reopen_next_act(act: NextAct, *, by: Membership) -> NextAct:
    """Take a tick or a drop back."""
    act.done_on = act.dropped_at = None
    act.save(update_fields=["done_on", "dropped_at"])
    record_act(act, "next_act.reopened", by=by, person_code=act.person.code)
    return act


@transaction.atomic
def postpone_next_act(act: NextAct, *, due_on: date, by: Membership) -> NextAct:
    """Move a promise to another day."""
    if due_on < today():
        raise DomainError(_("Choose today or a later day."), field="due_on")
    act.due_on = check_planned_day(due_on)
    act.save(update_fields=["due_on"])
    record_act(act, "next_act.postponed", by=by, person_code=act.person.code)
    return act


@transaction.atomic
def drop_next_act(act: NextAct, *, by: Membership) -> NextAct:
    """Say that a promise no longer holds. It stays on the timeline; what was ticked off meanwhile stays so."""
    act = _held(act)
    if act.done_on is not None:
        raise DomainError(_("Somebody ticked this off meanwhile: it is done."))
    if act.dropped_at is None:
        act.dropped_at = timezone.now()
        act.save(update_fields=["dropped_at"])
        record_act(act, "next_act.dropped", by=by, person_code=act.person.code)
    return act


def _held(act: NextAct) -> NextAct:
    """Return the promise as it stands now, held until the end of the transaction."""
    return NextAct.objects.select_for_update(of=("self",)).select_related("person").get(pk=act.pk)
