"""When a commit must be quick rather than safe from a power cut. It is safe from a killed process either way."""

from collections.abc import Iterator
from contextlib import contextmanager

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
