"""Sessions written one below the other in a single cell beside the person: "07/01/2022 : atelier, 45 min"."""

from __future__ import annotations

import re
from dataclasses import replace

from .dates import looks_like_date
from .durations import bare_number, looks_like_duration
from .folding import as_text, cleaned, is_blank, letter_of
from .layout import ROWS_SEARCHED
from .parting import only_columns, titles_in
from .shapes import Row, Sheet, Value

_TIES = frozenset({"full_name", "family_name", "given_name", "email", "reference"})
_DAY = re.compile(r"^\W{0,3}(?:le\s+)?(\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?)\s*[:,;–—-]?\s*(.*)$", re.IGNORECASE)
_PIECES = re.compile(r"\s*[,;:|()–—]\s*|\s+-\s+")


def unfolded_lines(sheet: Sheet) -> list[Sheet]:
    """The people, and one row for each line that gives a day and a length; nothing when no column is made of such lines."""
    for index, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        titles = titles_in(row)
        ties = [column for column, fields in titles.items() if fields & _TIES]
        if len(titles) < 2 or not ties:
            continue
        for column in range(max(len(row.cells), len(sheet.rows[-1].cells))):
            if _is_made_of_sessions(sheet.rows[index + 1 :], column):
                return [only_columns(sheet, lambda other, column=column: other != column), _one_a_row(sheet, index, column, ties)]  # type: ignore[misc]
        return []
    return []


def _lines(value: Value) -> list[str]:
    return [line.strip() for line in cleaned(value).split("\n") if line.strip()] if isinstance(value, str) else []


def _is_made_of_sessions(rows: tuple[Row, ...], column: int) -> bool:
    lines = [line for row in rows[:300] for line in _lines(row.cell(column))]
    read = [_read(line) for line in lines]
    return len(lines) > 1 and sum(one is not None and bool(one[1]) for one in read) >= 0.8 * len(lines)


def _read(line: str) -> tuple[str, str, str] | None:
    """(day, length, kind) as written."""
    match = _DAY.match(line)
    if not match or not looks_like_date(match[1]):
        return None
    pieces = [piece for piece in _PIECES.split(match[2]) if piece]
    lengths = [piece for piece in pieces if looks_like_duration(piece) and bare_number(piece) is None]
    return match[1], lengths[0] if len(lengths) == 1 else "", ", ".join(piece for piece in pieces if piece not in lengths)


def _one_a_row(sheet: Sheet, index: int, column: int, ties: list[int]) -> Sheet:
    header = sheet.rows[index]
    width = max(len(row.cells) for row in sheet.rows) + 2
    titles: list[Value] = [header.cell(at) if at in ties else None for at in range(width)]
    titles[column], titles[-2], titles[-1] = "Date", "Durée", "Type"
    rows = [Row(header.number, tuple(titles))]
    for row in sheet.rows[index + 1 :]:
        for number, line in enumerate(_lines(row.cell(column)), 1):
            cells: list[Value] = [row.cell(at) if at in ties and not is_blank(row.cell(at)) else None for at in range(width)]
            cells[column], cells[-2], cells[-1] = _read(line) or (as_text(line), None, None)
            rows.append(Row(row.number, tuple(cells), f"{letter_of(column)}{row.number}.{number}"))
    return replace(sheet, rows=tuple(rows), merges=(), holds="sessions")
