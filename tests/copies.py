"""Databases that are copies of one another, each with its own files, so that the same thing can happen in two worlds alike."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import mail
from django.db import connection, connections, models
from django.test.utils import override_settings

_CODE = re.compile(
    r"\b[23456789bcdfghjkmnpqrstvwxz]{12}\b|\b\d{6}\b|\b[0-9a-f]{20,}\b|gAAAA[\w=-]+|\b[0-9a-f]{8}-[0-9a-f-]{27}\b"
)
# Never the same twice, whatever is done.
_NEVER_THE_SAME = re.compile(r"hash|digest|salt|password|signature|secret|token|session_data|sha256|^answer$|key$|^spoken$")


@contextmanager
def database_at(name: str, media: Path) -> Iterator[None]:
    """Let this thread and every new one use the database called `name`, and the files under `media`."""
    before, where = connections["default"], connections.settings["default"]
    was = where["NAME"]
    where["NAME"] = name
    connections["default"] = connections.create_connection("default")
    try:
        with override_settings(MEDIA_ROOT=media):
            yield
    finally:
        connections["default"].close()
        where["NAME"] = was
        connections["default"] = before


class Worlds:
    """A database filled once, and fresh copies of it: files on SQLite, databases made from a template on PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.copies = folder, 0
        self.on_sqlite = connection.vendor == "sqlite"
        self.media = folder / "media"
        self.media.mkdir()
        if self.on_sqlite:
            self.template = str(folder / "template.sqlite3")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [self.template])
        else:
            self.template = f"{connection.settings_dict['NAME']}_template"
            migrated = connection.settings_dict["NAME"]
            connection.close()
            self._run(
                f'DROP DATABASE IF EXISTS "{self.template}"',
                # Threads of earlier tests, or PostgreSQL tidying up by itself: none may look on while it is copied.
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{migrated}'",
                f'CREATE DATABASE "{self.template}" TEMPLATE "{migrated}"',
            )

    def _run(self, *commands: str) -> None:
        with connection._nodb_cursor() as cursor:
            for command in commands:
                cursor.execute(command)

    def to_fill(self) -> Any:
        """Use the template itself, to fill it."""
        return database_at(self.template, self.media)

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """Use a fresh copy, which is gone afterwards. Gives the folder of its files."""
        self.copies += 1
        media = self.folder / f"media-{self.copies}"
        shutil.copytree(self.media, media)
        if self.on_sqlite:
            name = str(self.folder / f"copy-{self.copies}.sqlite3")
            shutil.copy(self.template, name)
        else:
            name = f"{self.template}_{self.copies}"
            self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        try:
            with database_at(name, media):
                mail.outbox.clear()
                yield media
        finally:
            self._drop(name)

    def _drop(self, name: str) -> None:
        if self.on_sqlite:
            for left in self.folder.glob(f"{Path(name).name}*"):
                left.unlink()
        else:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def gone(self) -> None:
        self._drop(self.template)


def what_is_there(media: Path) -> dict[str, list[str]]:
    """Return every row of every table as text, without what is random or of the clock, and the number of files."""
    seen = {model._meta.label: sorted(_rows(model)) for model in apps.get_models() if not model._meta.proxy}
    seen["mail"] = sorted(_CODE.sub("·", one.subject) for one in getattr(mail, "outbox", []))
    seen["files"] = ["file"] * sum(path.is_file() for path in media.rglob("*"))
    return {table: rows for table, rows in seen.items() if rows}


def _rows(model: type[models.Model]) -> Iterator[str]:
    fields = [field for field in model._meta.local_concrete_fields if not _NEVER_THE_SAME.search(field.attname)]
    for row in model._base_manager.all():
        yield " | ".join(_said(field, getattr(row, field.attname)) for field in fields)


def _said(field: models.Field, value: Any) -> str:
    if isinstance(field, models.DateTimeField | models.FileField):
        return f"{field.name}: {'there' if value else 'none'}"
    return f"{field.name}: {_CODE.sub('·', str(value))}"
