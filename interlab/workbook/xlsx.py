"""XLSX sheets, through openpyxl's read-only mode, with the two things it hides: merges and formulas never computed."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator

from .shapes import NOT_COMPUTED, Row, Sheet, UnreadableWorkbook, Value

MAX_COLUMNS = 512
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_NOT_COMPUTED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3}\d{1,7})")[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_WITH_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_xlsx(data: bytes, package: zipfile.ZipFile, max_rows: int) -> tuple[tuple[Sheet, ...], bool]:
    """Every worksheet, hidden ones too, and whether the file counts its days from 1904."""
    # Late: a server that reads no workbook does without 17 MB of it.
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    sheets: list[Sheet] = []
    left = max_rows
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for worksheet in book.worksheets:
                if not hasattr(worksheet, "reset_dimensions"):
                    continue
                raw = _raw_part(package, str(getattr(worksheet, "_worksheet_path", "")))
                worksheet.reset_dimensions()
                rows = tuple(_rows(worksheet.iter_rows(values_only=True), _uncomputed(raw), left))
                left -= len(rows)
                sheets.append(Sheet(worksheet.title, rows, _merges(raw), worksheet.sheet_state != "visible"))
        finally:
            book.close()
    return tuple(sheets), book.epoch == CALENDAR_MAC_1904


def _raw_part(package: zipfile.ZipFile, path: str) -> bytes:
    path = posixpath.normpath(path.lstrip("/"))
    raw = package.read(path) if path in package.namelist() else b""
    if _WITH_ENTITIES.search(raw[:4096]):
        raise UnreadableWorkbook("damaged")
    return raw


def _rows(found: Iterator[tuple[Value, ...]], uncomputed: dict[int, list[int]], left: int) -> Iterator[Row]:
    kept = 0
    for number, values in enumerate(found, start=1):
        cells: list[Value] = list(values[:MAX_COLUMNS])
        for column in uncomputed.get(number, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = NOT_COMPUTED
        while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
            cells.pop()
        if not cells:
            continue
        kept += 1
        if kept > left:
            raise UnreadableWorkbook("too_many_rows", {"rows": left})
        yield Row(number, tuple(cells))


def _uncomputed(raw: bytes) -> dict[int, list[int]]:
    by_row: dict[int, list[int]] = {}
    if b"<f" not in raw and b":f" not in raw:
        return by_row
    for match in _NOT_COMPUTED.finditer(raw):
        row, column = _place(match[1].decode())
        if column < MAX_COLUMNS:
            by_row.setdefault(row, []).append(column)
    return by_row


def _merges(raw: bytes) -> tuple[tuple[int, int, int, int], ...]:
    merges = []
    for match in _MERGE.finditer(raw):
        first, last = match[1].decode().split(":")
        merges.append((*_place(first), *_place(last)))
    return tuple(merges)


def _place(reference: str) -> tuple[int, int]:
    """Row (from 1) and column (from 0) of "B12"."""
    from openpyxl.utils.cell import column_index_from_string

    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), column_index_from_string(letters) - 1
