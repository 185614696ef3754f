"""Whose sessions a sheet holds, when no column of it is titled as naming people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .cards import with_person
from .folding import as_text, fold, is_blank, letter_of
from .layout import Header, find_header
from .sameness import People
from .shapes import Row, Sheet, because
from .tables import Table

Chosen = dict[str, str]


@dataclass(slots=True)
class Naming:
    """Finds, for a sheet of sessions, where its persons are named."""

    people: People
    # A team names its sheets after its coaches too, who may be called as somebody accompanied.
    coaches: frozenset[str] = frozenset()

    def ways(self, sheet: Sheet) -> Iterator[tuple[Sheet, Chosen]]:
        """Ways to read the sheet, surest first, each with the columns it decides."""
        header = find_header(sheet, "sessions")
        if header is None:
            return
        below = sheet.rows[header.index + 1 :]
        marked = self._marked_column(below)
        if marked is not None:
            yield sheet, {f"{sheet.name}/{letter_of(marked)}": "full_name"}
        yield sheet, {}
        width = max(len(row.cells) for row in sheet.rows)
        by_row = self._above_rows(below)
        if by_row:
            yield with_person(sheet, "", header.row, by_row), {f"{sheet.name}/{letter_of(width)}": "full_name"}
        name = self._of_the_sheet(sheet, header)
        if name:
            yield with_person(sheet, name, header.row), {f"{sheet.name}/{letter_of(width)}": "full_name"}

    def say_why(self, table: Table, chosen: Chosen) -> None:
        """Says how the persons were found."""
        index = next((column.index for column in table.columns if f"{table.sheet.name}/{column.letter}" in chosen), None)
        if index is None:
            return
        added = index >= len(table.header.texts) or table.header.texts[index] == "Participant"
        why = because("person_from_sheet" if added else "recognised_by_content")
        table.explain(index, why)

    def _marked_column(self, rows: tuple[Row, ...]) -> int | None:
        """A column of numbers or addresses that the people sheets give to persons."""
        if not self.people.marks:
            return None
        for index in range(max((len(row.cells) for row in rows), default=0)):
            said = [as_text(row.cell(index)) for row in rows[:500] if not is_blank(row.cell(index))]
            if said and sum(self.people.marked(text) is not None for text in said) >= 0.8 * len(said):
                return index
        return None

    def _above_rows(self, rows: tuple[Row, ...]) -> dict[int, str]:
        """The person each row comes under, where persons stand alone on a row above their sessions."""
        names: dict[int, str] = {}
        current, found = "", 0
        for row in rows:
            filled = [value for value in row.cells if not is_blank(value)]
            if len(filled) == 1 and isinstance(filled[0], str):
                name = self._named_in(filled[0])
                current, found = name or current, found + bool(name)
            elif filled and current:
                names[row.number] = current
        return names if found > 1 else {}

    def _of_the_sheet(self, sheet: Sheet, header: Header) -> str:
        above = [as_text(value) for row in sheet.rows[: header.index] for value in row.cells if isinstance(value, str)]
        name = sheet.whole or sheet.name
        for text in (*(text for text in above if len(fold(text).split()) > 1), name):
            if self._named_in(text):
                return self._named_in(text)
        if fold(name) in self.coaches:
            return ""
        # Nobody exactly: the rows ask whose they are, if the sheet's name resembles somebody's.
        likely = self.people.directory.find(name) or self.people.directory.closest(name)
        return name if likely and any(letter.isalpha() for letter in name) else ""

    def _named_in(self, text: str) -> str:
        """The name in "Louise Pichon" or "Participante : Louise Pichon", when it is one known person's."""
        for part in (text, text.partition(":")[2]):
            if 2 < len(fold(part)) < 100 and fold(part) not in self.coaches and len(self.people.directory.find(part)) == 1:
                return part.strip()
        return ""
