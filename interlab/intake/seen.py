"""Who saw an application, for its writer: colleagues by name and day. Whoever read it blind is counted, not named."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from interlab.intake.models import Application, Reading
from interlab.privacy.models import AuditEntry

# What is prepared is told by its own page, when it is time.
_APART = ("reader", "round", "conflict", "decision", "composition", "interviewslot")
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
    """Return who opened or changed anything about the writer of an application. A reading is named only where its round isn't blind."""
    found: dict[date, list[str]] = {}
    open_ones = {reading.code for reading in readings if not reading.round.is_blind}
    blind = {reading.reader.member_id for reading in readings if reading.round.is_blind and reading.opened_at is not None}
    named = [
        (reading.opened_at, str(reading.reader.member))
        for reading in readings
        if reading.code in open_ones and reading.opened_at is not None
    ]
    for at, member, name, kind, code in _trail_of(application):
        if kind == "reading" and code not in open_ones:
            blind.add(member)
        else:
            named.append((at, name))
    for at, name in named:
        names = found.setdefault(timezone.localdate(at), [])
        if name not in names:
            names.append(name)
    return Seen(sorted(found.items(), reverse=True), len(blind))


def _trail_of(application: Application) -> list[tuple[datetime, int, str, str, str]]:
    if application.person is None:
        return []
    rows = AuditEntry.objects.about(application.incubator_id, [application.person.code]).filter(by__isnull=False)
    latest = rows.exclude(subject_kind__in=_APART).order_by("-at", "-pk")
    return list(latest.values_list("at", "by_id", "by__name", "subject_kind", "subject_code")[:_MOST])
