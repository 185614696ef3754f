"""A sheet once its titles and columns are understood, and the desk where its rows are worked through one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from .asking import SKIP, Questions
from .dates import Order, When, read_date
from .folding import as_text, cleaned, fold, is_blank, says_nothing
from .layout import Header
from .meanings import Meanings
from .private import without_private
from .shapes import Column, Meaning, NotComputed, Reason, RejectedRow, Row, Sheet, SheetReading, Value, because

LONGEST_NOTE = 20_000
LONGEST_TEXT = 500
_ERRORS = frozenset(
    ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "Err:502", "Err:504", "Err:508", "Err:522")
)
_OF_THE_FILE = re.compile(
    r"\d[-/.]\d{1,2}[-/.]\d|mis |mise |maj|imprim|export|édité|généré|bijgewerkt|afgedrukt|updated|printed|généré|version",
    re.IGNORECASE,
)
# The meanings a question offers, by vocabulary.
CHOICES = {
    "status": ("applied", "waitlisted", "declined", "withdrawn", "active", "completed", "left"),
    "stage": ("welcome", "idea", "model", "test", "launched", "post_launch", "paused", "abandoned", "transferred"),
    "session_kind": ("coaching", "mentoring", "expertise", "workshop", "phone", "message", "information", "networking"),
    "exit_reason": ("launched", "job", "training", "moved", "paused", "other_support", "unreachable", "other"),
}


@dataclass(slots=True)
class Table:
    """A sheet that holds people or sessions."""

    sheet: Sheet
    header: Header
    rows: list[Row]
    columns: list[Column]
    reading: SheetReading
    orders: dict[int, Order | None] = field(default_factory=dict)
    mixed: set[int] = field(default_factory=set)
    by_field: dict[str, list[Column]] = field(default_factory=dict)

    def index_fields(self) -> None:
        self.by_field = {}
        for column in self.columns:
            if column.field:
                self.by_field.setdefault(column.field, []).append(column)

    def has(self, *fields: str) -> bool:
        return any(name in self.by_field for name in fields)

    def column(self, name: str) -> Column | None:
        columns = self.by_field.get(name)
        return columns[0] if columns else None

    @property
    def about(self) -> str:
        """The titles above the table, without what dates the file itself."""
        above = [as_text(value) for row in self.sheet.rows[: self.header.index] for value in row.cells if isinstance(value, str)]
        texts = [self.sheet.about, *(text for text in above if len(text) <= 90)]
        return " ".join(text for text in texts if text and not _OF_THE_FILE.search(text))[:300]

    def close(self) -> None:
        """Hands the columns to the reading, whose lists follow the rows."""
        self.reading.columns = self.columns
        self.reading.rejected.sort(key=lambda rejected: rejected.row)
        self.reading.remarks.sort(key=lambda remark: remark[0])
        self.reading.passed_over.sort(key=lambda passed: passed[0])

    def explain(self, index: int, why: Reason) -> None:
        """Says how a column was understood, unless that is said already."""
        self.columns[:] = [
            replace(column, why=why) if column.index == index and column.why is None else column for column in self.columns
        ]

    def handed_back(self, row: Row) -> tuple[str, ...]:
        """The row's cells as text, without those left aside: what is refused is never kept, not even to be returned."""
        return tuple(_returned(value) for value in self.without_aside(row).cells)

    def without_aside(self, row: Row) -> Row:
        """The row without its cells that nothing may repeat."""
        aside = {column.index for column in self.columns if column.confidence == "left_aside" and not _is_harmless(column)}
        if not aside:
            return row
        return replace(row, cells=tuple(None if index in aside else value for index, value in enumerate(row.cells)))


def _is_harmless(column: Column) -> bool:
    return column.why is not None and column.why.code == "column_not_needed"


def _returned(value: Value) -> str:
    return cleaned(value)[:LONGEST_NOTE] if isinstance(value, str) else as_text(value)


@dataclass(slots=True)
class Desk:
    """What every row is read with."""

    today: date
    meanings: Meanings
    questions: Questions
    counts_from_1904: bool = False


@dataclass(slots=True)
class RowWork:
    """One row being read: what refuses it, and what deserves a remark."""

    desk: Desk
    table: Table
    row: Row
    refusals: list[Reason] = field(default_factory=list)
    remarks: list[Reason] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        return self.table.sheet.name

    def value(self, name: str, *, needed: bool = False) -> Value:
        """The cell of a field; an error or a formula without result is refused when needed, remarked otherwise."""
        column = self.table.column(name)
        value = self.row.cell(column.index) if column else None
        problem: Reason | None = None
        if isinstance(value, NotComputed):
            problem = because("formula_not_computed", column=column.header if column else "")
        elif isinstance(value, str) and value.strip() in _ERRORS:
            problem = because("cell_error", value=value.strip())
        if problem is None:
            return None if is_blank(value) else value
        (self.refusals if needed else self.remarks).append(problem)
        return None

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        value = self.value(name)
        text = cleaned(value) if isinstance(value, str) else as_text(value)
        if says_nothing(text):
            return ""
        return self._shortened(" ".join(text.split()), longest)

    def free_text(self, name: str) -> str:
        """Every column that feeds a remark, one after the other, without the private numbers typed into it."""
        parts = []
        for column in self.table.by_field.get(name, ()):
            value = self.row.cell(column.index)
            text = cleaned(value) if isinstance(value, str) else as_text(value)
            if text and text not in _ERRORS:
                parts.append(text)
        text, removed = without_private("\n".join(parts)[: LONGEST_NOTE * 3])
        if removed:
            self.remarks.append(because("private_number_removed"))
        return self._shortened(text, LONGEST_NOTE)

    def _shortened(self, text: str, longest: int) -> str:
        if len(text) > longest:
            self.remarks.append(because("text_shortened", longest=longest))
        return text[:longest]

    def refuse(self, reason: Reason) -> None:
        if reason not in self.refusals:
            self.refusals.append(reason)

    def remark(self, code: str, **params: object) -> None:
        self.remarks.append(because(code, **params))

    def day(self, name: str, *, year: int | None = None, month: int | None = None) -> date | None:
        """The date of a field; what can't be one is asked, and refuses the row until it is answered."""
        column = self.table.column(name)
        value = self.value(name, needed=True)
        if column is None or value is None or (isinstance(value, str) and says_nothing(value)):
            return None
        when = When(self.desk.today, self.table.orders.get(column.index, "dmy"), year, month, self.desk.counts_from_1904)
        found = read_date(value, when)
        return found if isinstance(found, date) else self._asked_day(column, found, year)

    def _asked_day(self, column: Column, reason: Reason, year: int | None) -> date | None:
        if reason.code == "date_order_unknown" and column.index not in self.table.mixed:
            answer = self.desk.questions.ask(
                f"{self.sheet}/{column.letter}:order",
                sheet=self.sheet,
                column=column.letter,
                row=self.row.number,
                reason=reason,
                choices=(("dmy", ""), ("mdy", "")),
            )
            if answer is None or answer == SKIP:
                self.refuse(because("skipped_by_choice") if answer else reason)
                return None
            self.table.orders[column.index] = "dmy" if answer == "dmy" else "mdy"
            return self.day(column.field or "")
        if reason.code == "date_without_year" and year is None:
            return self._asked_year(column, reason)
        return self.ask_day(column.letter, reason)

    def _asked_year(self, column: Column, reason: Reason) -> date | None:
        """The year of a whole column of days without one, asked once."""
        years = [str(self.desk.today.year - back) for back in range(10)]
        answer = self.desk.questions.ask(
            f"{self.sheet}/{column.letter}:year",
            sheet=self.sheet,
            column=column.letter,
            row=self.row.number,
            reason=reason,
            choices=[(said, said) for said in years],
        )
        if answer is None or answer == SKIP:
            self.refuse(because("skipped_by_choice") if answer else reason)
            return None
        return self.day(column.field or "", year=int(answer))

    def ask_day(self, letter: str, reason: Reason) -> date | None:
        answer = self.ask_cell(letter, reason, "date")
        return date.fromisoformat(answer) if answer else None

    def ask_cell(self, letter: str, reason: Reason, expects: str) -> str | None:
        """The answer for this one cell; without it the row is refused."""
        answer = self.desk.questions.ask(
            f"{self.sheet}/{self.row.place or letter + str(self.row.number)}",
            sheet=self.sheet,
            column=letter,
            row=self.row.number,
            about_row=True,
            reason=reason,
            expects="date" if expects == "date" else "minutes",
        )
        if answer is None or answer == SKIP:
            self.refuse(because("skipped_by_choice") if answer else reason)
            return None
        return answer

    def meaning(self, vocabulary: str, name: str, *, decides: Callable[[str], bool]) -> Meaning:
        """The fixed meaning of a cell; an unknown one is asked, and refuses the row if `decides` says it changes what is counted."""
        text = self.text(name)
        if not text:
            return Meaning()
        known = self.desk.meanings.meaning_of(vocabulary, text)
        if known is not None:
            return Meaning(known, text)
        several = self.desk.meanings.several(vocabulary, text)
        reason = because("meaning_several" if len(several) > 1 else "meaning_unknown", value=text[:80])
        answer = self.ask_meaning(vocabulary, name, text, reason, several if len(several) > 1 else CHOICES[vocabulary])
        if answer == SKIP:
            self.refuse(because("skipped_by_choice"))
        elif answer is not None:
            return Meaning(answer, text)
        elif len(several) > 1 or decides(text):
            self.refuse(reason)
        else:
            self.remark("meaning_kept_as_text", value=text[:80])
        return Meaning("", text)

    def ask_meaning(self, vocabulary: str, name: str, text: str, reason: Reason, meanings: tuple[str, ...]) -> str | None:
        column = self.table.column(name)
        letter = column.letter if column else ""
        question_id = self.desk.questions.first_id(vocabulary, fold(text) or text, f"{self.sheet}/{letter}/{text[:80]}")
        return self.desk.questions.ask(
            question_id,
            sheet=self.sheet,
            column=letter,
            row=self.row.number,
            reason=reason,
            choices=[(meaning, "") for meaning in meanings],
        )

    def close(self, name: str = "") -> bool:
        """Files what was found; True when the row may give a record."""
        reading = self.table.reading
        reading.remarks.extend((self.row.number, remark) for remark in self.remarks)
        self.remarks = []
        if not self.refusals:
            return True
        reading.rejected.append(
            RejectedRow(self.row.number, tuple(self.refusals), self.table.handed_back(self.row), name[:200], self.row.place)
        )
        return False
