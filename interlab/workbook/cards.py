"""A sheet about one person: labels with their values beside them, perhaps the person's sessions below."""

from __future__ import annotations

from dataclasses import replace

from .folding import as_text, is_blank
from .headers import PEOPLE, known_titles
from .layout import ROWS_SEARCHED, find_header
from .shapes import Row, Sheet, Value

_NAMES = frozenset({"full_name", "family_name", "given_name"})
_FEWEST = 3


def unfolded_card(sheet: Sheet) -> list[Sheet]:
    """The person as a table of one row, and their sessions with the person's name in each; nothing when it is no card."""
    held = find_header(sheet, "sessions")
    if held is not None and any(known_titles(text) & _NAMES for text in held.texts):
        return []
    above = sheet.rows[: held.index] if held else sheet.rows[:ROWS_SEARCHED]
    pairs = _pairs(above)
    if len(pairs) < _FEWEST or not any(known_titles(label) & _NAMES for label, _, _ in pairs):
        return []
    number = next(number for label, _, number in pairs if known_titles(label) & _NAMES)
    labels = tuple(label.rstrip(" :") for label, _, _ in pairs)
    card = replace(sheet, rows=(Row(above[0].number, labels), Row(number, tuple(value for _, value, _ in pairs))), merges=())
    if held is None:
        return [card]
    name = _name(pairs)
    return [card, with_person(replace(sheet, rows=sheet.rows[held.index :]), name, held.row)]


def _pairs(rows: tuple[Row, ...]) -> list[tuple[str, Value, int]]:
    """(label, value, row): a usual title, and what stands to its right unless that is a title too."""
    pairs: list[tuple[str, Value, int]] = []
    for row in rows:
        column = 0
        while column < len(row.cells):
            value = row.cells[column]
            if _is_label(value):
                beside = next((at for at in (column + 1, column + 2) if not is_blank(row.cell(at))), None)
                if beside is not None and not _is_label(row.cell(beside)):
                    pairs.append((str(value), row.cell(beside), row.number))
                    column = beside
            column += 1
    return pairs


def _is_label(value: Value) -> bool:
    """A usual title; "H" is rather what stands beside "Sexe"."""
    return isinstance(value, str) and len(value) > 2 and not known_titles(value.rstrip(" :")).isdisjoint(PEOPLE)


def _name(pairs: list[tuple[str, Value, int]]) -> str:
    told = {field: as_text(value) for label, value, _ in pairs for field in known_titles(label.rstrip(" :")) & _NAMES}
    whole = " ".join(told[field] for field in ("given_name", "family_name") if field in told)
    return whole if len(told) > 1 and whole else next(iter(told.values()))


def with_person(sheet: Sheet, name: str, header_row: int, names: dict[int, str] | None = None) -> Sheet:
    """The sheet with one more column that names the person, or for each row number the person in `names`."""
    width = max(len(row.cells) for row in sheet.rows)
    rows = []
    for row in sheet.rows:
        filled = sum(not is_blank(value) for value in row.cells)
        said: Value = None
        if row.number == header_row:
            said = "Participant"
        elif row.number > header_row and filled > 1:
            said = names.get(row.number) if names is not None else name
        cells = row.cells + (None,) * (width - len(row.cells)) + ((said,) if said else ())
        rows.append(replace(row, cells=cells))
    return replace(sheet, rows=tuple(rows))
