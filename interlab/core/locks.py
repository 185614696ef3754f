"""One at a time, whatever the database and however many machines."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# A number that nothing else in the database uses: "interlab prepares", squeezed.
_PREPARING = 0x17E41AB


@contextmanager
def preparing() -> Iterator[None]:
    """Wait until nobody else brings the tables or the static files up to date, then keep others waiting."""
    Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.VAR_DIR) / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        # A connection of its own: the lock is held as long as it is, and goes with it if we are killed.
        own = connection.copy()
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
                yield
        finally:
            own.close()
