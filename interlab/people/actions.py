"""Entering and correcting what is known of a person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.core.text import words
from interlab.network.models import Incubator
from interlab.people.contacts import normal_form
from interlab.people.findable import LONGEST_WORD, phone_words, registered_words
from interlab.people.merging import who_is_now
from interlab.people.models import ContactPoint, Person, PersonLanguage, SearchWord
from interlab.privacy.actions import record_act


@dataclass(frozen=True)
class PersonFacts:
    """What was said of a person. `languages` are (ISO code, level or "") best first, `contacts` (kind, as typed)."""

    full_name: str
    called: str = ""
    gender: str = ""
    birth_year: int | None = None
    standing: str = ""
    migration_value: str = ""
    municipality: str = ""
    interpreter_wanted: bool = False
    languages: Sequence[tuple[str, str]] = field(default_factory=tuple)
    contacts: Sequence[tuple[str, str]] = field(default_factory=tuple)

    def columns(self) -> dict[str, Any]:
        """Return the facts that are columns of the person's own row."""
        return {
            name: getattr(self, name)
            for name in (
                "full_name",
                "called",
                "gender",
                "birth_year",
                "standing",
                "migration_value",
                "municipality",
                "interpreter_wanted",
            )
        }


@transaction.atomic
def create_person(incubator: Incubator, facts: PersonFacts, *, by: Membership | None) -> Person:
    """Enter a person, their languages and contacts, and make them findable."""
    person = Person.objects.create(incubator=incubator, **facts.columns())
    _write_languages(person, facts.languages)
    _write_contacts(person, facts.contacts)
    index_person(person)
    record_act(person, "person.created", by=by, person_code=person.code)
    return person


@transaction.atomic
def update_person(person: Person, facts: PersonFacts, *, by: Membership | None) -> Person:
    """Correct a person. The audit trail says which facts changed, not what they were."""
    standing = who_is_now(person)
    if standing.pk != person.pk:
        raise DomainError(_("This record has just become one with another. Open the person’s page again, then correct it."))
    changed = [name for name, value in facts.columns().items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, getattr(facts, name))
    if changed:
        person.save()
    if [(row.language, row.level) for row in person.languages.all()] != list(facts.languages):
        person.languages.all().delete()
        _write_languages(person, facts.languages)
        changed.append("languages")
    if [(row.kind, row.value) for row in person.contacts.all()] != list(facts.contacts):
        person.contacts.all().delete()
        _write_contacts(person, facts.contacts)
        changed.append("contacts")
    if changed:
        index_person(person)
        record_act(person, "person.updated", by=by, person_code=person.code, fields=changed)
    return person


def _write_languages(person: Person, languages: Iterable[tuple[str, str]]) -> None:
    PersonLanguage.objects.bulk_create(
        PersonLanguage(person=person, language=language, level=level, position=position)
        for position, (language, level) in enumerate(dict(languages).items())
    )


def _write_contacts(person: Person, contacts: Iterable[tuple[str, str]]) -> None:
    ContactPoint.objects.bulk_create(
        ContactPoint(
            incubator_id=person.incubator_id,
            person=person,
            kind=kind,
            value=value,
            normal=normal_form(kind, value),
            position=position,
        )
        for position, (kind, value) in enumerate(dict.fromkeys(contacts))
    )


def words_of(person: Person, contacts: Iterable[ContactPoint]) -> set[str]:
    """Return the words of a person's own record: names, e-mail addresses, and digits of phones in their usual forms."""
    found = set(words(f"{person.full_name} {person.called}"))
    for contact in contacts:
        if contact.kind == ContactPoint.Kind.EMAIL:
            found.update(words(contact.value))
        else:
            found.update(phone_words(contact.value, contact.normal))
    return {word[:LONGEST_WORD] for word in found}


def index_person(person: Person) -> None:
    """Make a person findable by the words of today, and by no older ones."""
    index_persons([person])


@transaction.atomic
def index_persons(persons: Iterable[Person]) -> int:
    """Make persons findable by the words of today, and by no older ones. Returns how many words were added or taken away."""
    persons = list(persons)
    contacts: dict[int, list[ContactPoint]] = defaultdict(list)
    for contact in ContactPoint.objects.filter(person__in=persons):
        contacts[contact.person_id].append(contact)
    added = registered_words([person.pk for person in persons])
    wanted = {
        (person.pk, word[:LONGEST_WORD])
        for person in persons
        for word in words_of(person, contacts[person.pk]) | added.get(person.pk, set())
    }
    known = {(row.person_id, row.word): row.pk for row in SearchWord.objects.filter(person__in=persons)}
    gone = [pk for key, pk in known.items() if key not in wanted]
    if gone:
        SearchWord.objects.filter(pk__in=gone).delete()
    incubators = {person.pk: person.incubator_id for person in persons}
    new = sorted(wanted - set(known))
    SearchWord.objects.bulk_create(SearchWord(incubator_id=incubators[pk], person_id=pk, word=word) for pk, word in new)
    return len(gone) + len(new)
