"""The year under way: who is accompanied, who asks, who has been quiet, what was promised."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.home.demo.papers import pdf, picture
from interlab.home.demo.people_now import ASKING, COMPLETED, INTERPRETED, MIGRATION_VALUES, UNDERWAY
from interlab.home.demo.tables import Someone, cells, someone
from interlab.home.demo.texts import COMMON, KEPT, NOTES, PROMISES
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
from interlab.journeys.actions import add_document, add_holder, create_next_act, open_participation
from interlab.journeys.models import NextAct, Participation, Project
from interlab.network.models import Cohort
from interlab.people.models import Person

WORKSHOPS_AGO = (55, 34, 13)


@dataclass(frozen=True)
class Way:
    """One line of the table of today: a person, their project, and days counted back."""

    who: Someone
    project: str
    sector: str
    coach: str
    cohort: str
    came: int
    seen: int
    sessions: int
    stages: list[tuple[str, int]]


def ways(table: str) -> Iterator[Way]:
    """Read a table of people under way."""
    for row in cells(table):
        project, sector, coach, cohort, came, seen, sessions, stages = row[7:]
        steps = [(step.split(":")[0], int(step.split(":")[1])) for step in stages.split()]
        yield Way(someone(row), project, sector, coach, cohort, int(came), int(seen), int(sessions), steps)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def write_present(desk: Desk) -> dict[str, Person]:
    """Write everybody of today; return them as they are called."""
    cohorts = _open_cohorts(desk)
    people = write_underway(desk, UNDERWAY, cohorts)
    _hold_workshops(desk, cohorts["running"])
    for way in ways(COMPLETED):
        person, participation = _write_way(desk, way, cohorts)
        people[way.who.called] = person
        leave(desk, participation, how="done", on=ago(min(way.seen, 10)), by=desk.colleagues[way.coach])
    _write_asking(desk, cohorts["planned"])
    _write_promises(desk, people)
    _join_documents(desk, people)
    return people


def write_underway(desk: Desk, table: str, cohorts: dict[str, Cohort]) -> dict[str, Person]:
    """Write a table of people under way; return them as they are called."""
    return {way.who.called: _write_way(desk, way, cohorts)[0] for way in ways(table)}


def _open_cohorts(desk: Desk) -> dict[str, Cohort]:
    spans = {"ended": (-192, -12), "running": (-70, 112), "planned": (62, 244)}
    cohorts = {}
    for key, (first, last) in spans.items():
        starts_on = today() + timedelta(days=first)
        season = ("hiver", "printemps", "été", "automne")[starts_on.month % 12 // 3]
        cohorts[key] = Cohort.objects.create(
            incubator=desk.incubator,
            programme=desk.programme,
            name=f"Promotion {season} {starts_on.year}",
            starts_on=starts_on,
            ends_on=today() + timedelta(days=last),
            places=12,
        )
    return cohorts


def _write_way(desk: Desk, way: Way, cohorts: dict[str, Cohort]) -> tuple[Person, Participation]:
    coach = desk.colleagues[way.coach]
    called = way.who.called
    person = enter(
        desk,
        way.who,
        by=coach,
        interpreter_wanted=called in INTERPRETED,
        migration_value=MIGRATION_VALUES.get(called, ""),
    )
    cohort = cohorts.get(way.cohort)
    participation = take_in(desk, person, enrolled=ago(way.came), coach=coach, cohort=cohort, informed=way.came % 2 == 0)
    _meet_often(desk, person, way, coach)
    _carry_project(desk, person, way, coach)
    return person, participation


def _meet_often(desk: Desk, person: Person, way: Way, coach: Membership) -> None:
    own = NOTES.get(way.who.called, [])
    days = list(spread(desk.random, ago(way.came - 4), ago(way.seen), way.sessions))
    for place, held in enumerate(days):
        # The newest sessions carry the notes written for this person.
        left = len(days) - 1 - place
        noted = own[left] if left < len(own) else desk.random.choice(COMMON)
        meaning = FACE_TO_FACE if left < len(own) or not place else desk.random.choice(ALONE)
        # What a mentor or an expert notes is for the person too; the coach's own eyes are for what isn't.
        if meaning in ("mentoring", "expertise"):
            noted = ("shared", noted[1])
        meet(desk, [person], day=weekday(held), meaning=meaning, coach=coach, notes={noted[0]: noted[1]})


def _carry_project(desk: Desk, person: Person, way: Way, coach: Membership) -> None:
    if not way.stages:
        return
    shared = Project.objects.filter(programme=desk.programme, name=way.project).first()
    if shared is not None:
        add_holder(shared, person, by=coach)
        return
    project = start_project(desk, way.project, way.sector, [person], by=coach)
    new_year = today().replace(month=1, day=1)
    steps: list[tuple[str, date]] = []
    for meaning, days in way.stages:
        day = max(ago(days), steps[-1][1]) if steps else ago(days)
        # "This year" stays this year in January too.
        steps.append((meaning, max(day, new_year) if meaning == "launched" else day))
    walk(desk, project, steps, by=coach)


def _hold_workshops(desk: Desk, cohort: Cohort) -> None:
    members = Participation.objects.filter(cohort=cohort).select_related("person").order_by("pk")
    for days in WORKSHOPS_AGO:
        held = weekday(ago(days))
        there = [row.person for row in members if row.enrolled_on and row.enrolled_on <= held and desk.random.random() < 0.8]
        meet(desk, there, day=held, meaning="workshop", coach=desk.colleagues["L"])


def _write_asking(desk: Desk, planned: Cohort) -> None:
    lead = desk.colleagues["L"]
    for row in cells(ASKING):
        who = someone(row)
        _project, _sector, days, state, note = row[7:]
        person = enter(
            desk,
            who,
            by=lead,
            interpreter_wanted=who.called in INTERPRETED,
            migration_value=MIGRATION_VALUES.get(who.called, ""),
        )
        cohort = planned if state == "waitlisted" else None
        applied = ago(int(days))
        open_participation(person, desk.programme, by=lead, state=state, on=applied, cohort=cohort, source=desk.any_source())
        meet(desk, [person], day=applied, meaning="information", coach=lead, notes={"team": note})


def _write_promises(desk: Desk, people: dict[str, Person]) -> None:
    for called, who, days, hour, what in cells(PROMISES):
        owner = desk.colleagues.get(who)
        by = owner or desk.colleagues["N"]
        at = time.fromisoformat(hour) if hour else None
        create_next_act(people[called], what=what, due_on=ago(-int(days)), by=by, owner=owner, at=at)
    for called, who, days, what in cells(KEPT):
        owner = desk.colleagues.get(who)
        act = create_next_act(people[called], what=what, due_on=ago(int(days)), by=desk.colleagues["N"], owner=owner)
        # The action ticks off today; these were kept on their day.
        NextAct.objects.filter(pk=act.pk).update(done_on=act.due_on)


def _join_documents(desk: Desk, people: dict[str, Person]) -> None:
    by = desk.colleagues["N"]
    prices = pdf("prix-des-robes.pdf", "Ma liste de prix", "Robe simple : 85 EUR", "Robe de fête : 160 EUR", "Ourlet : 12 EUR")
    add_document(people["Rania"], upload=prices, title="Ma liste de prix", dated_on=ago(9), shared=True, by=by)
    cloth = picture("tissu.png", [(15, 94, 92), (244, 183, 64), (168, 67, 42), (251, 248, 243)])
    add_document(people["Rania"], upload=cloth, title="Le tissu de la première robe", dated_on=ago(30), shared=True, by=by)
    hygiene = pdf("attestation-hygiene.pdf", "Attestation", "Cours d’hygiène suivi : 6 heures", "Exemple sans valeur")
    project = Project.objects.filter(programme=desk.programme, name="Injera sur Meuse").first()
    add_document(
        people["Yordi"], upload=hygiene, title="Attestation d’hygiène", dated_on=ago(12), shared=True, by=by, project=project
    )
    plan = pdf("plan-financier-brouillon.pdf", "Plan financier, brouillon", "Fleurs en hiver : à compléter")
    add_document(people["Oksana"], upload=plan, title="Plan financier (brouillon)", dated_on=ago(5), shared=False, by=by)
