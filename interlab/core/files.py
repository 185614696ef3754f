"""Files that go with their row: deleted once the row is gone for certain, never before."""

from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile


def forget_stored(storage: Storage, name: str | None) -> None:
    """Delete the file called `name` when the transaction is committed; none is fine."""
    if name:
        transaction.on_commit(partial(storage.delete, name))


def forget_file(file: FieldFile) -> None:
    """Delete a row's file when the transaction is committed; a row without one is fine."""
    forget_stored(file.storage, file.name)
