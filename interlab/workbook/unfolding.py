"""Every layout a team may have chosen, brought to the ordinary one: titles above, one record a row."""

from __future__ import annotations

from datetime import date

from .cards import unfolded_card
from .grids import unfolded_grid
from .lines import unfolded_lines
from .parting import numbered, tables_of
from .repeating import unfolded_kinds, unfolded_numbers
from .shapes import Sheet


def ordinary_sheets(sheet: Sheet, today: date) -> list[Sheet]:
    """The sheet as it is, or the ordinary tables it amounts to; rows keep their numbers and columns their letters."""
    parts = unfolded_card(sheet) or [part for table in tables_of(sheet) for part in _unfolded(table, today)]
    return parts if len(parts) == 1 else numbered(sheet, parts)


def _unfolded(sheet: Sheet, today: date) -> list[Sheet]:
    if not sheet.rows:
        return [sheet]
    parts = unfolded_grid(sheet, today) or unfolded_numbers(sheet) or unfolded_lines(sheet)
    if parts:
        return parts
    return [unfolded_kinds(sheet) or sheet]
