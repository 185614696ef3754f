"""Writing very many rows at once: `executemany` on SQLite, COPY on PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from interlab.core.dates import today
from interlab.core.statistics import refresh_statistics


def code(number: int) -> str:
    """Return a code that looks random: neighbours in the table aren't neighbours in the index."""
    return f"{number * 0x9E3779B97F4A7C15 % 16**12:012x}"


def write(model: type[models.Model], columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert `rows` of `columns` (attribute names); every other column gets its default."""
    fields = [field for field in model._meta.concrete_fields if field.attname not in columns]
    fields = [field for field in fields if not field.primary_key]
    rest = [_default(field) for field in fields]
    column_of = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    names = [column_of[name] for name in columns] + [column_of[field.attname] for field in fields]
    spots = [(place, make) for place, make in enumerate(rest, start=len(columns)) if callable(make)]
    constants = tuple(None if callable(value) else value for value in rest)
    _insert(model._meta.db_table, names, (_filled(row + constants, spots) for row in rows))


def _filled(row: tuple[Any, ...], spots: list[tuple[int, Callable[[], Any]]]) -> tuple[Any, ...]:
    if not spots:
        return row
    made = list(row)
    for place, make in spots:
        made[place] = make()
    return tuple(made)


def _default(field: models.Field) -> Any:
    """Return a column's default as the database holds it; a function when each row needs its own."""
    if field.attname == "code":
        number = count(1)
        return lambda: code(next(number))
    if getattr(field, "auto_now_add", False):
        return moment(timezone.now()) if isinstance(field, models.DateTimeField) else today().isoformat()
    if isinstance(field, models.JSONField):
        return json.dumps(field.get_default())
    value = field.get_default()
    return None if value is None and field.null else value


def moment(value: datetime) -> str:
    text = value.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%d %H:%M:%S")
    return text if connection.vendor == "sqlite" else f"{text}+00"


def _insert(table: str, names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        marks = ", ".join("?" * len(names))
        connection.connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)
        return
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def quick_but_unsafe() -> None:
    """Let SQLite write without care: what is filled can be filled again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("synchronous=OFF", "cache_size=-600000", "foreign_keys=OFF"):
                cursor.execute(f"PRAGMA {pragma}")


def settle(written: list[type[models.Model]]) -> None:
    """Set the sequences behind what was written with its own keys; let the database learn how rows are spread, as each start does."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            refresh_statistics()
        else:
            cursor.execute("VACUUM ANALYZE")
