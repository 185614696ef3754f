"""How many people the team told of a call: noted, corrected, taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.models import Call, Outreach
from interlab.network.models import Source
from interlab.privacy.actions import record_act


@dataclass(frozen=True)
class OutreachFacts:
    """On which day, where and how many people were told."""

    on: date
    where: str
    people: int
    source: Source | None = None


def _check(facts: OutreachFacts, incubator_id: int) -> None:
    if facts.on > today():
        raise DomainError(_("This day is still to come."), field="on")
    if facts.on.year < 2000:
        raise DomainError(_("This day is too long ago."), field="on")
    if facts.source is not None and facts.source.incubator_id != incubator_id:
        raise DomainError(_("This is of another incubator."), field="source")


def _write(row: Outreach, facts: OutreachFacts) -> None:
    row.on, row.where, row.people, row.source = facts.on, facts.where.strip(), facts.people, facts.source


@transaction.atomic
def add_outreach(call: Call, facts: OutreachFacts, *, by: Membership) -> Outreach:
    """Note how many people were told of a call."""
    _check(facts, call.incubator_id)
    row = Outreach(incubator_id=call.incubator_id, call=call, by=by)
    _write(row, facts)
    row.save()
    record_act(row, "outreach.added", by=by, call=call.code)
    return row


@transaction.atomic
def update_outreach(row: Outreach, facts: OutreachFacts, *, by: Membership) -> Outreach:
    """Correct how many people were told."""
    _check(facts, row.incubator_id)
    _write(row, facts)
    row.save(update_fields=["on", "where", "people", "source"])
    record_act(row, "outreach.updated", by=by, call=row.call.code)
    return row


@transaction.atomic
def remove_outreach(row: Outreach, *, by: Membership) -> None:
    """Take back what was noted by mistake."""
    record_act(row, "outreach.removed", by=by, call=row.call.code)
    row.delete()
