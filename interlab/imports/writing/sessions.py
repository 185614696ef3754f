"""Rows about sessions become sessions with their attendances, many at a time; a row that is there already adds nothing."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from interlab.accounts.models import Membership
from interlab.imports.writing.labels import Words
from interlab.journeys.actions.sessions import participation_on, refresh_news
from interlab.journeys.models import Attendance, Participation, Session, SessionNote
from interlab.network.models import Incubator, SessionKind
from interlab.people.models import Person
from interlab.workbook import SessionRow

CHUNK = 500


def _key_of(text: str, time: int) -> str:
    return "workbook:" + hashlib.sha256(f"{text}\x1f{time}".encode()).hexdigest()[:48]


class SessionWriter:
    """Writes the session rows of one workbook. Keeps count of identical rows, which are so many sessions."""

    def __init__(self, incubator: Incubator, by: Membership | None) -> None:
        self.incubator, self.by = incubator, by
        self._seen: Counter[str] = Counter()

    def write(self, groups: Sequence[Sequence[SessionRow]], words: Words, persons: Mapping[str, Person]) -> int:
        """Write the rows of one sheet, each with the persons it names. Returns how many sessions are new."""
        self.words, self.persons = words, persons
        self._participations: dict[int, list[Participation]] = {}
        self._touched: dict[int, Participation] = {}
        self._former: dict[int, list[str]] = defaultdict(list)
        shells = Person.objects.filter(incubator=self.incubator, merged_into__isnull=False)
        for pk, code in shells.values_list("merged_into", "code"):
            self._former[pk or 0].append(code)
        seen = self._seen.copy()
        try:
            created = sum(self._write_chunk(groups[start : start + CHUNK]) for start in range(0, len(groups), CHUNK))
            touched = list(self._touched.values())
            for start in range(0, len(touched), CHUNK):
                refresh_news(touched[start : start + CHUNK])
            return created
        except Exception:
            # The sheet is taken back: its rows were said no time at all.
            self._seen = seen
            raise

    def _write_chunk(self, groups: Sequence[Sequence[SessionRow]]) -> int:
        keyed = {self._key(group): group for group in groups}
        there = set(Session.objects.filter(incubator=self.incubator, act_key__in=list(keyed)).values_list("act_key", flat=True))
        fresh = [(key, group) for key, group in keyed.items() if key not in there]
        sessions = Session.objects.bulk_create(self._session(key, group[0]) for key, group in fresh)
        self._load_participations({self.persons[row.person].pk for _key, group in fresh for row in group})
        attendances: list[Attendance] = []
        notes: list[SessionNote] = []
        for session, (_key, group) in zip(sessions, fresh, strict=True):
            for person in {self.persons[row.person].pk: self.persons[row.person] for row in group}.values():
                participation = participation_on(session.held_on, self._participations.get(person.pk, []))
                if participation is not None:
                    self._touched[participation.pk] = participation
                attendances.append(
                    Attendance(incubator_id=session.incubator_id, session=session, person=person, participation=participation)
                )
            if group[0].note:
                notes.append(
                    SessionNote(session=session, visibility=SessionNote.Visibility.TEAM, body=group[0].note, author=self.by)
                )
        Attendance.objects.bulk_create(attendances)
        SessionNote.objects.bulk_create(notes)
        return len(sessions)

    def _key(self, group: Sequence[SessionRow]) -> str:
        """Return the same key for the same fact, whatever the file: who, when, how long, which kind, by whom, which time it is said."""
        first = group[0]
        persons = {self.persons[row.person].pk: self.persons[row.person].code for row in group}
        facts = [first.held_on.isoformat(), str(first.minutes), first.kind.meaning, first.kind.text, first.by]
        texts = ["\x1f".join([*sorted(codes), *facts]) for codes in self._called(persons)]
        # What was imported of a record that became one with this one since is there under its code of then.
        known = len(texts) > 1 and next((text for text in texts if self._is_there(text)), "")
        text = known or texts[0]
        self._seen[text] += 1
        return _key_of(text, self._seen[text])

    def _called(self, persons: Mapping[int, str]) -> Iterable[list[str]]:
        """Yield the codes of these persons: those of today, then with each earlier code in the place of today's."""
        yield list(persons.values())
        for pk in persons:
            for code in self._former.get(pk, ()):
                yield [code, *(other for key, other in persons.items() if key != pk)]

    def _is_there(self, text: str) -> bool:
        return Session.objects.filter(incubator=self.incubator, act_key=_key_of(text, self._seen[text] + 1)).exists()

    def _session(self, key: str, row: SessionRow) -> Session:
        kind: SessionKind | None = self.words.session_kind(row.kind.meaning, row.kind.text)
        if kind is None:
            kind = SessionKind.objects.create(
                incubator=self.incubator, meaning=row.kind.meaning, name=row.kind.text[:80] or row.kind.meaning, position=99
            )
            self.words.add(kind)
        return Session(
            incubator=self.incubator,
            kind=kind,
            held_on=row.held_on,
            starts_at=row.starts_at,
            minutes=row.minutes,
            given_by=self.words.colleague(row.by),
            topics=[topic.strip()[:80] for topic in row.topics.split(",") if topic.strip()][:8],
            noted_by=self.by,
            act_key=key,
        )

    def _load_participations(self, person_ids: Iterable[int]) -> None:
        missing = [pk for pk in person_ids if pk not in self._participations]
        self._participations.update({pk: [] for pk in missing})
        for row in Participation.objects.filter(person__in=missing):
            self._participations[row.person_id].append(row)
