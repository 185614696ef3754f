"""ODS sheets, read as a stream: the whole-document readers expand a repeated empty row a million times."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from .shapes import NOT_COMPUTED, Row, Sheet, UnreadableWorkbook, Value

MAX_COLUMNS = 512
MAX_CELLS = 6_000_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DURATION = re.compile(r"(-)?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?$")


def read_ods(package: zipfile.ZipFile, max_rows: int) -> tuple[Sheet, ...]:
    """Every table of the document, hidden ones too; repeated rows and cells are expanded only when they hold something."""
    reader = _Reader(max_rows)
    depth_of_tables = 0
    with package.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if element.tag == _TABLE + "table":
                depth_of_tables += 1 if event == "start" else -1
                if event == "start" and depth_of_tables == 1:
                    reader.open_table(element)
                elif event == "end" and depth_of_tables == 0:
                    reader.close_table()
                    element.clear()
            elif event == "end" and element.tag == _TABLE + "table-row" and depth_of_tables == 1:
                reader.take_row(element)
                element.clear()
    return tuple(reader.sheets)


class _Reader:
    def __init__(self, max_rows: int) -> None:
        self.sheets: list[Sheet] = []
        self._max_rows = max_rows
        self._kept = 0
        self._cells = 0
        self._name = ""
        self._rows: list[Row] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._number = 1

    def open_table(self, element: Element) -> None:
        self._name = element.get(_TABLE + "name") or f"Sheet{len(self.sheets) + 1}"
        self._rows, self._merges, self._number = [], [], 1

    def close_table(self) -> None:
        self.sheets.append(Sheet(self._name, tuple(self._rows), tuple(self._merges)))

    def take_row(self, element: Element) -> None:
        repeated = _count(element, "number-rows-repeated")
        cells = self._cells_of(element)
        if cells:
            for _ in range(repeated):
                self._kept += 1
                self._cells += len(cells)
                if self._kept > self._max_rows or self._cells > MAX_CELLS:
                    raise UnreadableWorkbook("too_many_rows", {"rows": self._max_rows})
                self._rows.append(Row(self._number, cells))
                self._number += 1
        else:
            self._number += repeated

    def _cells_of(self, element: Element) -> tuple[Value, ...]:
        cells: list[Value] = []
        for cell in element:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell") or len(cells) >= MAX_COLUMNS:
                continue
            value = _value(cell) if cell.tag == _TABLE + "table-cell" else None
            width, height = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if width > 1 or height > 1:
                self._merges.append((self._number, len(cells), self._number + height - 1, len(cells) + width - 1))
            cells.extend([value] * min(_count(cell, "number-columns-repeated"), MAX_COLUMNS - len(cells)))
        while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
            cells.pop()
        return tuple(cells)


def _count(element: Element, attribute: str) -> int:
    text = element.get(_TABLE + attribute, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _value(cell: Element) -> Value:
    kind = cell.get(_OFFICE + "value-type")
    if kind in ("float", "currency", "percentage"):
        number = float(cell.get(_OFFICE + "value", "0"))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        return _date(cell.get(_OFFICE + "date-value", "")) or _text(cell)
    if kind == "time":
        return _time(cell.get(_OFFICE + "time-value", "")) or _text(cell)
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value") == "true"
    text = _text(cell) or cell.get(_OFFICE + "string-value") or None
    if text is None and cell.get(_TABLE + "formula"):
        return NOT_COMPUTED
    return text


def _text(cell: Element) -> str | None:
    paragraphs = [_inner(paragraph) for paragraph in cell if paragraph.tag == _TEXT + "p"]
    return "\n".join(paragraphs) or None


def _inner(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            spaces = child.get(_TEXT + "c", "1")
            parts.append(" " * min(int(spaces) if spaces.isdigit() and len(spaces) < 5 else 1, 100))
        elif child.tag in (_TEXT + "line-break", _TEXT + "tab"):
            parts.append("\n" if child.tag.endswith("break") else " ")
        elif child.tag != _OFFICE + "annotation":
            parts.append(_inner(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _date(text: str) -> Value:
    try:
        return datetime.fromisoformat(text[:19]) if "T" in text else datetime.combine(date.fromisoformat(text), time())
    except ValueError:
        return None


def _time(text: str) -> Value:
    match = _DURATION.match(text)
    if not match:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    if days > 9999 or hours > 99999 or minutes > 9999999 or seconds > 99999999:
        return None
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] else length
