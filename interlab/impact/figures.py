"""The figures of a year, counted live from the facts themselves: nothing is typed, nothing is kept."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Q, Sum, Value, When
from django.utils.translation import gettext as _

from interlab.core.dates import Period, today
from interlab.impact.definitions import DEFINITIONS
from interlab.impact.populations import POSITIVE_EXITS, STEPS, Scope
from interlab.journeys.models import Participation, Session
from interlab.network.models import ExitReason, Incubator, Programme, SessionKind
from interlab.people.models import Person

Figure = dict[str, Any]
EARLIEST_YEAR = 2000


def figures_of(incubator: Incubator, year: int, programme: Programme | None = None) -> dict[str, Figure]:
    """Return every figure of a calendar year by its key; of one programme, or of all.

    Each has `value` (None when it can't be said), `unit`, `period` and `version` of its definition; shares have `k`, `n` and
    `unknown`. Always the same number of queries, each along an index.
    """
    scope = Scope(incubator, Period.year(year), programme)
    counted: dict[str, Figure] = {}
    for count in dict.fromkeys(_COUNTED_BY.values()):
        counted |= count(scope)
    return {key: {**counted[key], **_described(key, scope)} for key in DEFINITIONS}


def figures_with(key: str, scope: Scope) -> dict[str, Figure]:
    """Return one figure and those counted in the same breath, which is all that a page on it needs."""
    counted = _COUNTED_BY[key](scope)
    return {one: {**figure, **_described(one, scope)} for one, figure in counted.items()}


def _described(key: str, scope: Scope) -> Figure:
    definition = DEFINITIONS[key]
    return {
        "label": str(definition.label),
        "unit": definition.unit,
        "version": definition.version,
        "period": {"start": scope.period.start.isoformat(), "end": scope.period.end.isoformat()},
    }


def _of_persons(scope: Scope) -> dict[str, Figure]:
    """Count the persons accompanied, and among them each gender, newcomers and locals: one query."""
    genders = dict.fromkeys([*Person.Gender.values, ""], 0)
    standings = dict.fromkeys([*Person.Standing.values, ""], 0)
    for gender, standing, n in scope.accompanied().values_list("gender", "standing").annotate(n=Count("pk")).order_by():
        genders[gender] += n
        standings[standing] += n
    total = sum(genders.values())
    k, n = genders[Person.Gender.WOMAN], total - genders[""]
    settled = {"n": total - standings[""], "unknown": standings[""]}
    return {
        "accompanied": {"value": total},
        "women_share": {
            "value": 100 * k / n if n else None,
            "k": k,
            "n": n,
            "unknown": genders[""],
            "men": genders[Person.Gender.MAN],
            "other": genders[Person.Gender.OTHER],
        },
        "newcomers": {"value": standings[Person.Standing.NEWCOMER], **settled},
        "locals": {"value": standings[Person.Standing.LOCAL], **settled},
    }


def _of_sessions(scope: Scope) -> dict[str, Figure]:
    """Count attendances by kind, and sessions once by kind and month: two queries over the sessions of the period."""
    every = [kind.pk for kind in scope.kinds]
    attended = scope.attendances(every).values_list("session__kind").annotate(n=Count("pk"), minutes=Sum("session__minutes"))
    attendances = {kind: (n, minutes) for kind, n, minutes in attended.order_by()}
    # By day, not by month: SQLite would call back into Python for the month of every single session.
    given = scope.sessions(every).values_list("kind", "held_on")
    accompaniment = scope.accompaniment
    sessions: dict[int, list[int]] = {kind: [0, 0] for kind in every}
    months = [0] * 12
    for kind, day, n, minutes in given.annotate(n=Count("pk"), minutes=Sum("minutes")).order_by():
        sessions[kind] = [sessions[kind][0] + n, sessions[kind][1] + minutes]
        months[day.month - 1] += n if kind in accompaniment else 0
    lines = [_line(kind, attendances.get(kind.pk, (0, 0)), sessions[kind.pk]) for kind in scope.kinds]
    counted = [line for line in lines if line["meaning"] in SessionKind.ACCOMPANIMENT]
    apart = [line for line in lines if line["meaning"] not in SessionKind.ACCOMPANIMENT]
    given_minutes = sum(line["minutes_given"] for line in counted)
    return {
        "sessions": {**_sum(counted), "by_kind": [line for line in counted if line["value"]]},
        "hours_given": {
            "value": given_minutes / 60,
            "minutes": given_minutes,
            "sessions": sum(line["sessions"] for line in counted),
            "sessions_by_month": months,
        },
        "information_sessions": {**_sum(apart), "by_kind": [line for line in apart if line["value"]]},
    }


def _line(kind: SessionKind, attended: tuple[int, int], given: list[int]) -> Figure:
    return {
        "kind": kind.name,
        "meaning": kind.meaning,
        "value": attended[0],
        "minutes": attended[1],
        "hours": attended[1] / 60,
        "sessions": given[0],
        "minutes_given": given[1],
    }


def _sum(lines: list[Figure]) -> Figure:
    minutes = sum(line["minutes"] for line in lines)
    return {"value": sum(line["value"] for line in lines), "hours": minutes / 60, "minutes": minutes}


def _of_projects(scope: Scope) -> dict[str, Figure]:
    """Count the launches, the projects followed and, for each step, those that had entered it or a later one: two queries."""
    # By the stages themselves, so that no move needs to be joined with its stage.
    ranks = [When(moves__stage__in=ids, then=Value(rank)) for rank, ids in enumerate(scope.steps.values()) if ids]
    standing = Q(moves__voided_at=None, moves__on__lt=scope.period.end)
    projects = (
        scope.followed_projects().values("pk").annotate(furthest=Max(Case(*ranks, output_field=IntegerField()), filter=standing))
    )
    reached = {f"reached_{rank}": Count("pk", filter=Q(furthest__gte=rank)) for rank in range(len(STEPS))}
    counts = projects.aggregate(total=Count("pk"), **reached)
    names = scope.stage_names
    steps = [
        {"meaning": meaning.value, "stage": names.get(meaning, str(meaning.label)), "value": counts[f"reached_{rank}"]}
        for rank, meaning in enumerate(STEPS)
        if meaning in names or counts[f"reached_{rank}"]
    ]
    return {"launched": {"value": scope.launched().count()}, "stages": {"value": counts["total"], "by_stage": steps}}


def _of_participations(scope: Scope) -> dict[str, Figure]:
    """Count entries, applications and exits: persons, each once."""
    exits = scope.exits()
    reasons = exits.values_list("exit_reason__meaning").annotate(n=Count("person", distinct=True)).order_by()
    by_reason: dict[str, int] = {meaning or "": n for meaning, n in reasons}
    totals = exits.aggregate(
        left=Count("person", distinct=True),
        positive=Count("person", distinct=True, filter=Q(exit_reason__meaning__in=POSITIVE_EXITS)),
    )
    order = [*ExitReason.Meaning.values, ""]
    return {
        "exits": {
            "value": totals["left"],
            "by_reason": [
                {"meaning": meaning, "reason": reason_label(meaning), "value": by_reason[meaning]}
                for meaning in order
                if by_reason.get(meaning)
            ],
        },
        "positive_exits": {"value": totals["positive"]},
        "entered": {"value": scope.entered().count()},
        "applied": {"value": scope.applied().count()},
    }


def reason_label(meaning: str) -> str:
    """Return the name of a reason to leave; a programme completed needs none."""
    return str(ExitReason.Meaning(meaning).label) if meaning else _("programme completed, no reason noted")


_COUNTED_BY: dict[str, Callable[[Scope], dict[str, Figure]]] = {
    **dict.fromkeys(("accompanied", "women_share", "newcomers", "locals"), _of_persons),
    **dict.fromkeys(("launched", "stages"), _of_projects),
    **dict.fromkeys(("sessions", "hours_given", "information_sessions"), _of_sessions),
    **dict.fromkeys(("exits", "positive_exits", "entered", "applied"), _of_participations),
}


def years_of(incubator: Incubator) -> list[int]:
    """Return the years to choose from, latest first: from the first fact to this year."""
    firsts = [
        Session.objects.filter(incubator=incubator).order_by("held_on").values_list("held_on", flat=True).first(),
        Participation.objects.filter(incubator=incubator, enrolled_on__isnull=False)
        .order_by("enrolled_on")
        .values_list("enrolled_on", flat=True)
        .first(),
    ]
    this = today().year
    earliest = min([day.year for day in firsts if day] + [this])
    return list(range(this, max(earliest, EARLIEST_YEAR) - 1, -1))


def latest_year(incubator: Incubator) -> int:
    """Return the year of the last session, which is what a page without a year shows."""
    rows = (
        Session.objects.filter(incubator=incubator, held_on__lte=today()).order_by("-held_on").values_list("held_on", flat=True)
    )
    last = rows.first()
    return last.year if last else today().year
