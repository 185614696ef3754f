"""Pages of a list, found by key instead of by offset: the thousandth page costs what the first does."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, with the tokens of the pages before and after (None where there is none)."""

    rows: list[Row]
    next: str | None
    previous: str | None


def _token(row: Model, key: str) -> str:
    value = getattr(row, key)
    text = value.isoformat() if hasattr(value, "isoformat") else value
    return base64.urlsafe_b64encode(json.dumps([text, row.pk]).encode()).decode().rstrip("=")


def _position(token: str) -> tuple[Any, int] | None:
    try:
        value, number = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError):
        return None
    if not isinstance(value, str) or not isinstance(number, int) or abs(number) >= 2**63 or "\x00" in value:
        return None
    return value, number


def _readable(position: tuple[Any, int] | None, rows: QuerySet[Any], key: str) -> tuple[Any, int] | None:
    """Drop a position of another kind of list: a name where days are expected."""
    try:
        return position if position is None or rows.filter(**{key: position[0]}) is not None else None
    except (ValidationError, ValueError):
        return None


def _beyond(key: str, position: tuple[Any, int], ascending: bool) -> Q:
    value, number = position
    op = "gt" if ascending else "lt"
    # The first condition alone bounds the index; the second drops the rows of the same value already shown.
    return Q(**{f"{key}__{op}e": value}) & (Q(**{f"{key}__{op}": value}) | Q(**{f"pk__{op}": number}))


def page_by_key(
    rows: QuerySet[Row], *, key: str, descending: bool = False, after: str = "", before: str = "", size: int = 25
) -> Page[Row]:
    """Return one page of `rows` ordered by (`key`, pk).

    `after` and `before` are tokens from an earlier page; one that can't be read gives the first page. Costs one query.
    """
    position = _readable(_position(before or after), rows, key) if (before or after) else None
    backwards = bool(before) and position is not None
    ascending = (not descending) != backwards
    sign = "" if ascending else "-"
    if position is not None:
        rows = rows.filter(_beyond(key, position, ascending))
    found = list(rows.order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more or backwards)
    has_previous = bool(found) and (more if backwards else position is not None)
    return Page(
        rows=found,
        next=_token(found[-1], key) if has_next else None,
        previous=_token(found[0], key) if has_previous else None,
    )
