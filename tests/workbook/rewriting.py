"""The sample's content, and the ways to write a grid as the files teams send."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from interlab.workbook import Reading, read_workbook, understand

SAMPLE = Path(__file__).parents[1] / "samples/suivi-interlab-2022.xlsx"
TODAY = date(2023, 12, 31)
Grid = list[list[Any]]


@dataclass
class Book:
    """Sheets by name, with what is merged ("A1:F1") in each."""

    sheets: dict[str, Grid]
    merged: dict[str, list[str]] = field(default_factory=dict)


@cache
def sample() -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """The sample's people and sessions, by the titles of its columns."""
    book = openpyxl.load_workbook(SAMPLE)
    people = [list(row) for row in book["Participants"].iter_rows(min_row=3, max_row=41, values_only=True)]
    sessions = [list(row) for row in book["Séances"].iter_rows(values_only=True)]
    return (
        tuple(dict(zip(people[0], row, strict=True)) for row in people[1:]),
        tuple(dict(zip(sessions[0], row, strict=True)) for row in sessions[1:]),
    )


def as_xlsx(book: Book) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, grid in book.sheets.items():
        sheet = workbook.create_sheet(name)
        for row in grid:
            sheet.append(row)
        for area in book.merged.get(name, []):
            sheet.merge_cells(area)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, datetime):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.date()}"><text:p>{value:%d/%m/%y}</text:p></table:table-cell>'
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f'<table:table-cell office:value-type="time" office:time-value="PT{minutes // 60:02d}H{minutes % 60:02d}M00S"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def as_ods(book: Book) -> bytes:
    """With the million empty rows LibreOffice writes under every sheet."""
    tables = []
    for name, grid in book.sheets.items():
        rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid)
        empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        tables.append(f"<table:table table:name={quoteattr(name)}>{rows}{empty}</table:table>")
    names = " ".join(f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"' for word in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>{body}</office:document-content>',
        )
    return stream.getvalue()


def as_csv(grid: Grid, *, separator: str = ";", encoding: str = "utf-8", errors: str = "strict") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(grid)
    return stream.getvalue().encode(encoding, errors)


def understood(book: Book, **options: Any) -> Reading:
    return understand(read_workbook(as_xlsx(book), "suivi.xlsx"), today=TODAY, **options)


def one_sheet(grid: Grid, name: str = "Feuil1", **options: Any) -> Reading:
    return understood(Book({name: grid}), **options)


PEOPLE: Grid = [
    ["Nom", "Prénom", "Sexe", "E-mail", "Date d'entrée"],
    ["Ruiz", "Richard", "H", "richard@example.org", datetime(2022, 1, 10)],
    ["Ruiz", "Martin", "H", "martin@example.org", datetime(2022, 1, 11)],
    ["Pottier", "Olivie", "F", "olivie@example.org", datetime(2022, 1, 12)],
    ["Василечко", "Максим", "H", "maxim@example.org", datetime(2022, 1, 13)],
    ["da Paz", "Vitor", "H", "vitor@example.org", datetime(2022, 1, 14)],
]
SESSION_TITLES = ["Date", "Participant", "Type", "Durée (h)"]


def sessions_of(
    *rows: list[Any], titles: list[str] | None = None, name: str = "Séances", people: Grid | None = None, **options: Any
) -> Reading:
    """A workbook of the usual people and these sessions."""
    return understood(Book({"Participants": people or PEOPLE, name: [titles or SESSION_TITLES, *rows]}), **options)


def codes_of(reading: Reading, sheet: int = -1) -> list[str]:
    """The reason codes of the rows a sheet rejected, in the order of the rows."""
    return [reason.code for rejected in reading.sheets[sheet].rejected for reason in rejected.reasons]


def assert_rows_add_up(reading: Reading) -> None:
    for sheet in reading.sheets:
        assert sheet.read == sheet.imported + len(sheet.passed_over) + len(sheet.rejected), sheet.name
