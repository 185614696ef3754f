"""Several tables in one sheet, below or beside one another, become a sheet each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from .folding import fold_header, is_blank
from .headers import known_titles
from .layout import ROWS_SEARCHED
from .shapes import Row, Sheet

_NAMES = frozenset({"full_name", "family_name", "given_name"})


def part_name(sheet: Sheet, number: int) -> str:
    """The name of a sheet's further table: brackets are allowed in no sheet's own name."""
    return sheet.name if number == 1 else f"{sheet.name} [{number}]"


def only_columns(sheet: Sheet, keep: Callable[[int], bool]) -> Sheet:
    """The sheet with some of its columns, which stay where they are; rows left without anything are gone."""
    rows = []
    for row in sheet.rows:
        cells = tuple(value if keep(index) else None for index, value in enumerate(row.cells))
        if any(not is_blank(value) for value in cells):
            rows.append(replace(row, cells=cells))
    merges = tuple(merge for merge in sheet.merges if keep(merge[1]))
    return replace(sheet, rows=tuple(rows), merges=merges)


def numbered(sheet: Sheet, parts: Iterable[Sheet]) -> list[Sheet]:
    """These parts of a sheet, under names of their own."""
    return [replace(part, name=part_name(sheet, number), whole=sheet.whole or sheet.name) for number, part in enumerate(parts, 1)]


def tables_of(sheet: Sheet) -> list[Sheet]:
    """The sheet itself, or its tables."""
    parts = [part for block in _beside(sheet) for part in _below(block)]
    return [sheet] if len(parts) == 1 else numbered(sheet, parts)


def titles_in(row: Row) -> dict[int, frozenset[str]]:
    """Column → fields, for a row made of titles only; empty for any other row."""
    filled = [(index, value) for index, value in enumerate(row.cells) if not is_blank(value)]
    if len(filled) < 2 or not all(isinstance(value, str) and len(value) <= 60 for _, value in filled):
        return {}
    found = {index: fields for index, value in filled if (fields := known_titles(str(value)))}
    return found if len(found) >= max(2, 0.6 * len(filled)) else {}


def _below(sheet: Sheet) -> list[Sheet]:
    """Cut before each row of titles that aren't those of the table above."""
    cuts: list[int] = []
    current: set[str] = set()
    under = 0
    for index, row in enumerate(sheet.rows):
        if not _may_hold_titles(row):
            continue
        found = titles_in(row)
        if len(found) < 3 and not (current and len(found) == _filled(row) > 1):
            continue
        texts = {fold_header(str(row.cells[column])) for column in found}
        if current and len(texts & current) >= 0.7 * len(texts):
            under = index
        elif not current or _holds_records(sheet.rows[under + 1 : index]):
            if current:
                cuts.append(index)
            current, under = texts, index
    bounds = [0, *cuts, len(sheet.rows)]
    return [replace(sheet, rows=sheet.rows[first:last]) for first, last in pairwise(bounds)]


def _may_hold_titles(row: Row) -> bool:
    first = next((value for value in row.cells if value is not None), None)
    return isinstance(first, str) and len(first) <= 60 and not any(isinstance(value, int | float) for value in row.cells)


def _filled(row: Row) -> int:
    return sum(not is_blank(value) for value in row.cells)


def _holds_records(rows: tuple[Row, ...]) -> bool:
    """Titles right below titles are the same table's: only what lies between parts two tables."""
    return any(_filled(row) >= 2 and not titles_in(row) for row in rows)


def _beside(sheet: Sheet) -> list[Sheet]:
    """Cut at an empty column when each side has titles of its own and names people by itself."""
    used = {index for row in sheet.rows for index, value in enumerate(row.cells) if value is not None}
    if not used or len(used) == max(used) - min(used) + 1:
        return [sheet]
    for gap in sorted(set(range(min(used), max(used))) - used):
        left, right = only_columns(sheet, gap.__gt__), only_columns(sheet, gap.__lt__)
        if _stands_alone(left) and _stands_alone(right):
            return [left, *_beside(right)]
    return [sheet]


def _stands_alone(sheet: Sheet) -> bool:
    for row in sheet.rows[:ROWS_SEARCHED]:
        found = titles_in(row)
        if len(found) >= 3 and any(fields & _NAMES for fields in found.values()):
            return True
    return False
