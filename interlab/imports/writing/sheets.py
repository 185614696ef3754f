"""One workbook, written sheet by sheet: a sheet is written whole or not at all."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.imports.sentences import sentence
from interlab.imports.writing.labels import Words
from interlab.imports.writing.people import write_person
from interlab.imports.writing.sessions import SessionWriter
from interlab.network.models import Incubator, Programme
from interlab.people.merging import by_code
from interlab.people.models import Person
from interlab.workbook import PersonRow, Reading, SessionRow, SheetReading

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refused:
    """A row that was understood and couldn't be written, with the sentence that says why."""

    row: int
    said: str
    name: str = ""


@dataclass
class Written:
    """What came of a workbook: counts, and by sheet the rows refused while writing."""

    persons_created: int = 0
    persons_matched: int = 0
    sessions_created: int = 0
    new_colleagues: list[str] = field(default_factory=list)
    refused: dict[str, list[Refused]] = field(default_factory=lambda: defaultdict(list))


Progress = Callable[[int, int], None]


def write_reading(
    reading: Reading, incubator: Incubator, programme: Programme, *, by: Membership | None, progress: Progress | None = None
) -> Written:
    """Write what was understood, people first, then their sessions. The same workbook twice adds nothing.

    A sheet in which a fault occurs is taken back whole, its rows are refused, and the other sheets are written all the same.
    """
    return _Writer(reading, incubator, programme, by, progress).write()


class _Writer:
    def __init__(
        self, reading: Reading, incubator: Incubator, programme: Programme, by: Membership | None, progress: Progress | None
    ) -> None:
        self.reading, self.by, self.progress = reading, by, progress
        self.incubator, self.programme = incubator, programme
        self.words = Words(incubator, programme)
        self.session_writer = SessionWriter(incubator, by)
        self.written = Written()
        wanted = {row.matched for row in reading.people if row.matched} | {row.person for row in reading.sessions}
        known = Person.objects.standing().filter(incubator=incubator).prefetch_related("languages", "contacts")
        # Session rows name a person by the key of their row or, when the incubator knew them before, by their code.
        self.persons: dict[str, Person] = by_code(known, incubator.pk, wanted)
        self.names = {row.key: row.full_name for row in reading.people}
        self.done, self.total = 0, sum(len(sheet.people) + len(sheet.sessions) for sheet in reading.sheets)
        self.first_sessions: dict[str, date] = {}
        for row in reading.sessions:
            self.first_sessions[row.person] = min(self.first_sessions.get(row.person, row.held_on), row.held_on)

    def write(self) -> Written:
        for sheet in self.reading.sheets:
            if sheet.people:
                self._whole(sheet, self._people, ((row.row, row.full_name) for row in sheet.people))
        for sheet in self.reading.sheets:
            if sheet.sessions:
                rows = dict.fromkeys((row.row, row.place) for row in sheet.sessions)
                self._whole(sheet, self._sessions, ((row, "") for row, _place in rows))
                self._advance(len(sheet.sessions))
        return self.written

    def _whole(self, sheet: SheetReading, write: Callable[[SheetReading], Written], rows: Iterable[tuple[int, str]]) -> None:
        """Write a sheet; on any fault take it back, and refuse its rows."""
        persons = dict(self.persons)
        try:
            with transaction.atomic():
                part = write(sheet)
        except Exception:
            # Whatever it was, what is written already stays, and the log keeps the fault itself.
            logger.exception("a sheet could not be written")
            self.persons = persons
            said = sentence("sheet_not_written", {})
            part = Written(refused={sheet.name: [Refused(row, said, name) for row, name in rows]})
            colleagues = self.written.new_colleagues
            self.words = Words(self.incubator, self.programme)
            self.words.new_colleagues = colleagues
        self.written.persons_created += part.persons_created
        self.written.persons_matched += part.persons_matched
        self.written.sessions_created += part.sessions_created
        self.written.new_colleagues = list(self.words.new_colleagues)
        for name, refused in part.refused.items():
            self.written.refused[name] += refused

    def _people(self, sheet: SheetReading) -> Written:
        part = Written()
        for row in sheet.people:
            self._person(sheet, row, part)
            self._advance(1)
        return part

    def _person(self, sheet: SheetReading, row: PersonRow, part: Written) -> None:
        known = self.persons.get(row.matched or row.same_as or "")
        first = min((day for key in (row.key, row.matched) if key and (day := self.first_sessions.get(key))), default=None)
        try:
            with transaction.atomic():
                person = write_person(row, known, words=self.words, first_session=first, by=self.by)
        except DomainError as error:
            part.refused[sheet.name].append(Refused(row.row, str(error), row.full_name))
            return
        self.persons[row.key] = person
        if row.same_as:
            # The first row of this person may have been refused: then this one stands for it.
            self.persons.setdefault(row.same_as, person)
        part.persons_created += known is None
        part.persons_matched += known is not None and row.matched is not None and row.same_as is None

    def _sessions(self, sheet: SheetReading) -> Written:
        part = Written()
        groups: dict[tuple[int, str], list[SessionRow]] = defaultdict(list)
        for row in sheet.sessions:
            groups[row.row, row.place].append(row)
        writable = []
        for (number, _place), group in groups.items():
            missing = next((row.person for row in group if row.person not in self.persons), None)
            if missing is None:
                writable.append(group)
            else:
                part.refused[sheet.name].append(
                    Refused(number, self._whose_row_was_refused(missing), self.names.get(missing, ""))
                )
        part.sessions_created = self.session_writer.write(writable, self.words, self.persons)
        return part

    def _whose_row_was_refused(self, key: str) -> str:
        sheet, _slash, number = key.rpartition("/")
        return sentence("person_rejected", {"name": self.names.get(key, ""), "sheet": sheet, "row": number})

    def _advance(self, rows: int) -> None:
        self.done += rows
        if self.progress is not None:
            self.progress(self.done, self.total)
