"""What a row of sessions leaves to the row above it: "idem", or a day and a name written once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .folding import is_blank
from .shapes import Column, Row, Value, because
from .tables import Table

_NAMES = ("full_name", "family_name", "given_name")
_DITTO = frozenset(('"', "''", "〃", "idem", "id.", "id", "ditto", "=", "«", "»", "″", "”", "“"))


@dataclass(slots=True)
class Gaps:
    """Completes the rows of one table, in their order."""

    table: Table
    _previous: dict[str, object] = field(default_factory=dict)
    # Columns whose empty cells repeat what stands above, and what each is read as.
    _filled: dict[int, str] = field(default_factory=dict)
    _above: dict[int, Value] = field(default_factory=dict)

    def find(self, records: list[Row]) -> None:
        """A day or a name written once for the rows below it: one empty cell here and there stays a question."""
        for name, columns in (("held_on", self._columns("held_on")), ("full_name", self._columns(*_NAMES))):
            empty = sum(all(is_blank(row.cell(column.index)) for column in columns) for row in records)
            if columns and empty >= max(3, 0.3 * len(records)) and records and not is_blank(records[0].cell(columns[0].index)):
                self._filled.update({column.index: name for column in columns})
                for column in columns:
                    self.table.explain(column.index, because("filled_from_above"))

    def _columns(self, *names: str) -> list[Column]:
        return [column for name in names for column in self.table.by_field.get(name, ())]

    def completed(self, row: Row) -> Row:
        """The row as if everything were written on it."""
        return self._completed(self._without_ditto(row))

    def _completed(self, row: Row) -> Row:
        """The row with the day or the name written once above it."""
        if not self._filled:
            return row
        cells = [*row.cells, *[None] * (max(self._filled) + 1 - len(row.cells))]
        for name in set(self._filled.values()):
            indexes = [index for index, read_as in self._filled.items() if read_as == name]
            if all(is_blank(cells[index]) for index in indexes):
                for index in indexes:
                    cells[index] = self._above.get(index)
            else:
                self._above.update({index: cells[index] for index in indexes})
        return replace(row, cells=tuple(cells))

    def _without_ditto(self, row: Row) -> Row:
        """The row with its "idem" replaced by what stands above."""
        cells = list(row.cells)
        for name in ("held_on", "full_name", "kind", "minutes", "by"):
            column = self.table.column(name)
            if column is None or column.index >= len(cells):
                continue
            value = cells[column.index]
            if isinstance(value, str) and value.strip().lower() in _DITTO and name in self._previous:
                cells[column.index] = self._previous[name]  # type: ignore[call-overload]
            elif not is_blank(value):
                self._previous[name] = value
        return replace(row, cells=tuple(cells)) if tuple(cells) != row.cells else row
