"""What must outlive a power cut, and which commits needn't. A killed process loses nothing either way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

_QUICK = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit=off"}
_SAFE = {"sqlite": "PRAGMA synchronous=FULL", "postgresql": "SET synchronous_commit=on"}


@contextmanager
def quick_commits() -> Iterator[None]:
    """Don't wait for the disk at each commit inside. Nothing is broken by a power cut; the last commits may be missing after it."""
    if connection.in_atomic_block:
        # A transaction is under way: its own commit counts.
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_QUICK[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_SAFE[connection.vendor])


def write_through(path: Path) -> None:
    """Have the disk itself hold what was written, a file or the list of a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
