"""Session rows: who was accompanied, when, how long, how."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from .asking import SKIP
from .dates import month_and_year, month_in, read_time, time_in
from .durations import Unit, bare_number, read_minutes, unit_of_header, unit_of_numbers
from .folding import as_text, fold, is_blank, says_nothing, tidy
from .grids import says_absent
from .names import LONGEST_NAME, name_key, split_names, without_title
from .sameness import People
from .shapes import Column, Meaning, Reason, Row, SessionRow, Value, because
from .tables import CHOICES, Desk, RowWork, Table

_GROUP = re.compile(
    r"^(?:groupe|group|groep|tous|toutes|tout le groupe|tout le monde|everyone|all|iedereen|allen|"
    r"collectif|la cohorte|cohorte|promo|promotion|l equipe|\d+ (?:pers|personnes|participants|people|"
    r"deelnemers))\b"
)
_NAMES = ("full_name", "family_name", "given_name")
_DITTO = frozenset(('"', "''", "〃", "idem", "id.", "id", "ditto", "=", "«", "»", "″", "”", "“"))


@dataclass(slots=True)
class _Resolved:
    """What one text in a person column came to: keys, or a reason with the choices a question offers."""

    keys: tuple[str, ...] = ()
    reason: Reason | None = None
    about: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class SessionReader:
    """Reads one table; everything that depends on a text alone is read once for that text."""

    table: Table
    desk: Desk
    people: People
    unit: Unit | None = None
    sheet_kind: Meaning = field(default_factory=Meaning)
    _resolved: dict[str, _Resolved] = field(default_factory=dict)
    _previous: dict[str, object] = field(default_factory=dict)
    # Columns whose empty cells repeat what stands above, and what each is read as.
    _filled: dict[int, str] = field(default_factory=dict)
    _above: dict[int, Value] = field(default_factory=dict)
    _running: set[str] = field(default_factory=set)

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
        self._find_gaps(records)
        column = self.table.column("reference")
        if column is not None:
            numbers = [as_text(row.cell(column.index)) for row in records]
            # One number a row counts the rows, not the persons.
            self._running = {"reference"} if len(set(numbers)) > 0.9 * len(numbers) > 4 else set()

    def _kind_of_sheet(self) -> Meaning:
        sheet = self.table.sheet
        for text in (sheet.whole or sheet.name, self.table.about):
            name = " ".join(word for word in fold(text).split() if not word.isdigit())
            meanings = [self.desk.meanings.meaning_of("session_kind", said) for said in (name, name.rstrip("s"))]
            if any(meanings):
                return Meaning(next(filter(None, meanings)), text[:80])
        return Meaning()

    def _find_gaps(self, records: list[Row]) -> None:
        """A day or a name written once for the rows below it: one empty cell here and there stays a question."""
        for name, columns in (("held_on", self._columns("held_on")), ("full_name", self._columns(*_NAMES))):
            empty = sum(all(is_blank(row.cell(column.index)) for column in columns) for row in records)
            if columns and empty >= max(3, 0.3 * len(records)) and records and not is_blank(records[0].cell(columns[0].index)):
                self._filled.update({column.index: name for column in columns})
                for column in columns:
                    self.table.explain(column.index, because("filled_from_above"))

    def _columns(self, *names: str) -> list[Column]:
        return [column for name in names for column in self.table.by_field.get(name, ())]

    def read(self, row: Row, year: int | None, month: int | None) -> None:
        """Files the row's attendances, one for each person named, or its refusal."""
        work = RowWork(self.desk, self.table, self._completed(self._without_ditto(row)))
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
            resolved = self._resolved[typed] = self._resolve(typed)
        if resolved.reason is None:
            return resolved.keys
        told = self._told_apart(work, resolved) if resolved.about == typed else None
        if told:
            return (told,)
        if not resolved.choices:
            work.refuse(resolved.reason)
            return ()
        return self._asked_person(work, typed, resolved)

    def _told_apart(self, work: RowWork, resolved: _Resolved) -> str | None:
        """Which of several persons the row's own e-mail or number means."""
        for name in ("email", "reference"):
            key = self.people.marked(as_text(work.value(name))) if name not in self._running else None
            if key in (choice for choice, _ in resolved.choices):
                return key
        return None

    def _asked_person(self, work: RowWork, typed: str, resolved: _Resolved) -> tuple[str, ...]:
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
        others = self._resolve(rest[0]) if len(rest) == 1 else self._resolve_pieces(rest) if rest else _Resolved()
        if others.reason is None:
            return tuple(dict.fromkeys((answer, *others.keys)))
        if others.choices:
            return tuple(
                dict.fromkeys((answer, *self._asked_person(work, " ; ".join(rest) if len(rest) > 1 else rest[0], others)))
            )
        work.refuse(others.reason)
        return ()

    def _resolve(self, typed: str) -> _Resolved:
        if len(typed) > 5000 or (len(typed) > LONGEST_NAME and len(split_names(typed)) == 1):
            return _Resolved(reason=because("name_too_long", longest=LONGEST_NAME))
        marked = self.people.marked(typed)
        if marked:
            return _Resolved(keys=(marked,))
        whole = self.people.directory.find(typed) if len(typed) <= LONGEST_NAME else []
        pieces = split_names(typed)
        if len(whole) != 1 and len(pieces) > 1:
            several = self._resolve_pieces(pieces)
            # "Ruiz, Martin" names one person; "Ruiz, Pichon" two.
            return several if several.reason is None or not whole else self._one(typed, whole)
        return self._one(typed, whole)

    def _resolve_pieces(self, pieces: list[str]) -> _Resolved:
        keys: list[str] = []
        for piece in pieces[:60]:
            one = self._one(piece, self.people.directory.find(piece))
            if one.reason is not None:
                return one
            keys.extend(one.keys)
        return _Resolved(keys=tuple(dict.fromkeys(keys)))

    def _one(self, typed: str, found: list[str]) -> _Resolved:
        labels, name = self.people.directory.labels, tidy(typed)[:120]
        if len(found) == 1:
            return _Resolved(keys=(found[0],))
        gender = without_title(name)[1]
        if found and gender:
            # "Mme Mertens" of a couple: the title tells.
            told = [key for key in found if self.people.genders.get(key, gender) == gender]
            if len(told) == 1:
                return _Resolved(keys=(told[0],))
        if found:
            choices = tuple((key, labels[key]) for key in found[:30])
            return _Resolved(reason=because("person_ambiguous", name=name, count=len(found)), about=typed, choices=choices)
        refused = self.people.refused.get(name_key(typed))
        if refused:
            return _Resolved(reason=because("person_rejected", name=name, sheet=refused[0], row=refused[1]))
        if _GROUP.match(fold(typed)):
            return _Resolved(reason=because("group_without_names", name=name))
        near = tuple((key, labels[key]) for key in self.people.directory.closest(typed))
        return _Resolved(reason=because("person_near" if near else "person_unknown", name=name), about=typed, choices=near)

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
