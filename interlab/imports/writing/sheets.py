"""One workbook, written sheet by sheet: a sheet is written whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.imports.sentences import sentence_of
from interlab.imports.writing.labels import Words
from interlab.imports.writing.people import write_person
from interlab.imports.writing.sessions import SessionWriter
from interlab.network.models import Incubator, Programme
from interlab.people.models import Person
from interlab.workbook import PersonRow, Reading, Reason, SessionRow, SheetReading


@dataclass
class Written:
    """What came of a workbook: counts, and by sheet the rows refused while writing, with their sentence."""

    persons_created: int = 0
    persons_matched: int = 0
    sessions_created: int = 0
    new_colleagues: list[str] = field(default_factory=list)
    refused: dict[str, list[tuple[int, str]]] = field(default_factory=dict)


Progress = Callable[[int, int], None]


def write_reading(
    reading: Reading, incubator: Incubator, programme: Programme, *, by: Membership | None, progress: Progress | None = None
) -> Written:
    """Write what was understood, people first, then their sessions. The same workbook twice adds nothing."""
    return _Writer(reading, incubator, programme, by, progress).write()


class _Writer:
    def __init__(
        self, reading: Reading, incubator: Incubator, programme: Programme, by: Membership | None, progress: Progress | None
    ) -> None:
        self.reading, self.by, self.progress = reading, by, progress
        self.words = Words(incubator, programme)
        self.written = Written()
        wanted = {row.matched for row in reading.people if row.matched} | {row.person for row in reading.sessions}
        known = Person.objects.filter(incubator=incubator, code__in=wanted).prefetch_related("languages", "contacts")
        # Session rows name a person by the key of their row or, when the incubator knew them before, by their code.
        self.persons: dict[str, Person] = {person.code: person for person in known}
        self.refused_keys: set[str] = set()
        self.done, self.total = 0, sum(len(sheet.people) + len(sheet.sessions) for sheet in reading.sheets)
        self.first_sessions: dict[str, date] = {}
        for row in reading.sessions:
            self.first_sessions[row.person] = min(self.first_sessions.get(row.person, row.held_on), row.held_on)

    def write(self) -> Written:
        for sheet in self.reading.sheets:
            if sheet.people:
                with transaction.atomic():
                    for row in sheet.people:
                        self._person(sheet, row)
        sessions = SessionWriter(self.words, self.persons, self.by)
        for sheet in self.reading.sheets:
            if sheet.sessions:
                with transaction.atomic():
                    sessions.write([row for row in sheet.sessions if self._can_be_written(sheet, row)])
                self._advance(len(sheet.sessions))
        self.written.sessions_created = sessions.created
        self.written.new_colleagues = self.words.new_colleagues
        return self.written

    def _person(self, sheet: SheetReading, row: PersonRow) -> None:
        known = self.persons.get(row.matched or row.same_as or "")
        first = min((day for key in (row.key, row.matched) if key and (day := self.first_sessions.get(key))), default=None)
        try:
            with transaction.atomic():
                person = write_person(row, known, words=self.words, first_session=first, by=self.by)
        except DomainError as error:
            self.written.refused.setdefault(sheet.name, []).append((row.row, str(error)))
            self.refused_keys.add(row.key)
        else:
            self.persons[row.key] = person
            self.written.persons_created += known is None
            self.written.persons_matched += row.matched is not None and row.same_as is None
        self._advance(1)

    def _can_be_written(self, sheet: SheetReading, row: SessionRow) -> bool:
        if row.person in self.persons:
            return True
        refused = self.written.refused.setdefault(sheet.name, [])
        person_sheet, _slash, number = row.person.rpartition("/")
        refused.append((row.row, sentence_of(Reason("person_rejected", {"name": "", "sheet": person_sheet, "row": number}))))
        return False

    def _advance(self, rows: int) -> None:
        self.done += rows
        if self.progress is not None:
            self.progress(self.done, self.total)
