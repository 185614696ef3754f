"""Whom data are about. Persons live in a layer above: it opens this door to them, once, from its `door.py`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Role
from interlab.network.models import Incubator
from interlab.privacy.redaction import Traces


@dataclass(frozen=True)
class PersonDoor:
    """What this app asks of persons: which rows there are, how one of them is called, addressed and written to, and whose a code is.

    A person has at least pk, code, incubator_id, account_id and short_name.
    """

    visible_to: Callable[[Membership], QuerySet]
    coded: Callable[[int, str], QuerySet]
    of_account: Callable[[int], QuerySet]
    # Today's code first, then those of records that became one with it.
    codes: Callable[[Any], list[str]]
    names: Callable[[Any], tuple[str, ...]]
    contacts: Callable[[Any], tuple[str, ...]]
    # One of those InterLab speaks.
    language: Callable[[Any], str]
    # (person, wording, about, key) → whether there was a way to write to them.
    write: Callable[[Any, str, dict[str, str], str], bool]
    # By their codes in an incubator, those of records that became one with another included.
    names_of: Callable[[int, Collection[str]], Mapping[str, str]]
    # Of whoever a name or a code that was typed there finds.
    codes_named: Callable[[int, str], list[str]]
    # Of the persons whom a member is.
    own_codes: Callable[[Membership], list[str]]


_DOORS: list[PersonDoor] = []


def register_persons(door: PersonDoor) -> None:
    """Say how persons are reached. Called once."""
    _DOORS[:] = [door]


def persons() -> PersonDoor:
    """Return the door to persons."""
    if not _DOORS:
        autodiscover_modules("door")
    return _DOORS[0]


@dataclass(frozen=True)
class Subject:
    """Whose data are told or erased: a person with the account and membership they have as such, or a member alone."""

    incubator: Incubator
    person: Any = None
    account: Account | None = None
    members: tuple[Membership, ...] = ()

    @property
    def person_pk(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def code(self) -> str:
        return self.person.code if self.person else self.members[0].code

    @cached_property
    def codes(self) -> list[str]:
        """The codes by which a trail names the person: today's, and those of records that became one with it."""
        return persons().codes(self.person) if self.person else []

    @property
    def name(self) -> str:
        return self.person.short_name if self.person else self.members[0].name

    @property
    def account_goes(self) -> bool:
        """Whether the account is nobody else's: no place in another incubator, no other role here, no other person."""
        if self.account is None:
            return False
        places = Membership.objects.filter(account=self.account).exclude(pk__in=[member.pk for member in self.members])
        if places.exists():
            return False
        return not persons().of_account(self.account.pk).exclude(pk=self.person_pk).exists()

    @cached_property
    def traces(self) -> Traces:
        """By what the subject is recognised in a text."""
        names = persons().names(self.person) if self.person else ()
        contacts = persons().contacts(self.person) if self.person else ()
        names += tuple(member.name for member in self.members)
        if self.account is not None and (self.account_goes or not self.person):
            names, contacts = (*names, self.account.name), (*contacts, self.account.email or "", self.account.phone or "")
        return Traces.of(names, contacts)


def subject_of_person(person: Any) -> Subject:
    """Return a person as the subject of their data; a membership they have for more than their own journey stays apart."""
    members = Membership.objects.filter(incubator_id=person.incubator_id, account_id=person.account_id)
    own = (
        tuple(one for one in members.select_related("account") if set(one.roles) <= {Role.ENTREPRENEUR})
        if person.account_id
        else ()
    )
    return Subject(person.incubator, person, person.account, own)


def subject_of_member(member: Membership) -> Subject:
    """Return a member, colleague or mentor, as the subject of their data."""
    return Subject(member.incubator, None, member.account, (member,))
