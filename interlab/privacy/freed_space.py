"""What was deleted must not be found in the bytes of the database either."""

import logging
import time

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)
_PATIENCE = (0, 0.05, 0.2, 0.5)


def scrub_freed_space() -> bool:
    """Leave nothing of deleted rows in the files of the database; return whether that is certain already.

    SQLite overwrites deleted rows (`secure_delete`), so that only its journal must be emptied: that waits for readers, and the
    daily run tries again. PostgreSQL gives the space back by VACUUM, in the background.
    """
    if connection.vendor != "sqlite":
        # That task runs `vacuum` below: the two modules need each other.
        from interlab.privacy.tasks import vacuum_in_background

        vacuum_in_background.enqueue()
        return False
    if connection.in_atomic_block:
        return False
    for pause in _PATIENCE:
        time.sleep(pause)
        try:
            with connection.cursor() as cursor:
                busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:
            continue
        if not busy:
            return True
    logger.warning("the journal of the database is in use: it is emptied later")
    return False


def vacuum(tables: list[str]) -> None:
    """Have PostgreSQL reuse the space of deleted rows. Not inside a transaction."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
