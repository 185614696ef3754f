"""How far a round is: by reader, and by application."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.intake.models import Application, Conflict, Reader, Reading, Round
from interlab.intake.scoring import Weighed, total, weighed
from interlab.intake.sharing import applications_of


@dataclass(frozen=True)
class Progress:
    """How far the readers of a round are."""

    readers: Sequence[Reader]
    given: int
    done: int
    waiting: int
    is_late: bool


def progress_of(row: Round) -> Progress:
    """Return each reader with how many readings they were given (`given`) and have done, and how many readings wait for a reader.

    Costs two queries.
    """
    stands = Q(readings__handed_back_at=None, readings__application__withdrawn_at=None)
    readers = list(
        row.readers.select_related("member").annotate(
            given=Count("readings", filter=stands), done=Count("readings", filter=stands & Q(readings__done_at__isnull=False))
        )
    )
    given, done = sum(one.given for one in readers), sum(one.done for one in readers)
    needed = 0 if row.kind == Round.Kind.INTERVIEW else len(list(applications_of(row))) * row.readings_each
    late = row.ends_on is not None and row.closed_at is None and row.ends_on < today()
    return Progress(readers, given, done, max(0, needed - given), late)


@dataclass
class Result:
    """What a round says of an application. `is_mine`: whoever asks has it still to read, so others' scores stay hidden."""

    application: Application
    readings: list[Reading] = field(default_factory=list)
    weighed: Weighed = field(default_factory=lambda: weighed([]))
    waiting: list[str] = field(default_factory=list)
    is_mine: bool = False


def results_of(row: Round, member: Membership) -> tuple[list[Result], int]:
    """Return what the readings of a round come to, and how many applications `member` may not see for a conflict.

    Each reading gets its `total`. Costs four queries.
    """
    weights = dict(row.criteria.values_list("code", "weight"))
    closed = set(
        Conflict.objects.filter(incubator_id=row.incubator_id, member=member, taken_back_at=None).values_list(
            "application", flat=True
        )
    )
    every = list(applications_of(row))
    found = {one.pk: Result(one) for one in every if one.pk not in closed}
    for reading in row.readings.filter(handed_back_at=None).select_related("reader__member").order_by("pk"):
        result = found.get(reading.application_id)
        if result is None:
            continue
        if reading.done_at is None:
            result.waiting.append(reading.reader.member.name)
            result.is_mine = result.is_mine or reading.reader.member_id == member.pk
        else:
            reading.total = total(reading.scores, weights)  # type: ignore[attr-defined]
            result.readings.append(reading)
    for result in found.values():
        totals = [one.total for one in result.readings]  # type: ignore[attr-defined]
        result.weighed = weighed([points for points in totals if points is not None])
    return list(found.values()), len(every) - len(found)
