"""What must be the same before and after: each app says in its `keeping.py` what it recognises its data by."""

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.utils.module_loading import autodiscover_modules

Mark = Callable[[date], dict[str, str]]
_MARKS: dict[str, Mark] = {}


def mark(name: str) -> Callable[[Mark], Mark]:
    """Have the function beneath say what is recognised: digests by their names, for a copy made on a day. It only reads."""

    def register(function: Mark) -> Mark:
        _MARKS[name] = function
        return function

    return register


def all_marks(on: date) -> dict[str, dict[str, str]]:
    """Return every app's marks for a copy made `on` that day."""
    autodiscover_modules("keeping")
    return {name: _MARKS[name](on) for name in sorted(_MARKS)}


def rows_by_table() -> dict[str, int]:
    """Return how many rows each table holds."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the database's own names
            found[table] = cursor.fetchone()[0]
    return found


def applied_migrations() -> list[str]:
    """Return the migrations this database has been through."""
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return []
        cursor.execute("SELECT app, name FROM django_migrations")
        return sorted(f"{app}.{name}" for app, name in cursor.fetchall())
