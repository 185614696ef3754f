"""Who a record is now: codes of records that became one with another still lead to it, and writers meet it locked."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interlab.core.errors import DomainError
from interlab.core.prepared import prepared
from interlab.people.models import Person


def codes_of(person: Person) -> list[str]:
    """Return a person's own code and those of the records that became one with it: what a trail is read by. One query."""
    return [person.code, *_became(person.incubator_id, person.pk)]


@prepared
def _became(incubator: int, person: int) -> QuerySet[Person, str]:
    return Person.objects.filter(incubator_id=incubator, merged_into=person).values_list("code", flat=True)


def person_called(rows: QuerySet[Any], incubator_id: int, code: str) -> Person | None:
    """Return who among `rows` is called `code`, today or before two records became one. A code of today costs one query."""
    found: Person | None = rows.filter(code=code).first()
    return found or next(iter(_before(rows, incubator_id, [code]).values()), None)


def by_code(rows: QuerySet[Any], incubator_id: int, codes: Iterable[str]) -> dict[str, Person]:
    """Return who among `rows` is called by each of `codes`, today or before; unknown codes are left out. At most three queries."""
    codes = list(codes)
    found: dict[str, Person] = {person.code: person for person in rows.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        found |= _before(rows, incubator_id, missing)
    return {code: found[code] for code in codes if code in found}


def _before(rows: QuerySet[Any], incubator_id: int, codes: list[str]) -> dict[str, Person]:
    """Return who among `rows` the records of an incubator once called `codes` became."""
    shells = Person.objects.filter(incubator_id=incubator_id, code__in=codes, merged_into__isnull=False)
    into = dict(shells.values_list("code", "merged_into"))
    persons = {person.pk: person for person in rows.filter(pk__in=into.values())} if into else {}
    return {code: persons[pk] for code, pk in into.items() if pk in persons}


def persons_called(rows: QuerySet[Any], incubator_id: int, codes: Sequence[str]) -> list[Person]:
    """Return those among `rows` who are called by `codes`, in that order, each once; unknown codes are left out."""
    found = by_code(rows, incubator_id, codes)
    return list(dict.fromkeys(found[code] for code in codes if code in found))


def who_they_are_now(persons: Iterable[Person]) -> list[Person]:
    """Lock the rows of these persons until the transaction ends, and return who they are now, each once, in their order.

    Whoever became one with another meanwhile is that other. Rows are locked in the order of their keys, as a merge does.
    """
    wanted = [person.pk for person in persons]
    leads: dict[int, int | None] = dict(Person.objects.filter(pk__in=wanted).values_list("pk", "merged_into"))
    wanted = [leads.get(pk) or pk for pk in wanted]
    found = _locked(wanted)
    # Merged between the two questions: once more, now that nothing can change any longer.
    if moved := [row.merged_into_id for row in found.values() if row.merged_into_id]:
        found |= _locked(moved)
        wanted = [found[pk].merged_into_id or pk for pk in wanted]
    if not set(wanted) <= set(found):
        raise DomainError(_("This person isn’t here any more. Go back to the list of people."))
    return [found[pk] for pk in dict.fromkeys(wanted)]


def who_is_now(person: Person) -> Person:
    """Lock a person's row until the transaction ends, and return who they are now: see who_they_are_now."""
    return who_they_are_now([person])[0]


def _locked(keys: Iterable[int | None]) -> dict[int, Person]:
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[key for key in keys if key])
    return {person.pk: person for person in rows.select_related("incubator").order_by("pk")}
