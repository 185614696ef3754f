"""Files that belong to rows: on the disk before the row is, gone when it doesn't come, and deleted once it is gone for certain."""

import logging
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import local

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.db import connection, transaction
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from interlab.core.durability import write_through

logger = logging.getLogger(__name__)
# Longer than any request or task: what has no row by then never will.
FORGOTTEN_AFTER = 24 * 3600


class _Waiting(local):
    def __init__(self) -> None:
        self.names: dict[str, FileSystemStorage] = {}


_waiting = _Waiting()


class RowFileStorage(FileSystemStorage):
    """Keeps a file whole or not at all; one written in a transaction waits for it: see `forget_uncommitted_files`."""

    def _save(self, name: str, content: File) -> str:
        wanted = Path(self.path(name))
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc]
            # The disk itself holds the file before its row says so.
            for place in (file := Path(self.path(kept)), file.parent):
                write_through(place)
        except OSError:
            # A full disk leaves the part that found room. The name was free: nobody else's file is there.
            with suppress(OSError):
                wanted.unlink(missing_ok=True)
            raise
        if connection.in_atomic_block:
            _waiting.names[kept] = self
            transaction.on_commit(lambda: _waiting.names.pop(kept, None), robust=True)
        return kept


def forget_uncommitted_files() -> None:
    """Delete the files whose transaction was taken back. Called when a request is over and no transaction is open."""
    if not _waiting.names or connection.in_atomic_block:
        return
    names, _waiting.names = _waiting.names, {}
    for name, storage in names.items():
        try:
            storage.delete(name)
        except OSError:
            logger.exception("a file without a row could not be deleted")


def delete_files_without_rows() -> int:
    """Delete the files of a day ago or older that no row names, and return how many: a killed process leaves such."""
    root = Path(default_storage.path(""))
    if not root.is_dir():
        return 0
    oldest = time.time() - FORGOTTEN_AFTER
    found = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file() and path.stat().st_mtime < oldest}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                for name in model._default_manager.values_list(field.attname, flat=True).iterator():
                    found.pop(str(name), None)
    for path in found.values():
        path.unlink(missing_ok=True)
    return len(found)


def forget_stored(storage: Storage, name: str | None) -> None:
    """Delete the file called `name` when the transaction is committed; none is fine."""
    if name:
        # One that can't be deleted is told in the log, and keeps nothing else from being done.
        transaction.on_commit(partial(storage.delete, name), robust=True)


def forget_file(file: FieldFile) -> None:
    """Delete a row's file when the transaction is committed; a row without one is fine."""
    forget_stored(file.storage, file.name)
