"""Who takes care of which rows when two records become one.

Every foreign key to a person, and every column that names one by code, is known here: a test walks the models and fails on
one that nobody takes care of. An app above registers its own in a module called `merging.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from interlab.people.merging.ledger import Ledger
from interlab.people.models import Person

OLDER, NEWER, BOTH = "older", "newer", "both"


@dataclass(frozen=True)
class Question:
    """Something the two records say differently, and that a person decides: `older`, `newer`, or `both` where that can be.

    `default` is "" where nobody but the person asked can know.
    """

    name: str
    label: str | Promise
    older: str
    newer: str
    default: str = OLDER
    both: str = ""
    hint: str | Promise = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(OLDER, self.older), (NEWER, self.newer), *([(BOTH, self.both)] if self.both else [])]


@dataclass
class Merging:
    """A merge under way: both records are locked. `aside` collects (model.field, text) of what is not kept."""

    survivor: Person
    merged: Person
    choices: Mapping[str, str]
    ledger: Ledger = field(default_factory=Ledger)
    aside: list[tuple[str, str]] = field(default_factory=list)

    def newer_chosen(self, name: str) -> bool:
        return self.choices.get(name) == NEWER

    def point_all(self, model: Any, name: str = "person") -> None:
        """Make all rows of a model that lead to the merged record lead to the survivor."""
        self.ledger.point(model._base_manager.filter(**{name: self.merged}), name, self.survivor)


def _no_questions(older: Person, newer: Person) -> Iterable[Question]:
    return ()


@dataclass(frozen=True)
class Rows:
    """Rows that lead to a person. `keys` are the foreign keys taken care of, as "app.Model.field"; `settle` moves the rows.

    `count(persons)` says how many there are of all of them together, each once, and `told(n)` says so in words. `asks` are the
    questions to decide first; `after_undo` puts in order what was changed since (model label, key).
    """

    name: str
    keys: tuple[str, ...]
    settle: Callable[[Merging], None]
    count: Callable[[Sequence[Person]], int] | None = None
    told: Callable[[int], str] | None = None
    asks: Callable[[Person, Person], Iterable[Question]] = _no_questions
    after_undo: Callable[[list[tuple[str, int]]], None] | None = None


@dataclass(frozen=True)
class Side:
    """One line of what comes together: in words, for the older record, the newer one, and both as one."""

    older: str
    newer: str
    together: str


_ROWS: dict[str, Rows] = {}
_TRAILS: set[str] = set()


def register_rows(rows: Rows) -> None:
    """Take care of some rows whenever two records become one, in the order of registration."""
    _ROWS[rows.name] = rows


def register_trail(column: str) -> None:
    """Say that a column ("app.Model.field") names persons by code, stays as it is, and is always read through `codes_of`."""
    _TRAILS.add(column)


@cache
def all_rows() -> tuple[Rows, ...]:
    """Return what every app registered, in the order of the installed apps."""
    autodiscover_modules("merging")
    return tuple(_ROWS.values())


def keys_known() -> set[str]:
    """Return the foreign keys that somebody takes care of."""
    return {key for rows in all_rows() for key in rows.keys}


def trails_known() -> set[str]:
    """Return the columns that name persons by code and are read through `codes_of`."""
    all_rows()
    return set(_TRAILS)


def counts_of(persons: Sequence[Person]) -> dict[str, int]:
    """Return how many rows of each kind lead to these persons, each counted once. One query a kind."""
    return {rows.name: rows.count(persons) for rows in all_rows() if rows.count is not None}


def in_words(counts: Mapping[str, int]) -> list[str]:
    """Say counts in words, without those that are nothing."""
    return [rows.told(counts[rows.name]) for rows in all_rows() if rows.told is not None and counts.get(rows.name, 0) > 0]


def sides_of(older: Person, newer: Person) -> list[Side]:
    """Return what comes together, kind by kind, without the kinds that neither has."""
    first, second, both = counts_of([older]), counts_of([newer]), counts_of([older, newer])
    return [
        Side(rows.told(first[rows.name]), rows.told(second[rows.name]), rows.told(both[rows.name]))
        for rows in all_rows()
        if rows.told is not None and both.get(rows.name)
    ]
