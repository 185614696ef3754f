"""Local days (the incubator's own, never UTC) and half-open periods of days."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils import timezone


def today() -> date:
    """Return the day it is now where the incubator is."""
    return timezone.localdate()


def in_months(day: date, months: int) -> date:
    """Return the same day `months` later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Period:
    """The days from `start` (included) to `end` (excluded)."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("a period ends after it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @classmethod
    def year(cls, year: int) -> "Period":
        """Return the calendar year `year` (1900 to 9998)."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))
