"""Telling apart what goes wrong around us: no room, no database, too many at once; and what of a request was saved by then."""

import errno
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction


class Failure(StrEnum):
    FULL = "full"
    AWAY = "away"
    BUSY = "busy"


class Saved(StrEnum):
    """What became of what was sent, as far as anybody can say."""

    NOTHING = "nothing"
    UNSURE = "unsure"
    PERHAPS_ALL = "perhaps all"


_BY_SQLITE_CODE = {
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_BUSY: Failure.BUSY,
    sqlite3.SQLITE_LOCKED: Failure.BUSY,
    **dict.fromkeys(
        (
            *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL),
            *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB),
        ),
        Failure.AWAY,
    ),
}
# PostgreSQL's SQLSTATE, or its first two signs.
_BY_STATE = {
    "53100": Failure.FULL,
    "53": Failure.BUSY,
    "55P03": Failure.BUSY,
    "57014": Failure.BUSY,
    "40": Failure.BUSY,
    "08": Failure.AWAY,
    "57": Failure.AWAY,
    "58": Failure.AWAY,
    "25006": Failure.AWAY,
    "3D000": Failure.AWAY,
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def failure_of(error: BaseException | None) -> Failure | None:
    """Return what failed around us, or None when the fault is our own."""
    chain = list(_chain(error))
    found = next((failure for one in chain if (failure := _known(one)) is not None), None)
    if found is not None or connection.vendor == "sqlite":
        return found
    # Without a code of its own PostgreSQL's client says that there is no connection, or none in time.
    lost = any(isinstance(one, OperationalError | InterfaceError) and _without_state(one) for one in chain)
    return Failure.AWAY if lost else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _step in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _known(error: BaseException) -> Failure | None:
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return Failure.FULL
    if isinstance(error, sqlite3.Error):
        # The first byte is the kind, what is above it says more.
        return _BY_SQLITE_CODE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
    state = getattr(error, "sqlstate", None)
    if not isinstance(state, str):
        return None
    if "No space left" in str(error):
        return Failure.FULL
    return _BY_STATE.get(state) or _BY_STATE.get(state[:2])


def _without_state(error: BaseException) -> bool:
    return getattr(error.__cause__, "sqlstate", None) is None


# Open visits and the keys of forms are ours, not what somebody typed.
_NOT_TYPED = ('"django_session"', '"core_')


class WriteWatch:
    """Put around a request: knows afterwards whether anything that was sent has been committed."""

    def __init__(self) -> None:
        self.committed = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE") and not any(table in sql for table in _NOT_TYPED):
            if connection.in_atomic_block:
                transaction.on_commit(self.note, robust=True)
            else:
                self.note()
        return result

    def note(self) -> None:
        self.committed = True

    def saved(self, error: BaseException | None, failure: Failure | None) -> Saved:
        """Say what was saved when `error` ended the request. A connection lost while committing leaves it open."""
        if self.committed:
            return Saved.PERHAPS_ALL
        lost = failure is Failure.AWAY and any(isinstance(one, DatabaseError | InterfaceError) for one in _chain(error))
        return Saved.UNSURE if lost and _while_committing(error) else Saved.NOTHING


def _while_committing(error: BaseException | None) -> bool:
    frames = (frame for one in _chain(error) for frame, _line in traceback.walk_tb(one.__traceback__))
    return any(frame.f_code.co_name in ("_commit", "commit") for frame in frames)
