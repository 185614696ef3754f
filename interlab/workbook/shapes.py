"""What a workbook is, and what was understood of it: the words every other file here speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal


class NotComputed:
    """A formula whose result was never stored in the file: there is nothing to read in that cell."""

    def __repr__(self) -> str:
        return "NOT_COMPUTED"


NOT_COMPUTED = NotComputed()
Value = str | int | float | bool | datetime | date | time | timedelta | NotComputed | None
SheetKind = Literal["people", "sessions", "left_aside"]
Confidence = Literal["sure", "probable", "left_aside", "unknown"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: a code of `REASONS` and what its sentence names. Never a sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def because(code: str, **params: Any) -> Reason:
    """A `Reason`, written the way it reads."""
    return Reason(code, params)


class UnreadableWorkbook(Exception):
    """The file can't be opened at all. `code` is in `REASONS`; `params` are what its sentence names."""

    def __init__(self, code: str, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Any] = params or {}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something; `number` is the one the spreadsheet program shows (from 1)."""

    number: int
    cells: tuple[Value, ...]
    # The cell it comes from ("F12"), when one row of the sheet gives several of these.
    place: str = ""

    def cell(self, index: int) -> Value:
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows without anything are absent. `merges`: (first row, first column, last row, last column), rows from 1, columns from 0."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    # The sheet of the file this is a part of, and the words around the table: they may give a year, a kind.
    whole: str = ""
    about: str = ""
    # What it is sure to hold, when its layout says so.
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    form: Literal["xlsx", "ods", "csv"] = "xlsx"
    counts_from_1904: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the incubator already has, with what tells people apart."""

    code: str
    full_name: str
    called: str = ""
    emails: tuple[str, ...] = ()
    phones_e164: tuple[str, ...] = ()
    birth_year: int | None = None
    entered_on: tuple[date, ...] = ()
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column as understood. `index` counts from 0, `letter` is the spreadsheet's; nothing is shown of what is left aside."""

    index: int
    letter: str
    header: str
    field: str | None
    confidence: Confidence
    why: Reason | None = None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phone:
    typed: str
    e164: str | None


@dataclass(frozen=True, slots=True)
class EnterpriseNumber:
    """`digits` are the ten digits of the Belgian register; `valid` says whether their checksum holds."""

    typed: str
    digits: str
    valid: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """The team's own text with its fixed meaning ("" when unknown or not said)."""

    meaning: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One people row. `key` is "sheet/row"; `same_as` is the key of the first row of the same person."""

    key: str
    sheet: str
    row: int
    full_name: str
    called: str
    gender: str = ""
    birth_year: int | None = None
    languages: tuple[tuple[str, str], ...] = ()
    municipality: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    entered_on: date | None = None
    left_on: date | None = None
    exit: Meaning = Meaning()
    status: Meaning = Meaning()
    standing: str = ""
    project: str = ""
    sector: str = ""
    stage: Meaning = Meaning()
    launched_on: date | None = None
    enterprise_number: EnterpriseNumber | None = None
    legal_form: str = ""
    coach: str = ""
    source: str = ""
    cohort: str = ""
    note: str = ""
    matched: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One attendance. `person` is a `PersonRow.key` or a `KnownPerson.code`."""

    sheet: str
    row: int
    person: str
    held_on: date
    minutes: int
    kind: Meaning
    starts_at: time | None = None
    by: str = ""
    topics: str = ""
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that gave no record, with its cells as text (empty where a column is left aside) so that it can be handed back."""

    row: int
    reasons: tuple[Reason, ...]
    values: tuple[str, ...]
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`answers={id: value}` settles it: a value of `choices`, what `expects` says when there are none, or "skip"."""

    id: str
    sheet: str
    row: int | None
    column: str | None
    reason: Reason
    choices: tuple[tuple[str, str], ...]
    affected_rows: tuple[int, ...]
    expects: Literal["choice", "date", "minutes"] = "choice"


@dataclass(slots=True)
class SheetReading:
    """What one sheet gave. `read` = `imported` + len(passed_over) + len(rejected)."""

    name: str
    kind: SheetKind
    why: Reason | None = None
    header_row: int | None = None
    columns: list[Column] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    sessions: list[SessionRow] = field(default_factory=list)
    passed_over: list[tuple[int, Reason]] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    remarks: list[tuple[int, Reason]] = field(default_factory=list)
    read: int = 0

    @property
    def imported(self) -> int:
        """Rows that gave at least one record."""
        return len(self.people) + len({(session.row, session.place) for session in self.sessions})


@dataclass(slots=True)
class Reading:
    sheets: list[SheetReading] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def people(self) -> list[PersonRow]:
        return [person for sheet in self.sheets for person in sheet.people]

    @property
    def sessions(self) -> list[SessionRow]:
        return [session for sheet in self.sheets for session in sheet.sessions]
