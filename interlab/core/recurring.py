"""Work that comes back by itself: each app says in its `schedule.py` what is done and how often; the worker does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Recurring:
    """What `run` does is harmless when done twice: a worker may be lost in the middle of it."""

    name: str
    every: timedelta
    run: Callable[[], None]


_RECURRING: dict[str, Recurring] = {}


def recurring(name: str, *, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Have the function beneath run `every` so often, for all incubators; `name` is its own for ever ("privacy.retention")."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        _RECURRING[name] = Recurring(name, every, run)
        return run

    return register


def all_recurring() -> list[Recurring]:
    """Return what the apps have scheduled, by name."""
    autodiscover_modules("schedule")
    return [_RECURRING[name] for name in sorted(_RECURRING)]
