"""A SQLite database, copied while it is written to, and replaced by renaming."""

import gzip
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from interlab.core.durability import write_through
from interlab.core.keeping.archive import CHUNK, squeeze
from interlab.core.keeping.errors import CannotKeep
from interlab.core.statistics import ROWS_LOOKED_AT

STILL_OPEN = "InterLab is still running on this database: stop it first (systemctl stop interlab), then restore again."
WAIT_FOR_OTHERS = 10


class Sqlite:
    engine = "sqlite"
    part = "database.sqlite3.gz"

    @property
    def path(self) -> Path:
        return Path(settings.DATABASES["default"]["NAME"])

    @property
    def staged(self) -> Path:
        return self.path.with_name(f"{self.path.name}.restoring")

    def size(self) -> int:
        """Return the bytes a copy takes."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            return int(cursor.fetchone()[0])

    @contextmanager
    def frozen(self) -> Iterator[Callable[[Path], Path]]:
        """Hold one moment: what is read and copied inside is of the same moment, while others go on writing."""
        with connection.cursor() as cursor:
            # A reading transaction, which Django doesn't know; it begins with the first read.
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT count(*) FROM sqlite_master")
            try:
                yield self.write
            finally:
                cursor.execute("ROLLBACK")

    def write(self, folder: Path) -> Path:
        """Copy the database into `folder`, check the copy, and return its compressed file."""
        path = folder / self.part.removesuffix(".gz")
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            _check(copy)
        return squeeze(path)

    def stage(self, copy: Path, *, jobs: int) -> str:
        """Unpack a copy beside the database, check it, and return its address."""
        self.discard()
        with gzip.open(copy) as packed, self.staged.open("wb") as plain:
            shutil.copyfileobj(packed, plain, CHUNK)
        self.staged.chmod(0o600)
        with closing(sqlite3.connect(self.staged)) as staged:
            _check(staged)
        return f"sqlite:///{self.staged.absolute()}"

    def settle(self) -> None:
        """Make the staged database one file, on the disk itself, that knows how its rows are spread."""
        with closing(sqlite3.connect(self.staged)) as staged:
            staged.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
            staged.execute("ANALYZE")
            staged.commit()
            staged.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            staged.execute("PRAGMA journal_mode=DELETE")
        write_through(self.staged)

    def swap(self) -> None:
        """Put the staged database in the place of the old one, in one step. Nobody else may have the old one open."""
        connection.close()
        with self._old_one_alone():
            self.staged.replace(self.path)
        write_through(self.path.parent)

    @contextmanager
    def _old_one_alone(self) -> Iterator[None]:
        if not self.path.exists():
            yield
            return
        with closing(sqlite3.connect(self.path, timeout=1, isolation_level=None)) as old:
            deadline = time.monotonic() + WAIT_FOR_OTHERS
            while True:
                try:
                    # Only who has it alone can take it out of WAL; its log would else be taken for the new one's.
                    old.execute("PRAGMA journal_mode=DELETE")
                    old.execute("BEGIN EXCLUSIVE")
                    break
                except sqlite3.OperationalError:
                    if time.monotonic() > deadline:
                        raise CannotKeep(STILL_OPEN) from None
                except sqlite3.DatabaseError:
                    # A damaged database may be the very reason for restoring.
                    for end in ("-wal", "-shm"):
                        self.path.with_name(self.path.name + end).unlink(missing_ok=True)
                    break
                time.sleep(0.2)
            yield

    def discard(self) -> None:
        """Take away what a restore that didn't end has left."""
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                self.staged.with_name(self.staged.name + end).unlink()


def _check(database: sqlite3.Connection) -> None:
    # Some constraints of tables call Django's functions.
    register(database)

    def rows(statement: str) -> list[Any]:
        return database.execute(statement).fetchall()

    try:
        found = rows("PRAGMA integrity_check")
        broken = rows("PRAGMA foreign_key_check")
    except sqlite3.DatabaseError as error:
        raise CannotKeep(f"The database is damaged: {error}.") from error
    if found != [("ok",)]:
        raise CannotKeep(f"The database is damaged: {found[0][0]}.")
    if broken:
        raise CannotKeep(f"The database is damaged: {len(broken)} rows of {broken[0][0]} and others name rows that aren't there.")
