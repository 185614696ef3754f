"""The call that the public home tells of: the one that is open, else the next to come."""

import datetime
from dataclasses import dataclass

from interlab.core.dates import today
from interlab.intake.models import Call
from interlab.network.models import Incubator


@dataclass(frozen=True)
class NextCall:
    """A call as a ticket: what its date says, and whether one may apply today."""

    call: Call
    is_open: bool

    @property
    def date(self) -> datetime.date | None:
        return self.call.closes_on if self.is_open else self.call.opens_on

    @property
    def starts_on(self) -> datetime.date | None:
        return self.call.cohort.starts_on if self.call.cohort else None


def calls_to_tell(incubator: Incubator) -> list[Call]:
    """Return the published calls that are open or to come, the soonest first."""
    rows = Call.objects.public(incubator).filter(closed_at=None).exclude(closes_on__lt=today())
    return list(rows.select_related("cohort", "programme").order_by("opens_on", "pk")[:20])


def next_call(incubator: Incubator) -> NextCall | None:
    """Return the open call that closes soonest, one without a last day after those; else the next to open; else None."""
    calls = calls_to_tell(incubator)
    open_now = [call for call in calls if call.is_open()]
    if open_now:
        return NextCall(min(open_now, key=lambda call: call.closes_on or datetime.date.max), is_open=True)
    return NextCall(calls[0], is_open=False) if calls else None
