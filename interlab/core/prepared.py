"""Queries whose SQL is written once: Django takes five times as long to write most of them as the database to answer.

    @prepared
    def moves_of(person: int) -> QuerySet[Any]:
        return ParticipationMove.objects.filter(participation__person=person).order_by("-on")[:21]

    moves_of(person.pk)   # the rows, in a list; `moves_of.rows(person.pk)` is the usual queryset

The function is called once with stand-ins, so it can do nothing with its values but filter by them: no comparing, no counting, no
`None`, no day or language of the moment. A value is a whole number, a text, or a list of keys for `among`; what a stand-in doesn't
reach as a value of its own raises TypeError.
"""

from collections.abc import Callable, Sequence
from functools import update_wrapper
from inspect import signature
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.query import QuerySet

from interlab.core.among import as_one_value

Row = TypeVar("Row")
Value = int | str | Sequence[int]
_NUMBER, _TEXT = 4_611_686_018_427_387_000, "\ue000"


class _Ready(Generic[Row]):
    """A query with its SQL, for one connection."""

    def __init__(self, rows: "QuerySet[Any, Row]", stand_ins: list[Value], using: str) -> None:
        self.rows = rows.using(using)
        self.vendor = connections[using].vendor
        self.compiler = self.rows.query.get_compiler(using)
        self.sql, self.pattern = self.compiler.as_sql()
        self.places: list[tuple[int, int]] = []
        for number, value in enumerate(stand_ins):
            places = [place for place, given in enumerate(self.pattern) if given == self._sent(value)]
            if not places:
                raise TypeError(f"value {number + 1} of {rows.model.__name__}'s prepared query isn't a condition of its own")
            self.places += [(place, number) for place in places]
        # What Django calls to read the rows: the SQL is there already.
        self.compiler.as_sql = lambda *args, **options: (self.sql, self.values)
        self.rows.query.get_compiler = lambda *args, **options: self.compiler  # type: ignore[method-assign]

    def fetch(self, given: Sequence[Value]) -> list[Row]:
        values = list(self.pattern)
        for place, number in self.places:
            # A number of its own type: PostgreSQL is told how wide it is.
            values[place] = type(values[place])(self._sent(given[number]))
        self.values = tuple(values)
        read: Any = self.rows._iterable_class
        return list(read(self.rows))

    def _sent(self, value: Value) -> int | str:
        return value if isinstance(value, int | str) else as_one_value(value, self.vendor)


class Prepared(Generic[Row]):
    """See `prepared`."""

    def __init__(self, rows: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self.rows = rows
        kinds = [one.annotation for one in signature(rows).parameters.values()]
        self.stand_ins: list[Value] = [self._stand_in(kind, number) for number, kind in enumerate(kinds)]
        update_wrapper(self, rows)

    @staticmethod
    def _stand_in(kind: Any, number: int) -> Value:
        if kind is int:
            return _NUMBER + number
        return f"{_TEXT}{number}" if kind is str else [_NUMBER + number]

    def __call__(self, *values: Value) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        # A connection belongs to one thread, and so does what was made ready for it.
        known: dict[Any, _Ready[Row]] = connection.__dict__.setdefault("prepared", {})
        ready = known.get(self)
        if ready is None:
            ready = known[self] = _Ready(self.rows(*self.stand_ins), self.stand_ins, DEFAULT_DB_ALIAS)
        if len(values) != len(self.stand_ins) or None in values:
            raise TypeError(f"{len(self.stand_ins)} values wanted, none of them None")
        return ready.fetch(values)


def prepared(rows: Callable[..., "QuerySet[Any, Row]"]) -> Prepared[Row]:
    """Write the SQL of a query once for each connection, and ask it with other values each time."""
    return Prepared(rows)
