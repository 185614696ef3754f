"""Records that are likely of one and the same human, a page at a time. Reads two indexes in their order, whatever their length.

Two persons look alike when they can be reached by the same phone or e-mail, or have the same words in their full name and no
different years of birth. What somebody told apart is not proposed again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q

from interlab.accounts.models import Membership
from interlab.people.merging.rules import in_order
from interlab.people.models import ContactPoint, NotTheSame, Person

SIZE = 20
# Many share a name or a shelter's phone: of a crowd, the first are compared.
CROWD = 6
_ROUNDS = 5
BY_CONTACT, BY_NAME = "contact", "name"


@dataclass(frozen=True)
class Pair:
    """Two records that look alike, the older first; `shared` is the phone or e-mail they share, "" when it is the name."""

    older: Person
    newer: Person
    shared: str


@dataclass(frozen=True)
class Lookalikes:
    """Some pairs, and the position from which on there may be more (None where these are the last)."""

    pairs: list[Pair]
    next: str | None


def lookalikes(member: Membership, *, after: str = "", size: int = SIZE) -> Lookalikes:
    """Return one page of the records that look alike. `after` is an earlier page's `next`; what can't be read gives the first."""
    reason, _dot, key = after[:300].partition(".")
    if reason not in (BY_CONTACT, BY_NAME):
        reason, key = BY_CONTACT, ""
    found: dict[tuple[int, int], Pair] = {}
    for _round in range(_ROUNDS):
        keys = _contact_keys(member, key, size) if reason == BY_CONTACT else _name_keys(member, key, size)
        for pair in _pairs(member, reason, keys):
            found.setdefault((pair.older.pk, pair.newer.pk), pair)
        if len(keys) == size:
            key = keys[-1]
        elif reason == BY_CONTACT:
            reason, key = BY_NAME, ""
        else:
            return Lookalikes(list(found.values()), None)
        if len(found) >= size:
            break
    return Lookalikes(list(found.values()), f"{reason}.{key}")


def _contact_keys(member: Membership, after: str, size: int) -> list[str]:
    rows = ContactPoint.objects.filter(incubator_id=member.incubator_id, normal__gt=after)
    # From the index alone. One person's phone and WhatsApp are often the same number.
    counted = rows.values("normal").annotate(n=Count("person", distinct=True)).filter(n__gt=1)
    return list(counted.order_by("normal").values_list("normal", flat=True)[:size])


def _name_keys(member: Membership, after: str, size: int) -> list[str]:
    # Shells have no name. One word names half a town.
    rows = Person.objects.filter(incubator_id=member.incubator_id, name_key__gt=after, name_key__contains=" ")
    counted = rows.values("name_key").annotate(n=Count("pk")).filter(n__gt=1)
    return list(counted.order_by("name_key").values_list("name_key", flat=True)[:size])


def _pairs(member: Membership, reason: str, keys: list[str]) -> Iterator[Pair]:
    groups = _by_contact(member, keys) if reason == BY_CONTACT else _by_name(member, keys)
    persons = {person for group in groups.values() for person in group}
    apart = _told_apart(member, [person.pk for person in persons])
    reached = _reached(persons) if reason == BY_NAME else {}
    for key in keys:
        for one, other in combinations(groups.get(key, []), 2):
            older, newer = in_order(one, other)
            if (older.pk, newer.pk) in apart or _different_years(older, newer) and reason == BY_NAME:
                continue
            if reason == BY_NAME and reached[older.pk] & reached[newer.pk]:
                continue  # Proposed already, for what they share.
            yield Pair(older, newer, key if reason == BY_CONTACT else "")


def _by_contact(member: Membership, keys: list[str]) -> dict[str, list[Person]]:
    rows = ContactPoint.objects.filter(incubator_id=member.incubator_id, normal__in=keys).values_list("normal", "person_id")
    ids: dict[str, list[int]] = defaultdict(list)
    for normal, person_id in rows.order_by("normal", "person_id").distinct():
        if len(ids[normal]) < CROWD:
            ids[normal].append(person_id)
    persons = Person.objects.visible_to(member).in_bulk({pk for group in ids.values() for pk in group})
    return {key: [persons[pk] for pk in group if pk in persons] for key, group in ids.items()}


def _by_name(member: Membership, keys: list[str]) -> dict[str, list[Person]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in Person.objects.visible_to(member).filter(name_key__in=keys).order_by("name_key", "pk"):
        if len(groups[person.name_key]) < CROWD:
            groups[person.name_key].append(person)
    return groups


def _told_apart(member: Membership, person_ids: list[int]) -> set[tuple[int, int]]:
    rows = NotTheSame.objects.filter(Q(incubator_id=member.incubator_id), one__in=person_ids, other__in=person_ids)
    return set(rows.values_list("one", "other"))


def _reached(persons: set[Person]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {person.pk: set() for person in persons}
    for person_id, normal in ContactPoint.objects.filter(person__in=persons).exclude(normal="").values_list("person", "normal"):
        found[person_id].add(normal)
    return found


def _different_years(one: Person, other: Person) -> bool:
    return None not in (one.birth_year, other.birth_year) and one.birth_year != other.birth_year
