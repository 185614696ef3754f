"""Fill the configured database with a crowd, unless it holds one already, and print what the measurements need as JSON.

Run by bench/run.py in a process of its own, with DATABASE_URL and INTERLAB_VAR set and Django set up.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction

from bench import crowd
from bench.crowd import Someone, Tenant
from bench.rows import code, quick_but_unsafe, settle, write
from interlab.accounts.actions import create_member
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Role
from interlab.core.dates import today
from interlab.core.fields import note_cipher
from interlab.core.text import fold
from interlab.journeys import models as journeys
from interlab.network.actions import create_incubator
from interlab.network.models import Cohort, ExitReason, Incubator, Programme, Sector, SessionKind, Stage
from interlab.people.models import ContactPoint, Person, PersonLanguage, SearchWord, name_key
from interlab.privacy.models import AuditEntry

SHARES = {"liege": 0.7, "namur": 0.1, "mons": 0.1, "tournai": 0.05, "arlon": 0.05}
TODAY = today()


def tenants(persons: int) -> list[Tenant]:
    """Open the incubators, with a coach for every 400 persons, up to forty, and two who sign in."""
    found = []
    for slug, share in SHARES.items():
        incubator = create_incubator(slug=slug, name=f"InterLab {slug.title()}", city=slug.title())
        number = min(40, max(2, round(persons * share / 400)))
        coaches = [create_member(incubator, name=f"Coach {n}", roles=[Role.COACH]).pk for n in range(number)]
        found.append(_tenant(incubator, coaches))
    main = Incubator.objects.get(slug="liege")
    lead = Account.objects.create_user("lead@example.org", name="Lead", has_second_factor=True)
    create_member(main, name="Lead", roles=[Role.PROGRAMME_LEAD], account=lead)
    coach = Membership.objects.get(pk=found[0].coaches[0])
    coach.account = Account.objects.create_user("coach@example.org", name="Coach 0", has_second_factor=True)
    coach.save()
    return found


def _tenant(incubator: Incubator, coaches: list[int]) -> Tenant:
    def keys(model: Any) -> list[int]:
        return list(model.objects.filter(incubator=incubator).order_by("position").values_list("pk", flat=True))

    stages = dict(Stage.objects.filter(incubator=incubator).values_list("meaning", "pk"))
    programme = Programme.objects.get(incubator=incubator).pk
    return Tenant(incubator.pk, programme, coaches, keys(SessionKind), stages, keys(Sector), keys(ExitReason))


def fill(persons: int, sessions: int) -> None:
    """Write the whole crowd, table by table."""
    quick_but_unsafe()
    with transaction.atomic():
        opened = tenants(persons)
        people = list(crowd.crowd(opened, list(SHARES.values()), persons=persons, sessions=sessions, today=TODAY))
        _write_persons(people)
        _write_participations(people)
        _write_projects(people)
        _write_sessions(people)
        _write_next_acts(people)
    settle([Cohort, Person, journeys.Participation, journeys.Project, journeys.Session])


def _write_persons(people: list[Someone]) -> None:
    columns = ["id", "incubator_id", "code", "full_name", "called", "sort_name", "name_key", "gender", "standing", "birth_year"]
    genders, standings = ("woman", "man", "man", "woman", "", "other"), ("newcomer", "newcomer", "newcomer", "local", "")
    write(
        Person,
        columns,
        (
            (
                *(p.pk, p.tenant.pk, p.code, p.full_name, p.first, fold(f"{p.first} {p.full_name}"), name_key(p.full_name)),
                *(genders[p.pk * 7 % 6], standings[p.pk * 3 % 5], 1960 + p.pk % 45),
            )
            for p in people
        ),
    )
    spoken = ("ar", "fr", "en", "uk", "ti", "tr")
    write(PersonLanguage, ["person_id", "language", "level", "position"], ((p.pk, spoken[p.pk % 6], "native", 0) for p in people))
    contacts = ["incubator_id", "code", "person_id", "kind", "value", "normal", "position"]
    write(ContactPoint, contacts, _contacts(people))
    write(
        SearchWord,
        ["incubator_id", "person_id", "word"],
        ((p.tenant.pk, p.pk, word) for p in people for word in crowd.words_of(p)),
    )
    entries = ["incubator_id", "code", "act", "subject_kind", "subject_code", "person_code"]
    write(
        AuditEntry,
        entries,
        ((p.tenant.pk, code(p.pk + 1), "person.created", "person", p.code, p.code) for p in people),
    )


def _contacts(people: list[Someone]) -> Iterator[tuple[Any, ...]]:
    for p in people:
        yield p.tenant.pk, code(2 * p.pk), p.pk, "phone", p.phone, f"+32{p.phone[1:]}", 0
        yield p.tenant.pk, code(2 * p.pk + 1), p.pk, "email", p.email, p.email, 1


def _cohorts(people: list[Someone]) -> dict[int, int]:
    """Open a cohort of a year in each half-year of each incubator; return the cohort of the half of the people who are in one."""

    def key(p: Someone) -> tuple[int, int, int, bool]:
        assert p.enrolled is not None
        return p.tenant.pk, p.tenant.programme, p.enrolled.year, p.enrolled.month > 6

    members = [p for p in people if p.enrolled and p.pk % 2]
    opened = {one: number for number, one in enumerate(sorted({key(p) for p in members}), start=1)}
    for (tenant, programme, year, late), number in opened.items():
        first = date(year, 7 if late else 1, 1)
        Cohort.objects.create(
            pk=number,
            incubator_id=tenant,
            code=code(number),
            programme_id=programme,
            name=f"{year}, {'automne' if late else 'printemps'}",
            starts_on=first,
            ends_on=first + timedelta(days=365),
        )
    return {p.pk: opened[key(p)] for p in members}


def _write_participations(people: list[Someone]) -> None:
    cohorts = _cohorts(people)
    columns = ["id", "incubator_id", "code", "person_id", "programme_id", "coach_id", "state", "applied_on", "enrolled_on"]
    write(
        journeys.Participation,
        [*columns, "ended_on", "exit_reason_id", "last_news_on", "cohort_id"],
        (
            (
                *(p.pk, p.tenant.pk, p.code, p.pk, p.tenant.programme, p.coach, str(p.state), _day(p.applied), _day(p.enrolled)),
                *(_day(p.ended), p.tenant.exits[p.pk % 8] if p.ended else None, _day(p.news), cohorts.get(p.pk)),
            )
            for p in people
        ),
    )
    write(
        journeys.ParticipationMove,
        ["incubator_id", "participation_id", "state", "on"],
        ((p.tenant.pk, p.pk, str(state), _day(day)) for p in people for state, day in crowd.ways(p)),
    )


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


STEPS = ("idea", "model", "test", "launched")


def _write_projects(people: list[Someone]) -> None:
    holders = [p for p in people if p.enrolled and p.pk % 10 < 7]
    reached = {p.pk: 1 + p.pk // 10 % 4 for p in holders}

    def step_day(p: Someone, step: int) -> date:
        assert p.enrolled is not None
        return p.enrolled + timedelta(days=(p.news - p.enrolled).days * (step + 1) // 5)

    columns = ["id", "incubator_id", "code", "programme_id", "name", "sector_id", "stage_id", "launched_on"]
    write(
        journeys.Project,
        columns,
        (
            (
                *(p.pk, p.tenant.pk, p.code, p.tenant.programme, f"Atelier {p.last}", p.tenant.sectors[p.pk % 12]),
                *(p.tenant.stages[STEPS[reached[p.pk] - 1]], _day(step_day(p, 3)) if reached[p.pk] == 4 else None),
            )
            for p in holders
        ),
    )
    write(journeys.ProjectHolder, ["project_id", "person_id"], ((p.pk, p.pk) for p in holders))
    write(
        journeys.StageMove,
        ["incubator_id", "project_id", "stage_id", "on"],
        (
            (p.tenant.pk, p.pk, p.tenant.stages[STEPS[step]], _day(step_day(p, step)))
            for p in holders
            for step in range(reached[p.pk])
        ),
    )


def _write_sessions(people: list[Someone]) -> None:
    lengths = (10, 20, 30, 45, 60, 60, 90, 120)
    random = Random(1)
    held = [(p, day) for p in people for day in p.held]
    columns = ["id", "incubator_id", "code", "kind_id", "held_on", "minutes", "given_by_id", "noted_by_id"]
    write(
        journeys.Session,
        columns,
        (
            (
                *(pk, p.tenant.pk, code(pk), p.tenant.kinds[random.choice((0, 0, 0, 1, 2, 3, 4, 4, 5, 6))], _day(day)),
                *(random.choice(lengths), p.coach, p.coach),
            )
            for pk, (p, day) in enumerate(held, start=1)
        ),
    )
    write(
        journeys.Attendance,
        ["incubator_id", "session_id", "person_id", "participation_id"],
        ((p.tenant.pk, pk, p.pk, p.pk) for pk, (p, _day_) in enumerate(held, start=1)),
    )
    # The same text for all: what is measured is reading it, and encrypting a million would take longer than all the rest.
    body = note_cipher().encrypt("Premier calcul de prix, ensemble. À refaire avec de vrais tickets.".encode()).decode()
    write(
        journeys.SessionNote,
        ["session_id", "visibility", "body", "author_id"],
        ((pk, "shared" if pk % 3 else "team", body, p.coach) for pk, (p, _day_) in enumerate(held, start=1) if pk % 2),
    )


def _write_next_acts(people: list[Someone]) -> None:
    columns = ["incubator_id", "code", "person_id", "owner_id", "what", "due_on", "at", "done_on"]
    write(journeys.NextAct, columns, _acts(people))


def _acts(people: list[Someone]) -> Iterator[tuple[Any, ...]]:
    for p in people:
        if not p.enrolled:
            continue
        yield p.tenant.pk, code(2 * p.pk), p.pk, p.coach, "Relire le plan", _day(p.enrolled), None, _day(p.enrolled)
        if p.ended is None:
            due = TODAY + timedelta(days=p.pk % 30 - 4)
            yield (
                p.tenant.pk,
                code(2 * p.pk + 1),
                p.pk,
                p.coach if p.pk % 2 else None,
                "Essayer deux prix",
                _day(due),
                "10:00",
                None,
            )


# What is measured ------------------------------------------------------------------------------------------------


def targets() -> dict[str, Any]:
    """Return the session cookies, names and codes that the measurements go through."""
    main = Incubator.objects.get(slug="liege")
    persons = Person.objects.filter(incubator=main)
    middle = persons.order_by("pk")[: persons.count()][:: max(1, persons.count() // 60)]
    active = journeys.Participation.objects.underway().filter(incubator=main).select_related("person").order_by("pk")
    return {
        "cookies": {name: _cookie(f"{name}@example.org") for name in ("lead", "coach")},
        "slug": "liege",
        "persons": [person.code for person in middle][:60],
        "active": [row.person.code for row in active[:60]],
        "rare": [fold(person.full_name.split()[-1]) for person in middle][:60],
        "frequent": crowd.FREQUENT.lower(),
        "year": TODAY.year - 1,
        "kind": SessionKind.objects.filter(incubator=main).first().code,  # type: ignore[union-attr]
        "rows": {"persons": Person.objects.count(), "sessions": journeys.Session.objects.count()},
    }


def _cookie(email: str) -> str:
    """Sign an account in and return its session's key."""
    # As somebody who has set up their second step: the column that pages ask.
    Account.objects.filter(email=email).update(has_second_factor=True)
    account = Account.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main() -> None:
    persons, sessions = (int(text) for text in sys.argv[1:3])
    call_command("migrate", verbosity=0, interactive=False)
    if Person.objects.count() < persons:
        fill(persons, sessions)
    print(json.dumps(targets()))
    connection.close()
