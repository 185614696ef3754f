"""The years before: 2022 as it was published, then quieter ones."""

from collections.abc import Iterable
from datetime import date, timedelta

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.home.demo.people_2022 import ACCOMPANIED, CAME_BACK, LISTENED_ONLY, WORKSHOPS
from interlab.home.demo.people_between import CAME, PER_YEAR
from interlab.home.demo.people_now import INTERPRETED, MIGRATION_VALUES
from interlab.home.demo.tables import cells, day, someone
from interlab.home.demo.writing import (
    ALONE,
    FACE_TO_FACE,
    Desk,
    enter,
    leave,
    meet,
    spread,
    start_project,
    take_in,
    walk,
    weekday,
)
from interlab.journeys.actions import move_participation, open_participation
from interlab.journeys.models.participations import State
from interlab.network.models import Cohort
from interlab.people.models import Person

DAYS_BETWEEN_SESSIONS = 26
Presence = tuple[Person, date, date]


def write_2022(desk: Desk) -> None:
    """Write the 32 of 2022, their workshops, and the three who came to listen only."""
    cohort = Cohort.objects.create(
        incubator=desk.incubator,
        programme=desk.programme,
        name="Promotion 2022",
        starts_on=date(2022, 1, 10),
        ends_on=date(2022, 12, 16),
        closed_on=date(2022, 12, 20),
    )
    present = [_accompany(desk, row, cohort) for row in cells(ACCOMPANIED)]
    came_back = next(person for person, _first, _last in present if person.full_name == CAME_BACK[0])
    first, last = date.fromisoformat(CAME_BACK[1]), date.fromisoformat(CAME_BACK[2])
    _participate(desk, came_back, first, last, CAME_BACK[3], by=desk.colleagues["J"])
    present.append((came_back, first, last))
    for on, minutes, wanted in WORKSHOPS:
        held = date.fromisoformat(on)
        there = [person for person, start, end in present if start < held < end]
        chosen = desk.random.sample(there, min(wanted, len(there)))
        meet(desk, chosen, day=held, meaning="workshop", coach=desk.colleagues["L"], minutes=minutes)
    for row in cells(LISTENED_ONLY):
        _listen_only(desk, row)


def _accompany(desk: Desk, row: list[str], cohort: Cohort) -> Presence:
    who = someone(row)
    name, sector, entered, left, how, launched = row[7:]
    first, last = date.fromisoformat(entered), date.fromisoformat(left)
    coach = desk.colleagues[desk.random.choice("NNNJJL")]
    person = _enter(desk, row, by=coach)
    _participate(desk, person, first, last, how, by=coach, cohort=cohort if first.year == 2022 else None)
    project = start_project(desk, name, sector, [person], by=coach)
    walk(desk, project, list(_steps(desk, first, last, how, day(launched), twice=who.called == "Saliou")), by=coach)
    return person, first, last


def _enter(desk: Desk, row: list[str], *, by: Membership) -> Person:
    who = someone(row)
    return enter(
        desk, who, by=by, interpreter_wanted=who.called in INTERPRETED, migration_value=MIGRATION_VALUES.get(who.called, "")
    )


def _participate(
    desk: Desk, person: Person, first: date, last: date, how: str, *, by: Membership, cohort: Cohort | None = None
) -> None:
    participation = take_in(desk, person, enrolled=first, coach=by, cohort=cohort, informed=desk.random.random() < 0.4)
    count = max(2, (last - first).days // DAYS_BETWEEN_SESSIONS)
    for place, held in enumerate(spread(desk.random, first, last - timedelta(days=7), count)):
        meet(desk, [person], day=held, meaning=desk.random.choice(ALONE) if place else FACE_TO_FACE, coach=by)
    leave(desk, participation, how=how, on=last, by=by)


def _steps(
    desk: Desk, first: date, last: date, how: str, launched: date | None, *, twice: bool = False
) -> Iterable[tuple[str, date]]:
    """Yield the stages of a project: evenly up to its launch, or as far as it came."""
    end = launched or last
    reached = 3 if launched else desk.random.randint(1, 3)
    for share, meaning in list(zip((0.1, 0.4, 0.75), ("idea", "model", "test"), strict=True))[:reached]:
        yield meaning, first + timedelta(days=round((end - first).days * share))
    if launched:
        yield "launched", launched
        if twice:
            # Stopped for the summer and started again: still one launch.
            yield "paused", launched + timedelta(days=25)
            yield "launched", launched + timedelta(days=80)
        yield "post_launch", launched + timedelta(days=110)
    elif how in ("job", "training", "unreachable"):
        yield "abandoned", last
    elif how == "moved":
        yield "transferred", last


def _listen_only(desk: Desk, row: list[str]) -> None:
    """Write somebody who came to an information session: heard, counted among no one accompanied."""
    came_on, ending, on = date.fromisoformat(row[7]), row[8], date.fromisoformat(row[9])
    lead = desk.colleagues["L"]
    person = _enter(desk, row, by=lead)
    participation = open_participation(person, desk.programme, by=lead, on=came_on - timedelta(days=8), source=desk.any_source())
    meet(desk, [person], day=came_on, meaning="information", coach=lead)
    if ending == State.LEFT:
        # Enrolled, and never seen again: without a session nobody was accompanied.
        move_participation(participation, State.ENROLLED, by=lead, on=came_on + timedelta(days=7))
        leave(desk, participation, how="unreachable", on=on, by=lead)
    else:
        move_participation(participation, ending, by=lead, on=on)


def write_years_between(desk: Desk) -> None:
    """Write a few people a year from 2023 to the year before this one."""
    rows = list(cells(CAME))
    for place, year in enumerate(range(2023, today().year)):
        for row in rows[place * PER_YEAR : (place + 1) * PER_YEAR]:
            _write_between(desk, row, year)


def _write_between(desk: Desk, row: list[str], year: int) -> None:
    name, sector, month, how, launched = row[7:]
    coach = desk.colleagues[desk.random.choice("NJL")]
    first = weekday(date(year, int(month), desk.random.randint(6, 24)))
    last = min(weekday(first + timedelta(days=desk.random.randint(150, 300))), today() - timedelta(days=14))
    person = _enter(desk, row, by=coach)
    _participate(desk, person, first, last, how, by=coach)
    project = start_project(desk, name, sector, [person], by=coach)
    launched_on = min(first + timedelta(days=110), date(year, 12, 18)) if launched else None
    walk(desk, project, list(_steps(desk, first, last, how, launched_on)), by=coach)
