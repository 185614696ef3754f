"""What is measured: each screen beside the floor of equal work, by turns, so that a busy moment hits both."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.client import Answer, Client

WARM_UP = 5


class ScreenFailed(Exception):
    """A screen didn't answer as it should."""


@dataclass(frozen=True)
class Screen:
    """A screen: how it is asked (the n-th time), how its floor is, and how many times as slow as that it may be."""

    name: str
    ask: Callable[[int], Answer]
    floor: Callable[[int], Answer]
    target: float | None = None


@dataclass(frozen=True)
class Measure:
    """Medians in milliseconds."""

    ms: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.ms / self.floor


def screens(data: dict[str, Any], product: int, floor: int, *, on_sqlite: bool) -> list[Screen]:
    """Return the screens, asked of the server on port `product` and its floor on port `floor`."""
    home = f"/{data['slug']}"
    lead, coach = (Client(product, {"sessionid": data["cookies"][name]}) for name in ("lead", "coach"))
    plain = Client(floor, {"sessionid": data["cookies"]["lead"]})
    rare, codes, active = data["rare"], data["persons"], data["active"]
    frequent = data["frequent"]
    wide = 2.5 if on_sqlite else 1.5

    def floor_of(path: str) -> Callable[[int], Answer]:
        return lambda _n: plain.get(f"{home}/{path}")

    return [
        Screen("list", lambda _n: lead.get(f"{home}/people/"), floor_of("list/"), wide),
        Screen(
            "search, rare",
            lambda n: lead.get(f"{home}/people/?q={rare[n % len(rare)]}"),
            lambda n: plain.get(f"{home}/search/?q={rare[n % len(rare)]}"),
            wide,
        ),
        Screen("search, frequent", lambda _n: lead.get(f"{home}/people/?q={frequent}"), floor_of(f"search/?q={frequent}"), wide),
        Screen(
            "person",
            lambda n: lead.get(f"{home}/people/{codes[n % len(codes)]}/"),
            lambda n: plain.get(f"{home}/person/{codes[n % len(codes)]}/"),
            1.5,
        ),
        Screen("note a session", _noting(coach, data), _noting_plainly(plain, data, active), 2),
        Screen("today, coach", lambda _n: coach.get(f"{home}/"), floor_of("today/")),
        Screen("today, team", lambda _n: lead.get(f"{home}/?who=team"), floor_of("today/")),
        Screen(
            "figures of a year", lambda _n: lead.get(f"{home}/figures/?year={data['year']}"), floor_of(f"figures/{data['year']}/")
        ),
    ]


def _noting(coach: Client, data: dict[str, Any]) -> Callable[[int], Answer]:
    """Return the sending of a quick note, as the sheet sends it."""
    address, active = f"/{data['slug']}/note/", data["active"]
    tokens: list[str] = []

    def note(n: int) -> Answer:
        if not tokens:
            page = coach.get(f"{address}?person={active[0]}").body.decode()
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            if found is None:
                raise ScreenFailed("the quick note has no form")
            tokens.append(found[1])
        typed = {
            "csrfmiddlewaretoken": tokens[0],
            "person": active[n % len(active)],
            "day": "today",
            "length": "60",
            "kind": data["kind"],
            "text": "Trois prix essayés au marché : 22 € part le mieux.",
            "visibility": "team",
            "form_key": secrets.token_hex(8),
        }
        return coach.post(address, typed)

    return note


def _noting_plainly(plain: Client, data: dict[str, Any], active: list[str]) -> Callable[[int], Answer]:
    return lambda n: plain.post(f"/{data['slug']}/note/", {"person": active[n % len(active)], "kind": data["kind"]})


def measured(screen: Screen, times: int) -> Measure:
    """Ask by turns and return both medians."""
    for n in range(WARM_UP):
        for ask in (screen.ask, screen.floor):
            answer = ask(n)
            if answer.status not in (200, 302, 303):
                raise ScreenFailed(f"answered {answer.status}")
    pairs = []
    spent = 0.0
    for n in range(times):
        pairs.append((screen.ask(n).ms, screen.floor(n).ms))
        spent += sum(pairs[-1])
        # What takes seconds is known after a few.
        if spent > 20_000 and len(pairs) >= 5:
            break
    return Measure(median(ms for ms, _floor in pairs), median(floor for _ms, floor in pairs))
