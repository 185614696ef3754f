"""Opening persons' files: written down each day, and with a reason outside one's caseload."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.people.access import caseload_of
from interlab.people.merging import by_code
from interlab.people.models import Person
from interlab.privacy.actions import entry_of, record_act, record_acts
from interlab.privacy.doors import ReasonNeeded
from interlab.privacy.models import AuditEntry

OPENED, REASON_GIVEN = "person.opened", "person.reason_given"


def open_files(persons: Sequence[Person], *, by: Membership, written: bool = True, every: bool = True) -> None:
    """Let a colleague open these persons' files, writing it down once a day, or raise ReasonNeeded.

    With `every` false it is enough that one of them is in their caseload. Costs one query on a day when it was opened already,
    and a constant number else. Whoever isn't of the team opens nothing but what is theirs.
    """
    if not by.can(Ability.SEE_PEOPLE) or not persons:
        return
    today = _acts_of_today(persons, by)
    closed = [person for person in persons if OPENED not in today[person.code]]
    reasonless = [person for person in closed if REASON_GIVEN not in today[person.code]]
    outside = _outside(reasonless, by)
    if outside and (every or len(outside) == len(persons)):
        raise ReasonNeeded(next(person.code for person in persons if person.pk in outside))
    if written:
        record_acts([entry_of(one, OPENED, by=by, person_code=one.code) for one in closed if one.pk not in outside])


def closed_files(persons: Sequence[Person], *, by: Membership) -> set[int]:
    """Return the keys of those whose file stays closed to a colleague until they say why. Two queries at most; writes nothing."""
    today = _acts_of_today(persons, by) if persons else {}
    return _outside([person for person in persons if not today.get(person.code)], by)


def _acts_of_today(persons: Sequence[Person], by: Membership) -> dict[str, set[str]]:
    rows = AuditEntry.objects.about(by.incubator_id, [person.code for person in persons])
    found: dict[str, set[str]] = defaultdict(set)
    own = rows.filter(at__gte=_midnight(), by=by, act__in=(OPENED, REASON_GIVEN))
    for code, act in own.values_list("person_code", "act"):
        found[code].add(act)
    return found


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _outside(persons: Sequence[Person], by: Membership) -> set[int]:
    if not persons or by.can(Ability.OPEN_ANY_FILE):
        return set()
    return outside_caseload([person.pk for person in persons], by)


def outside_caseload(person_ids: Collection[int], member: Membership) -> set[int]:
    """Return which of these persons are outside the caseload of `member`, in one query at most."""
    if not person_ids or member.can(Ability.OPEN_ANY_FILE):
        return set()
    inside = Person.objects.filter(pk__in=list(person_ids)).filter(caseload_of(member))
    return set(person_ids) - set(inside.values_list("pk", flat=True))


def open_by_code(person_codes: Collection[str], by: Membership) -> None:
    """Open the files of persons named by their codes of today or before: see open_files."""
    found = by_code(Person.objects.visible_to(by), by.incubator_id, person_codes)
    open_files(list(dict.fromkeys(found.values())), by=by)


@transaction.atomic
def give_reason(person: Person, *, reason: str, words: str = "", by: Membership) -> Person:
    """Note why somebody opens a file outside their caseload: it is theirs to open until the day ends. The person reads it."""
    record_act(person, REASON_GIVEN, by=by, person_code=person.code, reason=reason, words=words)
    return person
