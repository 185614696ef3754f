"""Figures keep adding up when somebody is erased: what is counted now, and what had been counted of those who are gone."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F

from interlab.core.dates import Period, today
from interlab.impact.figures import EARLIEST_YEAR, Figure, figures_of
from interlab.impact.models import ErasedTally
from interlab.impact.populations import Scope
from interlab.journeys.models import Attendance, Participation, Project
from interlab.network.models import Incubator, Programme
from interlab.privacy.subjects import Subject

# Figures by a personal trait are not here: nothing is kept of them, so that no tally ever stands for one known person's trait.
TALLIED = (
    "accompanied",
    "launched",
    "sessions",
    "hours_given",
    "information_sessions",
    "stages",
    "exits",
    "positive_exits",
    "entered",
    "applied",
)
_Counted = dict[str, tuple[int, int]]


def watch_figures(subject: Subject) -> Callable[[], None]:
    """Count the figures that a person is part of, and return what counts them again and keeps the difference."""
    scopes = list(_scopes(subject)) if subject.person else []
    before = [_counted(scope) for scope in scopes]

    def keep() -> None:
        for scope, counted in zip(scopes, before, strict=True):
            _add(scope, counted, _counted(scope))

    return keep


def _scopes(subject: Subject) -> Iterator[Scope]:
    programmes = {one.programme_id: one.programme for one in subject.person.participations.select_related("programme")}
    for project in Project.objects.filter(holders__person=subject.person).select_related("programme"):
        programmes[project.programme_id] = project.programme
    for year in _years(subject):
        for programme in (None, *programmes.values()):
            yield Scope(subject.incubator, Period.year(year), programme)


def _years(subject: Subject) -> list[int]:
    """Return the years that a person may be counted in."""
    years: set[int] = set()
    attended = Attendance.objects.filter(person=subject.person).values_list("session__held_on", flat=True)
    years.update(day.year for day in attended)
    for one in Participation.objects.filter(person=subject.person):
        years.update(day.year for day in (one.applied_on, one.enrolled_on, one.ended_on) if day)
    launches = Project.objects.filter(holders__person=subject.person, launched_on__isnull=False)
    years.update(day.year for day in launches.values_list("launched_on", flat=True) if day)
    return sorted(year for year in years if EARLIEST_YEAR <= year <= today().year)


def _counted(scope: Scope) -> _Counted:
    figures = figures_of(scope.incubator, scope.period.start.year, scope.programme)
    return {key: (_whole(figures[key]), figures[key].get("minutes", 0)) for key in TALLIED}


def _whole(figure: Figure) -> int:
    return int(figure["sessions"] if figure["unit"] == "hour" else figure["value"])


def _add(scope: Scope, before: _Counted, after: _Counted) -> None:
    for key in TALLIED:
        value, minutes = (was - now for was, now in zip(before[key], after[key], strict=True))
        if value or minutes:
            place: dict[str, Any] = {
                "incubator": scope.incubator,
                "year": scope.period.start.year,
                "programme": scope.programme,
                "key": key,
            }
            tally, _new = ErasedTally.objects.get_or_create(**place)
            ErasedTally.objects.filter(pk=tally.pk).update(value=F("value") + value, minutes=F("minutes") + minutes)


def erased_of(incubator: Incubator, year: int, programme: Programme | None = None) -> dict[str, dict[str, int]]:
    """Return by figure what those erased since had added to it: `value` (sessions, for hours) and `minutes`."""
    rows = ErasedTally.objects.filter(incubator=incubator, year=year, programme=programme)
    return {row.key: {"value": row.value, "minutes": row.minutes} for row in rows}


def with_erased(figures: dict[str, Figure], scope: Scope) -> dict[str, Figure]:
    """Return the figures with `erased` and `reported` beside `value`: what is counted now and what had been, together."""
    erased = erased_of(scope.incubator, scope.period.start.year, scope.programme)
    return {key: {**figure, **_reported(figure, erased.get(key))} for key, figure in figures.items()}


def _reported(figure: Figure, erased: dict[str, int] | None) -> dict[str, Any]:
    if figure["value"] is None or "k" in figure:
        return {}
    if figure["unit"] == "hour":
        minutes = figure["minutes"] + (erased["minutes"] if erased else 0)
        return {"erased": erased["minutes"] if erased else 0, "reported": minutes}
    gone = erased["value"] if erased else 0
    return {"erased": gone, "reported": figure["value"] + gone}
