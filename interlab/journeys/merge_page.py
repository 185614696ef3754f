"""What the pages of a merge tell: two records side by side, what comes together, and what an undo gives back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from interlab.journeys.merging import joined_ways
from interlab.journeys.models import Participation
from interlab.people.languages import language_name
from interlab.people.merging.actions import remembered
from interlab.people.merging.facts import FACTS, said
from interlab.people.merging.registry import Side, counts_of, in_words, sides_of
from interlab.people.models import Merge, Person


@dataclass(frozen=True)
class Card:
    """One of the two records, as it is now."""

    person: Person
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Aside:
    """Something that one of the records said and that wasn't kept."""

    label: str
    text: str


@dataclass(frozen=True)
class Together:
    """What the two records become: cards side by side, what comes together, and which ways are joined."""

    cards: tuple[Card, Card]
    sides: list[Side]
    joined: list[str]


def together(older: Person, newer: Person) -> Together:
    """Return what is seen before two records become one."""
    return Together((_card(older), _card(newer)), sides_of(older, newer), joined_ways(older, newer))


def _card(person: Person) -> Card:
    named = [(_field(f"people.Person.{name}"), said(person, name)) for name in (*FACTS, "account")]
    named += [(str(contact.get_kind_display()), contact.value) for contact in person.contacts.all()]
    named += [(_field("people.PersonLanguage.language"), language_name(row.language)) for row in person.languages.all()]
    ways = Participation.objects.filter(person=person).select_related("programme").order_by("applied_on", "pk")
    named += [(str(way.programme), str(way.get_state_display())) for way in ways]
    named += [(_("Project"), holding.project.name) for holding in person.holdings.select_related("project").order_by("pk")]
    return Card(person, [(capfirst(label), text) for label, text in named if text])


def _field(name: str) -> str:
    model, _mark, field = name.rpartition(".")
    return str(apps.get_model(model)._meta.get_field(field).verbose_name)


def asides_of(merge: Merge) -> list[Aside]:
    """Return what a merge put aside, while it remembers."""
    return [Aside(capfirst(_field(name)), text) for name, text in remembered(merge)["aside"]]


def since_then(merge: Merge) -> Iterable[str]:
    """Return in words what was added to the survivor since: an undo leaves it there."""
    before = remembered(merge)["counts"]
    now = counts_of([merge.survivor])
    return in_words({name: n - before.get(name, 0) for name, n in now.items()})
