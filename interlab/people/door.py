"""The door by which the layers below reach persons, whom they know by their code."""

import json
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q
from django.utils.translation import override

from interlab.accounts.models import Membership
from interlab.core.templatetags.page import day
from interlab.notices.actions import queue_message
from interlab.people.merging import by_code, codes_of, person_called
from interlab.people.merging.rules import merges_into
from interlab.people.models import Person
from interlab.people.reach import language_of, recipient_of
from interlab.privacy.subjects import PersonDoor, register_persons

# How many persons a name that was typed finds at most.
FOUND = 50


def _write(person: Person, wording: str, about: dict[str, str], key: str) -> bool:
    """Write to a person by what they gave."""
    to = recipient_of(person)
    if "day" in about:
        with override(to.language):
            about = {**about, "day": day(date.fromisoformat(about["day"]))}
    return queue_message(wording, to, incubator=person.incubator, about=about, key=key) is not None


def _not_kept(person: Person, column: str) -> list[str]:
    """Return what was known of records that became one with this one, as long as the merge remembers it."""
    changes = merges_into(person.pk).exclude(changes="").values_list("changes", flat=True)
    return [text for written in changes for name, text in json.loads(written)["aside"] if name.endswith(column)]


def _names(person: Person) -> tuple[str, ...]:
    return (person.full_name, person.called, *_not_kept(person, "_name"), *_not_kept(person, ".called"))


def _contacts(person: Person) -> tuple[str, ...]:
    known = [text for pair in person.contacts.values_list("value", "normal") for text in pair if text]
    return (*known, *_not_kept(person, "ContactPoint.value"))


def _names_of(incubator_id: int, codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of these persons by code: of who they are now, where two records became one."""
    rows = Person.objects.standing().filter(incubator_id=incubator_id)
    return {code: person.short_name for code, person in by_code(rows, incubator_id, codes).items()}


def _codes_named(incubator_id: int, text: str) -> list[str]:
    """Return the codes of the persons that `text` finds, or is the code of; at most some dozens of persons."""
    rows = Person.objects.standing().filter(incubator_id=incubator_id)
    called = person_called(rows, incubator_id, text)
    if called is not None:
        return codes_of(called)
    return _with_shells(list(rows.matching(text, incubator_id).order_by("sort_name", "pk").values_list("pk", flat=True)[:FOUND]))


def _with_shells(keys: list[int]) -> list[str]:
    """Return the codes of these persons, and of the records that became one with them."""
    return list(Person.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).values_list("code", flat=True))


def _own_codes(member: Membership) -> list[str]:
    """Return the codes of the persons that this member is."""
    if member.account_id is None:
        return []
    own = Person.objects.filter(incubator_id=member.incubator_id, account_id=member.account_id)
    return _with_shells(list(own.values_list("pk", flat=True)))


register_persons(
    PersonDoor(
        visible_to=Person.objects.visible_to,
        coded=lambda incubator_id, code: Person.objects.filter(incubator_id=incubator_id, code=code).select_related("incubator"),
        of_account=lambda account_id: Person.objects.filter(account_id=account_id),
        codes=codes_of,
        names=_names,
        contacts=_contacts,
        language=language_of,
        write=_write,
        names_of=_names_of,
        codes_named=_codes_named,
        own_codes=_own_codes,
    )
)
