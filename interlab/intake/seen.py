"""Who saw an application, for its writer: colleagues by name and day. Whoever read it blind is counted, not named."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from interlab.intake.models import Application, Reading
from interlab.privacy.models import AuditEntry

# What is done in a reading or a decision is told by its own page, when it is time.
_APART = ("reading", "reader", "round", "conflict", "decision", "composition", "interviewslot")
_MOST = 500


@dataclass
class Seen:
    """Days with the names of that day, latest first; and how many read it without knowing whose it is."""

    days: list[tuple[date, list[str]]] = field(default_factory=list)
    blind: int = 0

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for _day, names in self.days for name in names))


def who_saw(application: Application, readings: list[Reading]) -> Seen:
    """Return who opened or changed anything about the writer of an application."""
    found: dict[date, list[str]] = {}
    for name, day in [*_of_the_trail(application), *_of_open_readings(readings)]:
        names = found.setdefault(day, [])
        if name not in names:
            names.append(name)
    blind = sum(reading.round.is_blind and reading.opened_at is not None for reading in readings)
    return Seen(sorted(found.items(), reverse=True), blind)


def _of_the_trail(application: Application) -> list[tuple[str, date]]:
    if application.person is None:
        return []
    rows = AuditEntry.objects.about(application.incubator_id, [application.person.code]).filter(by__isnull=False)
    latest = rows.exclude(subject_kind__in=_APART).order_by("-at", "-pk").values_list("by__name", "at")[:_MOST]
    return [(name, timezone.localdate(at)) for name, at in latest]


def _of_open_readings(readings: list[Reading]) -> list[tuple[str, date]]:
    return [
        (str(reading.reader.member), timezone.localdate(reading.opened_at))
        for reading in readings
        if reading.opened_at is not None and not reading.round.is_blind
    ]
