"""The rows behind each figure, with why each of them counts: on the page and in the file, from the same cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlab.core.templatetags.page import duration, short_day
from interlab.impact.definitions import DEFINITIONS
from interlab.impact.populations import POSITIVE_EXITS, STEPS, Scope
from interlab.journeys.models import Attendance, Launch, Participation, Project, Session, StageMove
from interlab.network.models import SessionKind
from interlab.people.models import Person

CHUNK = 500


@dataclass(frozen=True)
class Cell:
    """One cell: as a page shows it, as a file holds it (`raw`), and where it leads."""

    text: str
    raw: str
    url: str = ""


Cells = Callable[[Sequence[Any], Scope], list[list[Cell]]]


@dataclass(frozen=True)
class Listing:
    """A list behind a figure: its rows, ordered by (`order`, pk), and how a row is told."""

    headers: tuple[str | Promise, ...]
    rows: QuerySet[Any]
    order: str
    cells: Cells


def listing_of(key: str, scope: Scope) -> Listing:
    """Return the list behind the figure `key`: as many rows as the figure counts."""
    if key in ("launched", "stages"):
        return _launches(scope) if key == "launched" else _followed(scope)
    if key == "hours_given":
        return _sessions(scope)
    if key == "sessions":
        return _attendances(scope, scope.accompaniment)
    if key == "information_sessions":
        return _attendances(scope, scope.kinds_meaning(SessionKind.Meaning.INFORMATION))
    return _persons(key, scope)


def lines_of(listing: Listing, scope: Scope) -> Iterator[list[str]]:
    """Yield the head and every row of a list as texts, some hundreds at a time."""
    yield [str(header) for header in listing.headers]
    rows = listing.rows.order_by(listing.order, "pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        for cells in listing.cells(chunk, scope):
            yield [cell.raw for cell in cells]


# Cells -------------------------------------------------------------------------------------------------------------


def _text(value: Any) -> Cell:
    return Cell(str(value), str(value))


def _day(value: date | None) -> Cell:
    return Cell(short_day(value), value.isoformat() if value else "")


def _minutes(value: int) -> Cell:
    return Cell(duration(value), str(value))


def _person(person: Person, scope: Scope) -> Cell:
    url = reverse("journeys:person_detail", args=[scope.incubator.slug, person.code])
    return Cell(person.short_name, person.full_name, url)


def _project(project: Project, scope: Scope) -> Cell:
    url = reverse("journeys:project_detail", args=[scope.incubator.slug, project.code])
    return Cell(project.name, project.name, url)


# Persons -----------------------------------------------------------------------------------------------------------


def _persons(key: str, scope: Scope) -> Listing:
    accompanied = (_("Person"), _("Enrolled on"), _("First session"), _("Sessions"))
    left = (_("Person"), _("Left on"), _("Reason"))
    since = (_("Person"), DEFINITIONS[key].label)
    women, newcomers, locals_ = (
        Q(gender=Person.Gender.WOMAN),
        Q(standing=Person.Standing.NEWCOMER),
        Q(standing=Person.Standing.LOCAL),
    )
    listings: dict[str, tuple[tuple[str | Promise, ...], Callable[[], QuerySet[Person]], Cells]] = {
        "accompanied": (accompanied, scope.accompanied, _why_accompanied),
        "women_share": (accompanied, lambda: scope.accompanied().filter(women), _why_accompanied),
        "newcomers": (accompanied, lambda: scope.accompanied().filter(newcomers), _why_accompanied),
        "locals": (accompanied, lambda: scope.accompanied().filter(locals_), _why_accompanied),
        "exits": (left, scope.left, lambda persons, of: _why_left(persons, of, None)),
        "positive_exits": (left, lambda: scope.left(POSITIVE_EXITS), lambda persons, of: _why_left(persons, of, POSITIVE_EXITS)),
        "entered": (since, scope.entered, lambda persons, of: _first_day(persons, of, "enrolled_on")),
        "applied": (since, scope.applied, lambda persons, of: _first_day(persons, of, "applied_on")),
    }
    headers, rows, cells = listings[key]
    return Listing(headers, rows(), "sort_name", cells)


def _why_accompanied(persons: Sequence[Person], scope: Scope) -> list[list[Cell]]:
    spanning = (scope.participations() & Participation.objects.spanning(scope.period)).filter(person__in=persons)
    enrolled = dict(spanning.values_list("person").annotate(day=Min("enrolled_on")).order_by())
    # The condition stands in the sums, not before them: so SQLite goes from these few persons to their sessions, never the other way.
    counted = scope.attended(scope.accompaniment)
    sessions = Attendance.objects.filter(person__in=persons).values("person").order_by()
    counts = sessions.annotate(first=Min("session__held_on", filter=counted), n=Count("pk", filter=counted))
    seen = {person: (first, n) for person, first, n in counts.values_list("person", "first", "n")}
    return [[_person(one, scope), _day(enrolled.get(one.pk)), _day(seen[one.pk][0]), _text(seen[one.pk][1])] for one in persons]


def _why_left(persons: Sequence[Person], scope: Scope, meanings: tuple[str, ...] | None) -> list[list[Cell]]:
    exits = scope.exits(meanings).filter(person__in=persons).select_related("exit_reason").order_by("ended_on", "pk")
    by_person: dict[int, list[Participation]] = {}
    for one in exits:
        by_person.setdefault(one.person_id, []).append(one)
    return [
        [
            _person(person, scope),
            _day(by_person[person.pk][-1].ended_on),
            _text(", ".join(str(one.exit_reason or one.get_state_display()) for one in by_person[person.pk])),
        ]
        for person in persons
    ]


def _first_day(persons: Sequence[Person], scope: Scope, field: str) -> list[list[Cell]]:
    inside = {f"{field}__gte": scope.period.start, f"{field}__lt": scope.period.end}
    days = scope.participations().filter(person__in=persons, **inside).values_list("person").annotate(day=Min(field)).order_by()
    by_person = dict(days)
    return [[_person(person, scope), _day(by_person[person.pk])] for person in persons]


# Projects ----------------------------------------------------------------------------------------------------------


def _held_by(project: Project) -> Cell:
    return _text(", ".join(holder.person.short_name for holder in project.holders.all()))


def _launches(scope: Scope) -> Listing:
    rows = scope.launched().select_related("launch").prefetch_related("holders__person")
    return Listing((_("Project"), _("Held by"), _("Launched on"), _("Evidence")), rows, "launched_on", _why_launched)


def _why_launched(projects: Sequence[Project], scope: Scope) -> list[list[Cell]]:
    evidence = dict(Launch.Evidence.choices)
    known = [evidence[one.launch.evidence] if hasattr(one, "launch") else evidence[Launch.Evidence.UNKNOWN] for one in projects]
    return [
        [_project(one, scope), _held_by(one), _day(one.launched_on), _text(words)]
        for one, words in zip(projects, known, strict=True)
    ]


def _followed(scope: Scope) -> Listing:
    rows = scope.followed_projects().prefetch_related("holders__person")
    return Listing((_("Project"), _("Held by"), _("Furthest stage reached"), _("Last move on")), rows, "name", _furthest)


def _furthest(projects: Sequence[Project], scope: Scope) -> list[list[Cell]]:
    """Tell the furthest step of each project by the last day of the period, in the team's own words."""
    reached = StageMove.objects.standing().filter(project__in=projects, on__lt=scope.period.end, stage__meaning__in=STEPS)
    furthest: dict[int, tuple[int, str]] = {}
    last = dict(reached.values_list("project").annotate(day=Max("on")).order_by())
    for move in reached.select_related("stage").order_by("on", "pk"):
        step = (STEPS.index(move.stage.meaning), move.stage.name)
        furthest[move.project_id] = max(furthest.get(move.project_id, step), step)
    return [
        [_project(one, scope), _held_by(one), _text(furthest.get(one.pk, (0, ""))[1]), _day(last.get(one.pk))] for one in projects
    ]


# Sessions ----------------------------------------------------------------------------------------------------------


def _attendances(scope: Scope, kinds: list[int]) -> Listing:
    rows = scope.attendances(kinds).select_related("person", "session__kind").annotate(held_on=F("session__held_on"))
    return Listing((_("Day"), _("Person"), _("Kind"), _("Duration")), rows, "held_on", _attendance)


def _attendance(attendances: Sequence[Attendance], scope: Scope) -> list[list[Cell]]:
    return [
        [_day(one.session.held_on), _person(one.person, scope), _text(one.session.kind), _minutes(one.session.minutes)]
        for one in attendances
    ]


def _sessions(scope: Scope) -> Listing:
    rows = scope.sessions(scope.accompaniment).select_related("kind", "given_by").prefetch_related("attendances")
    return Listing((_("Day"), _("Kind"), _("Given by"), _("Persons"), _("Duration")), rows, "held_on", _session)


def _session(sessions: Sequence[Session], scope: Scope) -> list[list[Cell]]:
    return [
        [_day(one.held_on), _text(one.kind), _text(one.given_by or ""), _text(len(one.attendances.all())), _minutes(one.minutes)]
        for one in sessions
    ]
