"""Quiet hours: nobody is written to in the evening, at night or on a Sunday, unless it can't wait."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from interlab.notices.models import QuietHours

_SUNDAY = 6


@dataclass(frozen=True)
class Quiet:
    """From `starts_at` until `ends_at`, local time, over midnight or not; equal times mean no quiet hours."""

    starts_at: time = time(20)
    ends_at: time = time(8)
    sundays: bool = True

    def first_moment(self, moment: datetime) -> datetime:
        """Return `moment`, or the first one after it that isn't quiet."""
        local = timezone.localtime(moment)
        for _ in range(4):
            after = self._leave(local)
            if after == local:
                break
            local = after
        return moment if local == timezone.localtime(moment) else local

    def _leave(self, local: datetime) -> datetime:
        if self.sundays and local.weekday() == _SUNDAY:
            return _at(local, time(0), days=1)
        clock = local.time()
        if self.starts_at > self.ends_at:
            if clock >= self.starts_at:
                return _at(local, self.ends_at, days=1)
            return _at(local, self.ends_at) if clock < self.ends_at else local
        return _at(local, self.ends_at) if self.starts_at <= clock < self.ends_at else local


def _at(local: datetime, clock: time, *, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=days), clock))


def quiet_hours(incubator_id: int | None) -> Quiet:
    """Return an incubator's quiet hours; the usual ones where it chose none."""
    chosen = QuietHours.objects.filter(incubator_id=incubator_id).first() if incubator_id else None
    return Quiet(chosen.starts_at, chosen.ends_at, chosen.sundays) if chosen else Quiet()
