"""Lives written as plain facts, put into the database as they are, and judged by a slow and obvious reading of the definitions."""

from dataclasses import dataclass, field
from datetime import date

from interlab.journeys.actions.projects import derive_stage
from interlab.journeys.models import Attendance, Participation, Project, ProjectHolder, Session, StageMove
from interlab.network.models import ExitReason, Incubator, Programme, SessionKind, Stage
from interlab.people.models import Person

START, END = date(2022, 1, 1), date(2023, 1, 1)
STEPS = ["welcome", "idea", "model", "test", "launched", "post_launch"]
VOIDED = "2023-02-01T12:00:00Z"


@dataclass
class Stay:
    programme: int
    enrolled: date
    ended: date | None = None
    reason: str = "other"


@dataclass
class Life:
    gender: str = ""
    standing: str = ""
    stays: list[Stay] = field(default_factory=list)


@dataclass
class Meeting:
    day: date
    who: list[int]
    kind: str = "coaching"
    minutes: int = 60
    voided: bool = False


@dataclass
class Venture:
    programme: int
    holders: list[int]
    moves: list[tuple[str, date, bool]] = field(default_factory=list)


@dataclass
class World:
    lives: list[Life]
    meetings: list[Meeting] = field(default_factory=list)
    ventures: list[Venture] = field(default_factory=list)


def store(world: World, incubator: Incubator, programmes: list[Programme]) -> list[Person]:
    """Put the facts into the database. Which participation an attendance belongs to is told by `belongs_to`."""
    persons, stays = [], {}
    for number, life in enumerate(world.lives):
        person = Person.objects.create(
            incubator=incubator, full_name=f"Personne {number}", gender=life.gender, standing=life.standing
        )
        persons.append(person)
        for place, stay in enumerate(life.stays):
            reason = ExitReason.objects.get(incubator=incubator, meaning=stay.reason) if stay.ended else None
            stays[number, place] = Participation.objects.create(
                incubator=incubator,
                person=person,
                programme=programmes[stay.programme],
                applied_on=stay.enrolled,
                enrolled_on=stay.enrolled,
                ended_on=stay.ended,
                exit_reason=reason,
                state="left" if stay.ended else "active",
            )
    kinds = {kind.meaning: kind for kind in SessionKind.objects.filter(incubator=incubator)}
    for meeting in world.meetings:
        session = Session.objects.create(
            incubator=incubator,
            kind=kinds[meeting.kind],
            held_on=meeting.day,
            minutes=meeting.minutes,
            voided_at=VOIDED if meeting.voided else None,
        )
        for number in meeting.who:
            place = belongs_to(world.lives[number], meeting.day)
            Attendance.objects.create(
                incubator=incubator,
                session=session,
                person=persons[number],
                participation=stays.get((number, place)),
            )
    for venture in world.ventures:
        _store_venture(venture, incubator, programmes, persons)
    return persons


def _store_venture(venture: Venture, incubator: Incubator, programmes: list[Programme], persons: list[Person]) -> None:
    programme = programmes[venture.programme]
    project = Project.objects.create(incubator=incubator, programme=programme, name="Projet")
    ProjectHolder.objects.bulk_create(ProjectHolder(project=project, person=persons[number]) for number in venture.holders)
    for meaning, day, voided in venture.moves:
        StageMove.objects.create(
            incubator=incubator,
            project=project,
            stage=Stage.objects.get(programme=programme, meaning=meaning),
            on=day,
            voided_at=VOIDED if voided else None,
            voided_reason="erreur" if voided else "",
        )
    derive_stage(project)


def belongs_to(life: Life, day: date) -> int | None:
    """The last stay that spans the day, else the last one."""
    order = sorted(range(len(life.stays)), key=lambda place: (life.stays[place].enrolled, place))
    spanning = [place for place in order if _spans(life.stays[place], day)]
    return (spanning or order or [None])[-1]


def _spans(stay: Stay, day: date) -> bool:
    return stay.enrolled <= day and (stay.ended is None or day <= stay.ended)


# The slow reading --------------------------------------------------------------------------------------------------


def judge(world: World, programme: int | None = None) -> dict[str, object]:
    """Return the figures of 2022 by looking at everything, one fact after another."""
    counted, apart = [], []
    for meeting in world.meetings:
        if meeting.voided or not START <= meeting.day < END:
            continue
        for number in meeting.who:
            place = belongs_to(world.lives[number], meeting.day)
            of = None if place is None else world.lives[number].stays[place].programme
            if programme is None or of == programme:
                (apart if meeting.kind == "information" else counted).append((number, meeting))
    accompanied = {
        number
        for number, meeting in counted
        if any(
            (programme is None or stay.programme == programme)
            and stay.enrolled < END
            and (stay.ended is None or stay.ended >= START)
            for stay in world.lives[number].stays
        )
    }
    known = [number for number in accompanied if world.lives[number].gender]
    women = [number for number in known if world.lives[number].gender == "woman"]
    followed = [v for v in world.ventures if (programme is None or v.programme == programme) and accompanied & set(v.holders)]
    return {
        "accompanied": len(accompanied),
        "women": (len(women), len(known), len(accompanied) - len(known)),
        "newcomers": sum(world.lives[number].standing == "newcomer" for number in accompanied),
        "locals": sum(world.lives[number].standing == "local" for number in accompanied),
        "sessions": (len(counted), sum(meeting.minutes for _, meeting in counted) / 60),
        "information": len(apart),
        "given": sum({id(meeting): meeting.minutes for _, meeting in counted}.values()),
        "launched": sum(_launched(v) for v in world.ventures if programme is None or v.programme == programme),
        "followed": len(followed),
        "reached": {step: sum(_reached(v) >= rank for v in followed) for rank, step in enumerate(STEPS)},
        "left": len(_left(world, programme, None)),
        "positive": len(_left(world, programme, ("job", "training"))),
        "entered": len(
            {
                number
                for number, life in enumerate(world.lives)
                for stay in life.stays
                if START <= stay.enrolled < END and (programme is None or stay.programme == programme)
            }
        ),
    }


def _launched(venture: Venture) -> bool:
    days = [day for meaning, day, voided in venture.moves if meaning == "launched" and not voided]
    return bool(days) and START <= min(days) < END


def _reached(venture: Venture) -> int:
    return max((STEPS.index(m) for m, day, voided in venture.moves if m in STEPS and not voided and day < END), default=-1)


def _left(world: World, programme: int | None, reasons: tuple[str, ...] | None) -> set[int]:
    return {
        number
        for number, life in enumerate(world.lives)
        for stay in life.stays
        if stay.ended and START <= stay.ended < END
        if programme is None or stay.programme == programme
        if reasons is None or stay.reason in reasons
    }


def as_judged(figures: dict[str, dict]) -> dict[str, object]:
    """The computed figures, in the form of `judge`."""
    share, stages = figures["women_share"], {step["meaning"]: step["value"] for step in figures["stages"]["by_stage"]}
    return {
        "accompanied": figures["accompanied"]["value"],
        "women": (share["k"], share["n"], share["unknown"]),
        "newcomers": figures["newcomers"]["value"],
        "locals": figures["locals"]["value"],
        "sessions": (figures["sessions"]["value"], figures["sessions"]["hours"]),
        "information": figures["information_sessions"]["value"],
        "given": figures["hours_given"]["minutes"],
        "launched": figures["launched"]["value"],
        "followed": figures["stages"]["value"],
        "reached": {step: stages.get(step, 0) for step in STEPS},
        "left": figures["exits"]["value"],
        "positive": figures["positive_exits"]["value"],
        "entered": figures["entered"]["value"],
    }
