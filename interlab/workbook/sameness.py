"""Who is the same person as whom: two rows, two sheets, or somebody the incubator already knows."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from .asking import SKIP
from .folding import fold
from .names import Directory, name_key
from .people import Draft, PeopleRead
from .shapes import KnownPerson, PersonRow, because

Verdict = Literal["same", "different", "unclear"]
ANOTHER = "other"


@dataclass(slots=True)
class _Somebody:
    """What is known of one person, over all their rows."""

    key: str
    name: str
    sheet: str = ""
    row: int = 0
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    birth_year: int | None = None
    projects: set[str] = field(default_factory=set)
    entries: set[tuple[str, str]] = field(default_factory=set)

    def add(self, person: PersonRow) -> None:
        self.emails.update(person.emails)
        self.phones.update(phone.e164 or phone.typed for phone in person.phones)
        self.birth_year = self.birth_year or person.birth_year
        if person.project:
            self.projects.add(fold(person.project))
        if person.enterprise_number:
            self.projects.add(person.enterprise_number.digits)
        if person.entered_on:
            self.entries.add((person.sheet, person.entered_on.isoformat()))

    @property
    def is_bare(self) -> bool:
        """Nothing but a name: nothing could tell this person from a namesake."""
        return not (self.emails or self.phones or self.birth_year or self.projects or self.entries)


def compare(one: _Somebody, other: _Somebody) -> Verdict:
    """Whether two persons of one name are the same: an e-mail or a telephone in common, else the year of birth or the project."""
    if one.emails & other.emails or one.phones & other.phones:
        return "same"
    other_emails = bool(one.emails and other.emails)
    other_phones = bool(one.phones and other.phones)
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year or (other_emails and other_phones):
        return "different"
    if other_emails or other_phones:
        return "unclear"
    if one.birth_year and one.birth_year == other.birth_year or one.projects & other.projects:
        return "same"
    # The same first day in two sheets tells; in one sheet it may be the day a whole group came in.
    days = {day for sheet, day in one.entries if sheet not in {sheet for sheet, _ in other.entries}}
    return "same" if days & {day for _, day in other.entries} else "unclear"


@dataclass(slots=True)
class People:
    """Everybody sessions may name, and the rows that told who they are."""

    directory: Directory = field(default_factory=Directory)
    refused: dict[str, tuple[str, int]] = field(default_factory=dict)
    # An e-mail, or a number the workbook gives, and whose it is; nobody's when several have it.
    marks: dict[str, str | None] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def know(self, key: str, person: PersonRow, draft: Draft) -> None:
        """Lets sessions name this person, as this row spells and numbers them."""
        self.directory.add(key, person.full_name, draft.spellings)
        if person.gender:
            self.genders.setdefault(key, person.gender)
        for text in (draft.reference, *person.emails):
            self.mark(text, key)

    def mark(self, text: str, key: str) -> None:
        """Ties an e-mail or a number to a person."""
        mark = mark_of(text)
        if mark:
            self.marks[mark] = key if self.marks.get(mark, key) == key else None

    def marked(self, text: str) -> str | None:
        """The one person this e-mail or number is given to."""
        return self.marks.get(mark_of(text))


def mark_of(text: str) -> str:
    """ "P012", "p 12" and "12" stay apart; "12" and "12.0" don't."""
    return text.strip().casefold().removesuffix(".0")


class _Register:
    def __init__(self, known: Iterable[KnownPerson]) -> None:
        self.by_name: dict[str, list[_Somebody]] = defaultdict(list)
        self.by_contact: dict[str, _Somebody] = {}
        self.known_by_name: dict[str, list[_Somebody]] = defaultdict(list)
        self.known_by_contact: dict[str, _Somebody] = {}
        self.known: list[_Somebody] = []
        for person in known:
            somebody = _Somebody(person.code, person.full_name, emails={email.lower() for email in person.emails})
            somebody.phones, somebody.birth_year = set(person.phones_e164), person.birth_year
            somebody.projects = {fold(project) for project in person.projects}
            somebody.entries = {("", day.isoformat()) for day in person.entered_on}
            self.known.append(somebody)
            for key in _keys(person.full_name):
                self.known_by_name[key].append(somebody)
            for contact in (*somebody.emails, *somebody.phones):
                self.known_by_contact.setdefault(contact, somebody)

    def remember(self, somebody: _Somebody, person: PersonRow) -> None:
        somebody.add(person)
        for key in _keys(person.full_name):
            if somebody not in self.by_name[key]:
                self.by_name[key].append(somebody)
        for contact in _contacts(person):
            self.by_contact.setdefault(contact, somebody)


def _keys(name: str) -> set[str]:
    words = fold(name).split()
    return {name_key(name), "".join(words), "".join(words[1:] + words[:1])}


def _contacts(person: PersonRow) -> list[str]:
    return [*person.emails, *(phone.e164 or phone.typed for phone in person.phones)]


def settle_people(found: PeopleRead, known: Iterable[KnownPerson]) -> People:
    """Files each draft as a person, the same person as an earlier row, or a refused row; ties them to those already known."""
    register = _Register(known)
    people = People(refused=found.refused)
    matched: set[str] = set()
    for draft in found.drafts:
        earlier = _earlier(draft, register)
        code = _known(draft, register) if earlier is None else None
        work = draft.work
        if work.refusals:
            people.refused.setdefault(name_key(draft.person.full_name), (work.sheet, work.row.number))
        if not work.close(draft.person.full_name):
            continue
        person = replace(draft.person, same_as=earlier.key if earlier else None, matched=code)
        if earlier is None:
            earlier = _Somebody(person.key, person.full_name, person.sheet, person.row)
        register.remember(earlier, person)
        if code:
            matched.add(code)
        people.know(earlier.key, person, draft)
        work.table.reading.people.append(person)
    for somebody in register.known:
        if somebody.key not in matched:
            people.directory.add(somebody.key, somebody.name)
            for email in somebody.emails:
                people.mark(email, somebody.key)
    return people


def _same_name(name: str, by_name: dict[str, list[_Somebody]]) -> list[_Somebody]:
    found: dict[str, _Somebody] = {}
    for key in sorted(_keys(name)):
        for somebody in by_name.get(key, ()):
            found.setdefault(somebody.key, somebody)
    return list(found.values())


def _as_somebody(person: PersonRow) -> _Somebody:
    somebody = _Somebody(person.key, person.full_name)
    somebody.add(person)
    return somebody


def _judged(person: PersonRow, candidates: list[_Somebody]) -> tuple[_Somebody | None, list[_Somebody]]:
    """Who is surely the same, and who may be."""
    me = _as_somebody(person)
    verdicts = [(compare(me, other), other) for other in candidates]
    same = next((other for verdict, other in verdicts if verdict == "same"), None)
    return same, [other for verdict, other in verdicts if verdict == "unclear"]


def _may_be_one(sharing: _Somebody, person: PersonRow) -> bool:
    """Whether two persons who share a contact may be one: a family of two addresses or two years of birth is not."""
    me = _as_somebody(person)
    if sharing.birth_year and me.birth_year and sharing.birth_year != me.birth_year:
        return False
    if sharing.emails and me.emails and not sharing.emails & me.emails:
        return False
    return bool(set(fold(sharing.name).split()) & set(fold(person.full_name).split()))


def _is_misspelt(sharing: _Somebody, person: PersonRow) -> bool:
    """One e-mail, one year of birth or first day, and names a slip of the finger apart."""
    me = _as_somebody(person)
    days = {day for _, day in me.entries} & {day for _, day in sharing.entries}
    born = me.birth_year is not None and me.birth_year == sharing.birth_year
    alike = difflib.SequenceMatcher(None, name_key(sharing.name), name_key(person.full_name)).ratio() >= 0.88
    return bool(me.emails & sharing.emails) and (born or bool(days)) and alike


def _earlier(draft: Draft, register: _Register) -> _Somebody | None:
    person = draft.person
    same, unclear = _judged(person, _same_name(person.full_name, register.by_name))
    if same is not None:
        return same
    code = "same_person_unclear"
    if len(unclear) == 1 and unclear[0].sheet != person.sheet and (unclear[0].is_bare or _as_somebody(person).is_bare):
        draft.work.remark("same_name_elsewhere", name=unclear[0].name, sheet=unclear[0].sheet, row=unclear[0].row)
        return unclear[0]
    if not unclear:
        sharing = next((register.by_contact[contact] for contact in _contacts(person) if contact in register.by_contact), None)
        if sharing is None:
            return None
        if not _may_be_one(sharing, person):
            draft.work.remark("shared_contact", name=sharing.name, sheet=sharing.sheet, row=sharing.row)
            return None
        if _is_misspelt(sharing, person):
            draft.work.remark("same_name_elsewhere", name=sharing.name, sheet=sharing.sheet, row=sharing.row)
            return sharing
        unclear, code = [sharing], "same_contact_unclear"
    return _asked(draft, unclear, code, ":same")


def _known(draft: Draft, register: _Register) -> str | None:
    person = draft.person
    if draft.work.refusals:
        return None
    same, unclear = _judged(person, _same_name(person.full_name, register.known_by_name))
    if same is not None:
        return same.key
    if len(unclear) == 1 and _as_somebody(person).is_bare:
        return unclear[0].key
    if not unclear:
        sharing = next(
            (register.known_by_contact[contact] for contact in _contacts(person) if contact in register.known_by_contact), None
        )
        if sharing is None or not _may_be_one(sharing, person):
            return None
        if _is_misspelt(sharing, person):
            return sharing.key
        unclear = [sharing]
    chosen = _asked(draft, unclear, "same_as_known_unclear", ":known")
    return chosen.key if chosen else None


def _asked(draft: Draft, candidates: list[_Somebody], code: str, suffix: str) -> _Somebody | None:
    """The candidate the team names; refuses the row when it says nothing."""
    work, first = draft.work, candidates[0]
    reason = because(code, name=first.name, sheet=first.sheet, row=first.row)
    answer = work.desk.questions.ask(
        f"{work.sheet}/{work.row.number}{suffix}",
        sheet=work.sheet,
        row=work.row.number,
        about_row=True,
        reason=reason,
        choices=[*((somebody.key, somebody.name) for somebody in candidates[:20]), (ANOTHER, "")],
    )
    if answer is None or answer == SKIP:
        work.refuse(because("skipped_by_choice") if answer else reason)
        return None
    return next((somebody for somebody in candidates if somebody.key == answer), None)
