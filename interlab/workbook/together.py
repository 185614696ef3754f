"""One table that repeats the person on each of their sessions becomes the people, once each, and the sessions."""

from __future__ import annotations

from dataclasses import replace

from .columns import Weighing, understand_columns
from .folding import as_text, fold, is_blank
from .kinds import Candidate, tells_people, tells_sessions
from .layout import filled_down, find_header
from .parting import numbered, only_columns
from .shapes import Row, Sheet

_WHO = ("full_name", "family_name", "given_name", "email", "phone", "birth_year", "reference", "entered_on")
_NAMES = frozenset({"full_name", "family_name", "given_name"})
_TIES = _NAMES | {"email", "reference"}
# What a register of sessions never says of somebody, unless it is their register too.
_A_LIFE = frozenset({"entered_on", "status", "stage", "launched_on", "left_on"})


def parted(sheets: list[Sheet], weighing: Weighing) -> list[Sheet]:
    """These parts of one sheet, the tables that hold both people and sessions being two parts."""
    found = [part for sheet in sheets for part in _parted(sheet, weighing)]
    whole = replace(sheets[0], name=sheets[0].whole or sheets[0].name)
    return found if len(found) == len(sheets) else numbered(whole, found)


def _parted(sheet: Sheet, weighing: Weighing) -> list[Sheet]:
    people, held = _read_as(sheet, "people", weighing), _read_as(sheet, "sessions", weighing)
    if people is None or held is None or people.header.row != held.header.row:
        return [sheet]
    life = people.fields & _A_LIFE
    sessions = {column.index for column in held.columns if column.field and column.field not in _TIES}
    told = {column.field for column in people.columns if column.field and column.index not in sessions}
    if len(life & told) < 2 or tells_people(told) < 4 or not tells_sessions(held) or "minutes" not in held.fields:
        return [sheet]
    ties = {column.index for column in held.columns if column.field in _TIES}
    return [_each_once(only_columns(sheet, lambda index: index not in sessions), people), _held(sheet, held, sessions, ties)]


def _read_as(sheet: Sheet, kind: str, weighing: Weighing) -> Candidate | None:
    header = find_header(sheet, kind)
    if header is None:
        return None
    rows = filled_down(sheet, header)
    return Candidate(kind, header, rows, understand_columns(kind, sheet.name, header, rows, weighing))


def _each_once(sheet: Sheet, people: Candidate) -> Sheet:
    """The first row of each person, by everything that tells two people apart."""
    who = [column.index for column in people.columns if column.field in _WHO]
    seen: set[tuple[str, ...]] = set()
    rows: list[Row] = []
    for row in sheet.rows:
        key = tuple(fold(as_text(row.cell(index))) for index in who)
        if row.number > people.header.row and any(key) and key in seen:
            continue
        seen.add(key)
        rows.append(row)
    return replace(sheet, rows=tuple(rows))


def _held(sheet: Sheet, held: Candidate, sessions: set[int], ties: set[int]) -> Sheet:
    """The sessions with what ties them to a person; rows about nothing but a person are the people's."""
    part = only_columns(sheet, lambda index: index in sessions | ties)
    rows = [row for row in part.rows if row.number <= held.header.row or any(not is_blank(row.cell(index)) for index in sessions)]
    return replace(part, rows=tuple(rows))
