"""From a workbook to what it says: which sheets count, their columns, then people, then their sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .asking import Questions
from .columns import Weighing, understand_columns
from .folding import as_text, fold
from .kinds import Candidate, decide_kind
from .layout import blank_rows, filled_down, find_header, no_record, repeats_header
from .meanings import Meanings
from .names import name_key
from .naming import Naming
from .orders import settle_orders
from .people import PeopleRead, read_people
from .sameness import People, settle_people
from .sessions import SessionReader, context_of
from .shapes import KnownPerson, Reading, Row, Sheet, SheetKind, SheetReading, Workbook, because
from .tables import Desk, Table
from .together import parted
from .unfolding import ordinary_sheets

Progress = Callable[[int, int], None]
_NAMES = ("full_name", "family_name", "given_name")


def understand(
    workbook: Workbook,
    *,
    known_people: Iterable[KnownPerson] = (),
    labels: Mapping[str, Mapping[str, str]] | None = None,
    memory: Mapping[tuple[str, str], str] | None = None,
    answers: Mapping[str, str] | None = None,
    today: date,
    progress: Progress | None = None,
) -> Reading:
    """What the workbook says, row by row, with everything that stays to be asked. Deterministic; linear in the rows.

    `labels` are the incubator's texts → fixed meanings by vocabulary ("status", "stage", "session_kind", "exit_reason"), before
    the usual words. `memory` maps (sheet kind, folded header) → field. `answers` maps question id → answer; it also takes
    "sheet/LETTER" → a field or "left_aside", and "sheet" → "people", "sessions" or "left_aside".
    """
    answers, known = answers or {}, tuple(known_people)
    desk = Desk(today, Meanings(labels), Questions(answers), workbook.counts_from_1904)
    weighing = Weighing(desk.meanings, memory or {}, answers, today)
    return _Understanding(workbook, desk, weighing, known, progress).read()


@dataclass(slots=True)
class _Understanding:
    workbook: Workbook
    desk: Desk
    weighing: Weighing
    known: tuple[KnownPerson, ...]
    progress: Progress | None
    done: int = 0
    total: int = 0
    sheets: list[Sheet] = field(default_factory=list)

    def read(self) -> Reading:
        reading = Reading()
        self.total = sum(len(sheet.rows) for sheet in self.workbook.sheets)
        self._advance(0)
        tables = self._open_all(reading)
        settle_orders(tables)
        found = PeopleRead()
        for table in tables:
            if table.reading.kind == "people":
                read_people(table, self._records(table), self.desk, found)
                self._advance(len(table.rows))
        people = settle_people(found, self.known)
        tables += self._opened_by_names(reading, people)
        for table in tables:
            if table.reading.kind == "sessions":
                self._read_sessions(table, people)
        for table in tables:
            table.close()
        reading.questions = self.desk.questions.all()
        if self.progress is not None:
            self.progress(self.total, self.total)
        return reading

    def _open_all(self, reading: Reading) -> list[Table]:
        """Opens every table of every sheet, in order; `self.sheets` and the readings go side by side."""
        tables = []
        for whole in self.workbook.sheets:
            left_aside = self.weighing.chosen.get(whole.name) == "left_aside"
            ordinary = [whole] if left_aside else ordinary_sheets(whole, self.desk.today)
            for sheet in parted(ordinary, self.weighing):
                sheet_reading, table = self._open(sheet)
                self.sheets.append(sheet)
                reading.sheets.append(sheet_reading)
                if table is not None:
                    tables.append(table)
        return tables

    def _advance(self, rows: int) -> None:
        self.done += rows
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)

    def _open(self, sheet: Sheet, weighing: Weighing | None = None) -> tuple[SheetReading, Table | None]:
        candidates = []
        weighing = weighing or self.weighing
        chosen = weighing.chosen.get(sheet.name) or sheet.holds or None
        for kind in ("people", "sessions"):
            header = find_header(sheet, kind)
            if header is not None and chosen in (None, kind):
                rows = filled_down(sheet, header)
                columns = understand_columns(kind, sheet.name, header, rows, weighing)
                candidates.append(Candidate(kind, header, rows, columns))
        best, why = decide_kind(sheet, candidates, chosen)
        if best is None:
            return SheetReading(sheet.name, "left_aside", why), None
        found: SheetKind = "people" if best.kind == "people" else "sessions"
        reading = SheetReading(sheet.name, found, None, best.header.row)
        table = Table(sheet, best.header, best.rows, best.columns, reading)
        table.index_fields()
        return reading, table

    def _opened_by_names(self, reading: Reading, people: People) -> list[Table]:
        """Sheets of sessions that say whose they are otherwise than by a titled column, now that the people are known."""
        self.weighing = replace(self.weighing, names=frozenset(name_key(name) for name in people.directory.labels.values()))
        naming = Naming(people, frozenset(fold(person.coach) for person in reading.people if person.coach))
        tables = []
        for position, (sheet, before) in enumerate(zip(self.sheets, reading.sheets, strict=True)):
            if before.kind != "left_aside" or before.why is None or before.why.code != "sheet_without_person":
                continue
            for named, chosen in naming.ways(sheet):
                weighing = replace(self.weighing, chosen={**self.weighing.chosen, **chosen})
                after, table = self._open(named, weighing)
                if table is not None and table.reading.kind == "sessions":
                    reading.sheets[position] = after
                    tables.append(table)
                    naming.say_why(table, chosen)
                    break
        settle_orders(tables)
        return tables

    def _records(self, table: Table) -> list[Row]:
        """The rows that may be records; the others are filed as passed over, and all are counted as read."""
        reading = table.reading
        blanks = blank_rows(table.header, table.rows)
        reading.read = len(table.rows) + len(blanks)
        reading.passed_over.extend((number, because("blank_row")) for number in blanks)
        names = {column.index for column in table.columns if column.field in _NAMES}
        wide = frozenset(first_row for first_row, first, _, last in table.sheet.merges if last - first >= 2)
        records = []
        for row in table.rows:
            why = (
                because("header_repeated")
                if repeats_header(row, table.header)
                else no_record(table.without_aside(row), names, self.desk.today, wide=wide)
            )
            if why is None:
                records.append(row)
            else:
                reading.passed_over.append((row.number, why))
        return records

    def _read_sessions(self, table: Table, people: People) -> None:
        records = self._records(table)
        kept = {(row.number, row.place) for row in records}
        reader = SessionReader(table, self.desk, people)
        reader.prepare(records)
        year, month = self._context(table)
        separators = {number for number, why in table.reading.passed_over if why.code in ("separator_row", "note_row")}
        for position, row in enumerate(table.rows):
            if (row.number, row.place) in kept:
                reader.read(row, year, month)
            elif row.number in separators:
                text = next((as_text(value) for value in row.cells if as_text(value)), "")
                new_year, new_month = context_of(text, self.desk.today)
                if new_year or new_month:
                    year, month = new_year or year, new_month
            if position % 2000 == 1999:
                self._advance(2000)
        self._advance(len(table.rows) % 2000)

    def _context(self, table: Table) -> tuple[int | None, int | None]:
        """(year, month) the sheet's name gives, else the year of what stands above its titles."""
        year, month = context_of(table.sheet.whole or table.sheet.name, self.desk.today)
        return year or context_of(table.about, self.desk.today)[0], month
