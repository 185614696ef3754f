"""How many of those who heard of a call came how far: counted from what was kept anyway, in a constant number of questions.

Each step is counted for itself: whoever is accepted without an interview stands under accepted, not under interviewed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlab.core.questions.declared import text
from interlab.intake.models import (
    Application,
    Call,
    CallForm,
    Decision,
    Interest,
    InterviewSlot,
    Outreach,
    Reading,
    Recommendation,
)
from interlab.journeys.models import Attendance
from interlab.journeys.models.participations import ENDED, OPEN, State
from interlab.network.models import Source

INFORMED = "informed"
STEPS: dict[str, str | Promise] = {
    INFORMED: _("heard of it"),
    "started": _("began an application"),
    "sent": _("sent it"),
    "read": _("were read"),
    "met": _("were met"),
    "accepted": _("got a place"),
    "came": _("began the programme"),
}


@dataclass(frozen=True)
class Narrowed:
    """Whose way is counted: everybody's, those of one source, of one language, or both."""

    source: Source | None = None
    language: str = ""


@dataclass(frozen=True)
class Stop:
    """A question at which people stopped, and how many of those who haven't sent anything did."""

    label: str
    count: int
    of: int


@dataclass(frozen=True)
class Funnel:
    steps: dict[str, int]
    # (source, or None for those who didn't say; step → count), most applications first.
    by_source: list[tuple[str | None, dict[str, int]]]
    stops: list[Stop]


def with_steps(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Mark each application with the steps it came to: has_read, has_met, has_accepted, has_come."""
    read = Reading.objects.filter(application=OuterRef("pk"), done_at__isnull=False, handed_back_at=None)
    met = InterviewSlot.objects.filter(application=OuterRef("pk"), outcome=InterviewSlot.Outcome.HELD)
    told = Decision.objects.filter(application=OuterRef("pk"), kind=Decision.Kind.ACCEPT, told_at__isnull=False)
    attended = Attendance.objects.filter(participation=OuterRef("participation"), session__voided_at=None)
    enrolled = Q(participation__state__in=[*OPEN, *ENDED])
    return applications.annotate(
        has_read=Exists(read),
        has_met=Exists(met),
        has_accepted=Q(Exists(told)) | enrolled,
        has_come=Q(participation__state__in=[State.ACTIVE, State.COMPLETED]) | Q(Exists(attended)),
    )


_COUNTED = {
    "started": Count("pk"),
    "sent": Count("pk", filter=Q(submitted_at__isnull=False)),
    "read": Count("pk", filter=Q(has_read=True)),
    "met": Count("pk", filter=Q(has_met=True)),
    "accepted": Count("pk", filter=Q(has_accepted=True)),
    "came": Count("pk", filter=Q(has_come=True)),
}


def applications_of(call: Call, narrowed: Narrowed) -> QuerySet[Application]:
    """Return the applications that are counted."""
    rows = Application.objects.filter(incubator_id=call.incubator_id, call=call)
    if narrowed.source is not None:
        rows = rows.filter(source=narrowed.source)
    return rows.filter(language=narrowed.language) if narrowed.language else rows


def funnel_of(call: Call, narrowed: Narrowed = Narrowed()) -> Funnel:
    """Return how many came how far, by source, and where the others stopped."""
    applications = applications_of(call, narrowed)
    counted = with_steps(applications).order_by().values_list("source__name").annotate(**_COUNTED)
    by_source: dict[str | None, dict[str, int]] = {row[0]: dict(zip(_COUNTED, row[1:], strict=True)) for row in counted}
    told = _told_by_source(call, narrowed)
    total = {step: sum(row[step] for row in by_source.values()) for step in _COUNTED}
    names = sorted(by_source.keys() | told.keys(), key=lambda name: (-by_source.get(name, {}).get("started", 0), name or ""))
    return Funnel(
        steps={INFORMED: sum(told.values()) + _asked_to_hear(call, narrowed), **total},
        by_source=[
            (name, {INFORMED: told.get(name, 0), **(by_source.get(name) or dict.fromkeys(_COUNTED, 0))}) for name in names
        ],
        stops=_stops(applications, call),
    )


def _told_by_source(call: Call, narrowed: Narrowed) -> dict[str | None, int]:
    """Return how many people the team told, by source. Nobody noted their languages: narrowed by one, none are counted."""
    if narrowed.language:
        return {}
    rows = Outreach.objects.filter(incubator_id=call.incubator_id, call=call)
    if narrowed.source is not None:
        rows = rows.filter(source=narrowed.source)
    return dict(rows.order_by().values_list("source__name").annotate(Sum("people")))


def _asked_to_hear(call: Call, narrowed: Narrowed) -> int:
    """Return how many had asked to be told and were, and whom partners recommended meanwhile. They have a language, and no source."""
    if narrowed.source is not None:
        return 0
    interests = Interest.objects.filter(incubator_id=call.incubator_id, told_of=call)
    start, end = open_between(call)
    recommended = Recommendation.objects.filter(incubator_id=call.incubator_id, created_at__gte=start)
    if end is not None:
        recommended = recommended.filter(created_at__lt=end)
    if narrowed.language:
        interests, recommended = interests.filter(language=narrowed.language), recommended.filter(language=narrowed.language)
    return interests.count() + recommended.count()


def open_between(call: Call) -> tuple[datetime, datetime | None]:
    """Return from when until when a call took applications; None while nothing says when it ends."""
    start = _midnight(call.opens_on)
    last = _midnight(call.closes_on + timedelta(days=1)) if call.closes_on is not None else None
    ends = [moment for moment in (call.closed_at, last) if moment is not None]
    return start, min(ends, default=None)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _stops(applications: QuerySet[Application], call: Call) -> list[Stop]:
    """Return where those stopped who haven't sent anything, most first."""
    rows = applications.filter(submitted_at=None).order_by().values_list("reached").annotate(Count("pk"))
    counted = {str(question): count for question, count in rows}
    labels = labels_of(call.versions.order_by("number"), call.languages[0] if call.languages else "fr")
    of = sum(counted.values())
    found = [Stop(labels.get(question, question), count, of) for question, count in counted.items()]
    return sorted(found, key=lambda stop: (-stop.count, stop.label))


def labels_of(versions: Iterable[CallForm], language: str) -> dict[str, str]:
    """Return the words of every question that was ever asked, as they were asked last."""
    return {row["id"]: text(row["label"], language) for version in versions for row in version.declaration["questions"]}
