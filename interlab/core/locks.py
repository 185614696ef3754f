"""One at a time, whatever the database and however many machines."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# A number that nothing else in the database uses.
_PREPARING = 0x17E41AB


@contextmanager
def preparing() -> Iterator[None]:
    """Wait until nobody else brings the tables or the static files up to date, then keep others waiting."""
    places = [Path(settings.VAR_DIR)]
    if connection.vendor == "sqlite":
        # Who shares the database need not share the folder.
        places.append(Path(settings.DATABASES["default"]["NAME"]).parent)
    with ExitStack() as held:
        for place in sorted(set(places)):
            place.mkdir(parents=True, exist_ok=True)
            file = held.enter_context((place / "prepare.lock").open("w"))
            fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            # A connection of its own: the lock is held as long as it is, and goes with it if we are killed.
            own = connection.copy()
            held.callback(own.close)
            cursor = held.enter_context(own.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        yield
