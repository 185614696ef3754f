"""A PostgreSQL database, dumped at one moment by its own tools, and replaced by renaming in one transaction."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection, transaction

from interlab.core.keeping.errors import CannotKeep

INSTALL = "On Debian: apt-get install postgresql-client"
MAY_NOT_CREATE = "The role {role} may not create databases, which a restore needs: ALTER ROLE {role} CREATEDB, as the superuser."
STILL_OPEN = "Others keep using this database: stop InterLab first (systemctl stop interlab), then restore again."
ATTEMPTS = 5


def program(name: str) -> str:
    """Return where a tool of PostgreSQL is: the newest one, which reads every older server."""
    folders = [path for base in ("/usr/lib/postgresql", "/usr/pgsql") for path in Path(base).parent.glob(f"{Path(base).name}*")]
    found = [path for folder in folders for path in (folder / "bin" / name, *folder.glob(f"*/bin/{name}")) if path.exists()]
    newest = max(found, key=lambda path: int("".join(filter(str.isdigit, str(path))) or 0), default=None)
    where = str(newest) if newest else shutil.which(name)
    if where is None:
        raise CannotKeep(f"{name} isn't installed; a copy of PostgreSQL needs it. {INSTALL}")
    return where


def _reach(database: str | None = None) -> dict[str, Any]:
    """Return how to reach the server, as libpq names it."""
    known = connection.settings_dict
    told = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    told |= {name: value for name, value in known.get("OPTIONS", {}).items() if name.startswith(("ssl", "service"))}
    return {name: str(value) for name, value in told.items() if value} | {"dbname": database or known["NAME"]}


def _run(name: str, *arguments: str, database: str) -> None:
    reach = _reach(database)
    # Never on the command line, where every user of the machine reads it.
    environment = os.environ | {"PGPASSWORD": reach.pop("password", "")}
    address = " ".join(f"{key}='{value}'" for key, value in reach.items())
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tool
        [program(name), "--no-password", "--dbname", address, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["it said nothing"])[0]
        raise CannotKeep(f"{name} failed: {why}")


class Postgresql:
    engine = "postgresql"
    part = "database.dump"

    @property
    def name(self) -> str:
        return str(settings.DATABASES["default"]["NAME"])

    @property
    def staged(self) -> str:
        return f"{self.name}_restoring"

    @property
    def replaced(self) -> str:
        return f"{self.name}_replaced"

    def size(self) -> int:
        """Return the bytes a copy takes at the most."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])

    @contextmanager
    def frozen(self) -> Iterator[Callable[[Path], Path]]:
        """Hold one moment: what is read and copied inside is of the same moment, while others go on writing."""
        program("pg_dump")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]

            def write(folder: Path) -> Path:
                path = folder / self.part
                options = ("--format=custom", "--compress=1", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
                _run("pg_dump", *options, f"--file={path}", database=self.name)
                return path

            yield write

    def stage(self, copy: Path, *, jobs: int) -> str:
        """Restore a copy into a new database beside the old one, and return its address."""
        program("pg_restore")
        self.discard()
        with _server() as server:
            like = server.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = %s", [self.name]).fetchone()
            collate, ctype = like or ("C.UTF-8", "C.UTF-8")
            # Names and locales can't be parameters there.
            self._create(server, collate, ctype)
        _run("pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", f"--jobs={jobs}", str(copy), database=self.staged)
        address = urlsplit(settings.DATABASE_URL)
        return urlunsplit(address._replace(path=f"/{self.staged}"))

    def _create(self, server: Any, collate: str, ctype: str) -> None:
        from psycopg import errors, sql

        made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}")
        try:
            server.execute(made.format(sql.Identifier(self.staged), sql.Literal(collate), sql.Literal(ctype)))
        except errors.InsufficientPrivilege:
            raise CannotKeep(MAY_NOT_CREATE.format(role=connection.settings_dict["USER"])) from None

    def settle(self) -> None:
        """Let the new database know how its rows are spread."""
        import psycopg

        with psycopg.connect(**_reach(self.staged), autocommit=True) as staged:
            staged.execute("VACUUM ANALYZE")

    def swap(self) -> None:
        """Rename both databases in one transaction: either the old or the new one has the name, at any moment."""
        from psycopg import errors, sql

        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        old, new, away = (sql.Identifier(name) for name in (self.name, self.staged, self.replaced))
        with _server() as server:
            for _attempt in range(ATTEMPTS):
                there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone()
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s) AND pid <> pg_backend_pid()",
                    [self.name, self.staged],
                )
                try:
                    with server.transaction():
                        if there:
                            server.execute(rename.format(old, away))
                        server.execute(rename.format(new, old))
                except errors.ObjectInUse:
                    time.sleep(0.5)
                else:
                    break
            else:
                raise CannotKeep(STILL_OPEN)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(away))

    def discard(self) -> None:
        """Take away what a restore that didn't end has left."""
        from psycopg import sql

        with _server() as server:
            # The replaced one goes only while the name is taken: else it would be the last there is.
            named = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone()
            for name in (self.staged, self.replaced) if named else (self.staged,):
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _server() -> Iterator[Any]:
    """Reach the server through the database that every server has, outside transactions."""
    import psycopg

    try:
        server = psycopg.connect(**_reach("postgres"), autocommit=True)
    except psycopg.OperationalError as error:
        raise CannotKeep(f"PostgreSQL can't be reached: {str(error).splitlines()[0]}") from error
    with server:
        yield server
