"""Session rows: who was accompanied, when, how long, how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from .asking import SKIP
from .dates import month_and_year, month_in, read_time, time_in
from .durations import Unit, bare_number, read_minutes, unit_of_header, unit_of_numbers
from .folding import as_text, fold, says_nothing, tidy
from .gaps import Gaps
from .grids import says_absent
from .names import name_key, split_names
from .sameness import People
from .shapes import Meaning, Reason, Row, SessionRow, because
from .tables import CHOICES, Desk, RowWork, Table
from .whose import Resolved, Whose

_NAMES = ("full_name", "family_name", "given_name")


@dataclass(slots=True)
class SessionReader:
    """Reads one table; everything that depends on a text alone is read once for that text."""

    table: Table
    desk: Desk
    people: People
    gaps: Gaps = field(init=False)
    whose: Whose = field(init=False)
    unit: Unit | None = None
    sheet_kind: Meaning = field(default_factory=Meaning)
    _resolved: dict[str, Resolved] = field(default_factory=dict)
    _running: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gaps, self.whose = Gaps(self.table), Whose(self.people)

    def prepare(self, records: list[Row]) -> None:
        """Decides what the whole sheet tells: the unit of its durations and the kind its name gives."""
        column = self.table.column("minutes")
        if column is not None:
            numbers = [number for row in records if (number := bare_number(row.cell(column.index))) is not None]
            self.unit = unit_of_header(column.header) or unit_of_numbers(numbers)
            if unit_of_header(column.header) is None and numbers and self.unit:
                self.table.explain(column.index, because("unit_from_numbers", unit=self.unit))
        if not self.table.has("kind"):
            self.sheet_kind = self._kind_of_sheet()
        self.gaps.find(records)
        column = self.table.column("reference")
        if column is not None:
            references = [as_text(row.cell(column.index)) for row in records]
            # One number a row counts the rows, not the persons.
            self._running = {"reference"} if len(set(references)) > 0.9 * len(references) > 4 else set()

    def _kind_of_sheet(self) -> Meaning:
        sheet = self.table.sheet
        for text in (sheet.whole or sheet.name, self.table.about):
            name = " ".join(word for word in fold(text).split() if not word.isdigit())
            meanings = [self.desk.meanings.meaning_of("session_kind", said) for said in (name, name.rstrip("s"))]
            if any(meanings):
                return Meaning(next(filter(None, meanings)), text[:80])
        return Meaning()

    def read(self, row: Row, year: int | None, month: int | None) -> None:
        """Files the row's attendances, one for each person named, or its refusal."""
        work = RowWork(self.desk, self.table, self.gaps.completed(row))
        if self._was_absent(work):
            return
        typed = self._typed_name(work)
        keys = self._persons(work, typed)
        held_on = self._held_on(work, year, month)
        starts_at, ends_at = self._clock(work, "starts_at"), self._clock(work, "ends_at")
        minutes = self._minutes(work, starts_at, ends_at)
        kind = self._kind(work)
        by, topics, note = work.text("by"), work.free_text("topics"), work.free_text("note")
        if held_on is not None and held_on > self.desk.today:
            work.refuse(because("session_in_future", date=held_on.isoformat()))
        if not work.close(typed) or held_on is None or minutes is None:
            return
        column = self.table.column("held_on")
        starts_at = starts_at or (time_in(row.cell(column.index)) if column else None)
        self.table.reading.sessions.extend(
            SessionRow(work.sheet, row.number, key, held_on, minutes, kind, starts_at, by, topics, note, row.place)
            for key in keys
        )

    def _was_absent(self, work: RowWork) -> bool:
        value = work.value("attendance")
        if value is None or not says_absent(value):
            return False
        self.table.reading.passed_over.append((work.row.number, because("absent", value=as_text(value)[:60])))
        return True

    def _typed_name(self, work: RowWork) -> str:
        if self.table.has("family_name", "given_name") and not self.table.has("full_name"):
            parts = [as_text(work.value(name, needed=True)) for name in ("given_name", "family_name")]
            return " ".join(part for part in parts if part and not says_nothing(part))
        value = work.value("full_name", needed=True)
        text = value.strip() if isinstance(value, str) else as_text(value)
        given = as_text(work.value("given_name")) if self.table.has("given_name") else ""
        return f"{given} {text}".strip() if given and fold(given) not in fold(text) else text

    def _persons(self, work: RowWork, typed: str) -> tuple[str, ...]:
        if work.refusals:
            return ()
        if not typed or says_nothing(typed):
            work.refuse(because("no_person"))
            return ()
        resolved = self._resolved.get(typed)
        if resolved is None:
            resolved = self._resolved[typed] = self.whose.resolve(typed)
        if resolved.reason is None:
            return resolved.keys
        told = self._told_apart(work, resolved) if resolved.about == typed else None
        if told:
            return (told,)
        if not resolved.choices:
            work.refuse(resolved.reason)
            return ()
        return self._asked_person(work, typed, resolved)

    def _told_apart(self, work: RowWork, resolved: Resolved) -> str | None:
        """Which of several persons the row's own e-mail or number means."""
        for name in ("email", "reference"):
            key = self.people.marked(as_text(work.value(name))) if name not in self._running else None
            if key and any(key == choice for choice, _ in resolved.choices):
                return key
        return None

    def _asked_person(self, work: RowWork, typed: str, resolved: Resolved) -> tuple[str, ...]:
        column = self.table.column("full_name") or self.table.column("family_name") or self.table.column("given_name")
        letter = column.letter if column else ""
        questions = self.desk.questions
        question_id = questions.first_id("person", name_key(resolved.about), f"{work.sheet}/{letter}/{tidy(resolved.about)[:80]}")
        answer = questions.ask(
            question_id,
            sheet=work.sheet,
            column=letter,
            row=work.row.number,
            reason=resolved.reason or because("person_unknown", name=typed),
            choices=resolved.choices,
        )
        if answer is None or answer == SKIP:
            work.refuse(because("skipped_by_choice") if answer else resolved.reason or because("person_unknown", name=typed))
            return ()
        if resolved.about == typed:
            return (answer,)
        # A cell that names several: the others are looked up again, this one is settled.
        rest = [piece for piece in split_names(typed) if piece != resolved.about]
        others = self.whose.resolve(rest[0]) if len(rest) == 1 else self.whose.pieces(rest) if rest else Resolved()
        if others.reason is None:
            return tuple(dict.fromkeys((answer, *others.keys)))
        if others.choices:
            return tuple(
                dict.fromkeys((answer, *self._asked_person(work, " ; ".join(rest) if len(rest) > 1 else rest[0], others)))
            )
        work.refuse(others.reason)
        return ()

    def _held_on(self, work: RowWork, year: int | None, month: int | None) -> date | None:
        before = len(work.refusals)
        year, month = self._month_beside(work, year, month)
        day = work.day("held_on", year=year, month=month)
        if day is None and len(work.refusals) == before:
            column = self.table.column("held_on")
            return work.ask_day(column.letter if column else "", because("no_date"))
        return day

    def _month_beside(self, work: RowWork, year: int | None, month: int | None) -> tuple[int | None, int | None]:
        """The year and the month that columns of their own give to the day."""
        beside = as_text(work.value("year"))
        year = int(beside) if beside.isdecimal() and len(beside) == 4 else year
        if self.table.has("month"):
            month, told = month_in(work.value("month"), self.desk.today)
            year = told or year
        return year, month

    def _clock(self, work: RowWork, name: str) -> time | None:
        value = work.value(name)
        if value is None or says_nothing(as_text(value)):
            return None
        clock = read_time(value)
        if clock is None:
            work.remark("time_unreadable", value=as_text(value)[:60])
        return clock

    def _minutes(self, work: RowWork, starts_at: time | None, ends_at: time | None) -> int | None:
        column = self.table.column("minutes")
        value = work.value("minutes", needed=True)
        if (
            column is not None
            and value is None
            and work.refusals
            and work.refusals[-1].code in ("formula_not_computed", "cell_error")
        ):
            return None
        found = read_minutes(value, self._unit_for(work, column.letter, value)) if column else None
        if found is None and starts_at and ends_at:
            found = _between(starts_at, ends_at)
        if isinstance(found, int):
            return found
        if found is not None and found.code == "duration_unit_unknown":
            work.refuse(found)
            return None
        if column is None and not self.table.has("ends_at"):
            return self._default_length(work)
        if column is None:
            column = self.table.column("ends_at")
        answer = work.ask_cell(column.letter if column else "", found or because("duration_missing"), "minutes")
        return int(answer) if answer else None

    def _unit_for(self, work: RowWork, letter: str, value: object) -> Unit | None:
        if self.unit is not None or bare_number(value) is None:  # type: ignore[arg-type]
            return self.unit
        reason = because("duration_unit_unknown", value=as_text(value)[:60])  # type: ignore[arg-type]
        answer = self.desk.questions.ask(
            f"{work.sheet}/{letter}:unit",
            sheet=work.sheet,
            column=letter,
            row=work.row.number,
            reason=reason,
            choices=(("hours", ""), ("minutes", "")),
        )
        return "hours" if answer == "hours" else "minutes" if answer == "minutes" else None

    def _default_length(self, work: RowWork) -> int | None:
        reason = because("duration_default_unknown")
        answer = self.desk.questions.ask(
            f"{work.sheet}:length", sheet=work.sheet, row=work.row.number, reason=reason, expects="minutes"
        )
        if answer is None or answer == SKIP:
            work.refuse(because("skipped_by_choice") if answer else reason)
            return None
        return int(answer)

    def _kind(self, work: RowWork) -> Meaning:
        if self.sheet_kind.meaning:
            return self.sheet_kind
        if self.table.has("kind"):
            kind = work.meaning("session_kind", "kind", decides=lambda text: True)
            if kind.text or work.refusals and work.refusals[-1].code in ("formula_not_computed", "cell_error"):
                return kind
            return self._asked_kind(work, lambda letter: f"{work.sheet}/{letter}/", because("kind_missing"))
        return self._asked_kind(work, lambda letter: f"{work.sheet}:kind", because("kind_default_unknown"))

    def _asked_kind(self, work: RowWork, id_of: Callable[[str], str], reason: Reason) -> Meaning:
        column = self.table.column("kind")
        letter = column.letter if column else None
        answer = self.desk.questions.ask(
            id_of(letter or ""),
            sheet=work.sheet,
            column=letter,
            row=work.row.number,
            reason=reason,
            choices=[(meaning, "") for meaning in CHOICES["session_kind"]],
        )
        if answer is None or answer == SKIP:
            work.refuse(because("skipped_by_choice") if answer else reason)
            return Meaning()
        return Meaning(answer, "")


def _between(starts_at: time, ends_at: time) -> int | Reason | None:
    today = date(2000, 1, 1)
    return read_minutes(datetime.combine(today, ends_at) - datetime.combine(today, starts_at), None)


def context_of(text: str, today: date, year: int | None = None) -> tuple[int | None, int | None]:
    """(year, month) a sheet's name or a separator row gives to the dates below it."""
    month, found = month_and_year(text, today)
    return found or year, month
