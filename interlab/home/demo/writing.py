"""Writing one person's way through the real actions: entering, meeting, moving on, leaving."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.home.demo.tables import Someone
from interlab.home.demo.texts import MOVE_REASONS, TOPICS
from interlab.journeys.actions import (
    create_project,
    move_participation,
    move_project,
    note_session,
    open_participation,
    record_launch,
)
from interlab.journeys.actions.sessions import SessionFacts
from interlab.journeys.models import Launch, Participation, Project
from interlab.journeys.models.participations import State
from interlab.network.models import Cohort, ExitReason, Incubator, Programme, Sector, SessionKind, Source, Stage
from interlab.people.actions import create_person
from interlab.people.models import Person

# How long a session of each kind usually lasts, and how often it is held alone with one person.
MINUTES = {
    "coaching": (45, 60, 60, 90),
    "mentoring": (60, 90),
    "expertise": (60,),
    "phone": (15, 20, 30),
    "message": (10,),
    "workshop": (120,),
    "networking": (90,),
    "information": (60,),
}
ALONE = ["coaching"] * 9 + ["phone"] * 4 + ["mentoring"] * 3 + ["expertise"] * 2 + ["message"] * 2
# A first meeting is always one of these.
FACE_TO_FACE = "coaching"
GIVERS = {"mentoring": "MMPQ", "expertise": "X", "workshop": "X", "information": "L"}


@dataclass
class Desk:
    """One incubator's method and colleagues at hand while its people are written down."""

    incubator: Incubator
    programme: Programme
    colleagues: Mapping[str, Membership]
    random: Random
    people: int = 0
    numbers: int = 0
    labels: dict[tuple[type, str], object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for model in (SessionKind, ExitReason, Sector, Source, Stage):
            for label in model.objects.filter(incubator=self.incubator):
                self.labels[model, label.meaning] = label

    def kind(self, meaning: str) -> SessionKind:
        return self.labels[SessionKind, meaning]  # type: ignore[return-value]

    def stage(self, meaning: str) -> Stage:
        return self.labels[Stage, meaning]  # type: ignore[return-value]

    def exit(self, meaning: str) -> ExitReason:
        return self.labels[ExitReason, meaning]  # type: ignore[return-value]

    def sector(self, meaning: str) -> Sector:
        return self.labels[Sector, meaning]  # type: ignore[return-value]

    def any_source(self) -> Source:
        meanings = ["word_of_mouth", "word_of_mouth", "partner", "public_service", "event", "online", "press"]
        return self.labels[Source, self.random.choice(meanings)]  # type: ignore[return-value]

    def enterprise_number(self) -> str:
        """Return the next number with a valid checksum in a range that no register has given out."""
        self.numbers += 1
        start = 9990000 + self.numbers
        return f"{start:08}{97 - start % 97:02}"

    def giver(self, meaning: str, coach: Membership) -> Membership:
        """Return who gives a session of this kind: somebody from outside the team where there is one."""
        initials = [initial for initial in GIVERS.get(meaning, "") if initial in self.colleagues]
        return self.colleagues[self.random.choice(initials)] if initials else coach


def weekday(day: date) -> date:
    """Return `day`, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def spread(random: Random, first: date, last: date, count: int) -> Iterator[date]:
    """Yield `count` working days from `first` to `last`, evenly but for a few days; the last one exactly."""
    step = (last - first).days / max(1, count)
    for place in range(1, count + 1):
        wobble = random.randint(-2, 2) if place < count else 0
        yield min(max(weekday(first + timedelta(days=round(place * step) + wobble)), first), last)


def enter(desk: Desk, who: Someone, *, by: Membership, interpreter_wanted: bool = False, migration_value: str = "") -> Person:
    desk.people += 1
    facts = who.facts(desk.people, interpreter_wanted=interpreter_wanted, migration_value=migration_value)
    return create_person(desk.incubator, facts, by=by)


def take_in(
    desk: Desk, person: Person, *, enrolled: date, coach: Membership, cohort: Cohort | None = None, informed: bool = False
) -> Participation:
    """Let a person apply, perhaps come to an information session, and be enrolled."""
    applied = enrolled - timedelta(days=desk.random.randint(9, 24))
    participation = open_participation(
        person, desk.programme, by=coach, state=State.APPLIED, on=applied, cohort=cohort, coach=coach, source=desk.any_source()
    )
    if informed:
        meet(desk, [person], day=weekday(applied + timedelta(days=5)), meaning="information", coach=coach)
    return move_participation(participation, State.ENROLLED, by=coach, on=enrolled)


def meet(
    desk: Desk,
    persons: Sequence[Person],
    *,
    day: date,
    meaning: str,
    coach: Membership,
    notes: Mapping[str, str] | None = None,
    minutes: int | None = None,
) -> None:
    """Hold a session. Whoever gives it notes it, if they have an account."""
    giver = desk.giver(meaning, coach)
    facts = SessionFacts(
        kind=desk.kind(meaning),
        held_on=day,
        minutes=minutes or desk.random.choice(MINUTES[meaning]),
        persons=persons,
        given_by=giver,
        topics=desk.random.sample(TOPICS, desk.random.randint(0, 2)),
        notes=notes or {},
    )
    note_session(facts, by=giver if giver.account_id else coach)


def walk(desk: Desk, project: Project, steps: Sequence[tuple[str, date]], *, by: Membership) -> None:
    """Take a project along its stages; the launched one brings an enterprise with it."""
    tiers = list(Launch.Evidence)
    for meaning, wanted in steps:
        day = min(wanted, today())
        if meaning == "launched" and project.launched_on is None:
            tier = tiers[desk.numbers % len(tiers)]
            number = desk.enterprise_number()
            form = desk.random.choice(["self_employed", "self_employed", "self_employed_secondary", "company", "cooperative"])
            # Somebody's own word brings no paper, and so no number.
            known = number if tier in (Launch.Evidence.REGISTER, Launch.Evidence.DOCUMENT) else ""
            record_launch(project, started_on=day, by=by, enterprise_number=known, legal_form=form, evidence=tier)
            project.refresh_from_db()
        else:
            move_project(project, desk.stage(meaning), by=by, on=day, reason=MOVE_REASONS.get(meaning, ""))


def start_project(desk: Desk, name: str, sector: str, holders: list[Person], *, by: Membership, summary: str = "") -> Project:
    return create_project(desk.programme, name=name, holders=holders, by=by, summary=summary, sector=desk.sector(sector))


def leave(desk: Desk, participation: Participation, *, how: str, on: date, by: Membership) -> None:
    """End a participation: `done` and a launch complete it, anything else is a reason to leave."""
    if how in ("done", "launched"):
        reason = desk.exit("launched") if how == "launched" else None
        move_participation(participation, State.COMPLETED, by=by, on=on, exit_reason=reason)
    else:
        move_participation(participation, State.LEFT, by=by, on=on, exit_reason=desk.exit(how))
