"""What is measured: each screen beside the floor of equal work, by turns, so that a busy moment hits both."""

import re
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, Protocol

WARM_UP = 5
NOTED = "Trois prix essayés au marché : 22 € part le mieux."


class ScreenFailed(Exception):
    """A screen didn't answer as it should."""


class Answered(Protocol):
    status: int
    body: bytes
    ms: float


class Asker(Protocol):
    """Whoever asks for pages: over HTTP, or inside this process."""

    def get(self, path: str) -> Any: ...

    def post(self, path: str, typed: dict[str, str]) -> Any: ...


# Gives the asker signed in as "lead" or "coach", or as nobody ("").
AskerOf = Callable[[str], Asker]
Ask = Callable[[int], Answered]


@dataclass(frozen=True)
class Screen:
    """A screen: how it is asked (the n-th time), how its floor is, and how many times as slow as that it may be."""

    name: str
    ask: Ask
    floor: Ask
    target: float | None = None


@dataclass(frozen=True)
class Measure:
    """Milliseconds: the middle and the slowest but five of a hundred, and the floor's middle."""

    ms: float
    p95: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.ms / self.floor


@dataclass(frozen=True)
class Throng:
    """What many clients at once got: answers a second, and their waiting."""

    each_second: float
    ms: float
    p95: float


def screens(data: dict[str, Any], product: AskerOf, floor: AskerOf, *, on_sqlite: bool) -> list[Screen]:
    """Return the screens, asked of the product and of its floor."""
    home, codes, rare = f"/{data['slug']}", data["persons"], data["rare"]
    lead, coach, nobody = product("lead"), product("coach"), product("")
    plain, plain_coach, plain_nobody = floor("lead"), floor("coach"), floor("")
    wide = 2.5 if on_sqlite else 1.5

    def search(name: str, words: list[str]) -> Screen:
        return Screen(
            f"search, {name}",
            lambda n: lead.get(f"{home}/people/?q={words[n % len(words)]}"),
            lambda n: plain.get(f"{home}/search/?q={words[n % len(words)]}"),
            wide,
        )

    return [
        Screen("list", lambda _n: lead.get(f"{home}/people/"), lambda _n: plain.get(f"{home}/list/"), wide),
        search("rare", rare),
        search("frequent", [data["frequent"]]),
        search("two words", [f"{data['frequent']}+{word[:2]}" for word in rare]),
        Screen(
            "person",
            lambda n: lead.get(f"{home}/people/{codes[n % len(codes)]}/"),
            lambda n: plain.get(f"{home}/person/{codes[n % len(codes)]}/"),
            1.5,
        ),
        Screen("note a session", noting(coach, data), _noting_plainly(plain, data), 2),
        Screen("today, coach", lambda _n: coach.get(f"{home}/"), lambda _n: plain_coach.get(f"{home}/today/?mine")),
        Screen("today, team", lambda _n: lead.get(f"{home}/?who=team"), lambda _n: plain.get(f"{home}/today/")),
        Screen("sign-in", lambda _n: nobody.get("/account/login/"), lambda _n: plain_nobody.get("/sign-in/")),
        Screen(
            "figures of a year",
            lambda _n: lead.get(f"{home}/figures/?year={data['year']}"),
            lambda _n: plain.get(f"{home}/figures/{data['year']}/"),
        ),
    ]


def noting(coach: Asker, data: dict[str, Any]) -> Ask:
    """Return the sending of a quick note, as the sheet sends it."""
    address, active = f"/{data['slug']}/note/", data["active"]
    tokens: list[str] = []

    def note(n: int) -> Answered:
        if not tokens:
            page = plain_text(coach.get(f"{address}?person={active[0]}").body)
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            if found is None:
                raise ScreenFailed("the quick note has no form")
            tokens.append(found[1])
        key = secrets.token_hex(6)
        typed = {"csrfmiddlewaretoken": tokens[0], "form_key": key, "person": active[n % len(active)]}
        typed |= {"day": "today", "length": "60", "kind": data["kind"], "text": NOTED, "visibility": "team"}
        answer: Answered = coach.post(address, typed)
        return answer

    return note


def plain_text(body: bytes) -> str:
    """Return a page's text, unpacked where it came packed."""
    import gzip

    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def _noting_plainly(plain: Asker, data: dict[str, Any]) -> Ask:
    active = data["active"]
    return lambda n: plain.post(f"/{data['slug']}/note/", {"person": active[n % len(active)], "kind": data["kind"]})


def asked(ask: Ask, n: int) -> float:
    """Ask once and return the milliseconds; whatever isn't the page is a failure."""
    answer = ask(n)
    if answer.status not in (200, 302, 303):
        raise ScreenFailed(f"answered {answer.status}")
    return answer.ms


def measured(screen: Screen, times: int) -> Measure:
    """Ask by turns, one at a time."""
    for n in range(WARM_UP):
        asked(screen.ask, n), asked(screen.floor, n)
    own: list[float] = []
    floor: list[float] = []
    for n in range(times):
        own.append(asked(screen.ask, n))
        floor.append(asked(screen.floor, n))
        # What takes seconds is known after a few.
        if sum(own) + sum(floor) > 20_000 and len(own) >= 5:
            break
    return Measure(median(own), _p95(own), median(floor))


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def thronged(asks: list[Ask], seconds: float) -> Throng:
    """Let every one of `asks` ask again and again at once, for so many seconds."""
    until = time.monotonic() + seconds

    def one(number: int) -> list[float]:
        waited = []
        while time.monotonic() < until:
            waited.append(asked(asks[number], number * 7 + len(waited)))
        return waited

    with ThreadPoolExecutor(len(asks)) as pool:
        waited = [ms for some in pool.map(one, range(len(asks))) for ms in some]
    return Throng(len(waited) / seconds, median(waited), _p95(waited))
