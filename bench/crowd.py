"""An invented crowd of any size: names as unevenly spread as real ones, ways of ten years, sessions along them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from bench.rows import code
from interlab.core.text import fold
from interlab.journeys.models.participations import State

YEARS = 10
# The share of those who asked for a place and wait: no session yet.
WAITING = 0.03
SYLLABLES = [
    "ba",
    "di",
    "ka",
    "lo",
    "ma",
    "ne",
    "ou",
    "ra",
    "sa",
    "te",
    "vi",
    "ya",
    "ze",
    "chi",
    "dja",
    "fe",
    "gho",
    "li",
    "mou",
    "rus",
]
FREQUENT = "Amina"
FIRST = [FREQUENT, *(f"{a.title()}{b}" for a in SYLLABLES for b in SYLLABLES[:10])]
# The first names are as common as one over their rank.
WEIGHTS = list(accumulate(1 / (rank + 5) for rank in range(len(FIRST))))


@dataclass(frozen=True)
class Tenant:
    """What rows of one incubator point to, by primary key."""

    pk: int
    programme: int
    coaches: list[int]
    kinds: list[int]
    stages: dict[str, int]
    sectors: list[int]
    exits: list[int]


@dataclass(frozen=True)
class Someone:
    """One person: who, where, and the way through the programme. Days are `date`; `ended` None is under way."""

    pk: int
    tenant: Tenant
    first: str
    last: str
    state: str
    coach: int | None
    applied: date
    enrolled: date | None
    ended: date | None
    news: date
    held: list[date]

    @property
    def code(self) -> str:
        return code(self.pk)

    @property
    def full_name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def phone(self) -> str:
        return f"0455{self.pk % 10**6:06}"

    @property
    def email(self) -> str:
        return f"{fold(self.first)}.{fold(self.last)}{self.pk}@example.org"


def crowd(tenants: list[Tenant], shares: list[float], *, persons: int, sessions: int, today: date) -> Iterator[Someone]:
    """Yield `persons` people; the tenant of each follows `shares`, their sessions add up to about `sessions`."""
    random = Random(persons)
    for pk in range(1, persons + 1):
        # The first ones belong to the largest tenant, so that a small crowd has every sort of way there too.
        tenant = random.choices(tenants, shares)[0]
        yield _someone(random, pk, tenant, sessions / persons / (1 - WAITING), today)


def _someone(random: Random, pk: int, tenant: Tenant, sessions: float, today: date) -> Someone:
    last = "".join(random.choices(SYLLABLES, k=random.choice((2, 3, 3, 4)))).title()
    first = random.choices(FIRST, cum_weights=WEIGHTS)[0]
    dice = random.random()
    coach: int | None = random.choice(tenant.coaches)
    if dice < WAITING:
        state, applied = (State.APPLIED if dice < 0.02 else State.WAITLISTED), today - timedelta(days=random.randint(1, 40))
        return Someone(pk, tenant, first, last, state, None, applied, None, None, applied, [])
    if dice < 0.13:
        enrolled, ended = today - timedelta(days=random.randint(10, 400)), None
        state, until = State.ACTIVE, today - timedelta(days=random.choice((1, 2, 4, 7, 9, 12, 15, 18, 25, 40)))
        until = max(until, enrolled)
    else:
        enrolled = today - timedelta(days=random.randint(300, YEARS * 365))
        ended = until = enrolled + timedelta(days=random.randint(60, 280))
        state = State.COMPLETED if dice < 0.5 else State.LEFT
    span = max(1, (until - enrolled).days)
    held = sorted(
        enrolled + timedelta(days=random.randint(0, span)) for _ in range(round(random.uniform(sessions - 4, sessions + 4)))
    )
    held[-1:] = [until]
    return Someone(pk, tenant, first, last, state, coach, enrolled - timedelta(days=15), enrolled, ended, until, held)


def words_of(who: Someone) -> set[str]:
    """Return the words the person is found by, as the application would."""
    found = {fold(who.first), fold(who.last), f"{fold(who.last)}{who.pk}", "example", "org"}
    return found | {who.phone, f"32{who.phone[1:]}"}


def ways(who: Someone) -> list[tuple[Any, ...]]:
    """Return the moves (state, day) of the person's participation."""
    moves: list[tuple[Any, ...]] = [(State.APPLIED, who.applied)]
    if who.enrolled:
        moves.append((State.ENROLLED, who.enrolled))
    if who.ended:
        moves.append((who.state, who.ended))
    return moves
