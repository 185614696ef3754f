"""Where sources of timeline entries are registered, and how their entries are merged.

Entries are ordered by (day, source name, number), latest first: a total order, so that a page can be named by its last entry
and no source is ever asked for more rows than one page holds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from interlab.accounts.models import Membership
from interlab.journeys.models import Project
from interlab.people.models import Person

PAGE_SIZE = 20
# What a source is asked for by the first page: one entry more tells whether there is another page.
FIRST = PAGE_SIZE + 1
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Subject:
    """Whose timeline it is: a person with the projects they carry, or a project with the persons who carry it."""

    incubator_id: int
    person_ids: tuple[int, ...]
    project_ids: tuple[int, ...]
    person: Person | None = None
    project: Project | None = None

    @classmethod
    def of_person(cls, person: Person, project_ids: Iterable[int] | None = None) -> "Subject":
        """Return the subject for a person's page. Costs one query for the projects they carry, unless the page knows them."""
        if project_ids is None:
            project_ids = person.holdings.values_list("project_id", flat=True)
        return cls(person.incubator_id, (person.pk,), tuple(project_ids), person=person)

    def opens(self, bound: "Bound | None", limit: int) -> bool:
        """Whether this is the first page of one person, the one that is asked for most: its queries are prepared."""
        return self.person is not None and bound is None and limit == FIRST

    @classmethod
    def of_project(cls, project: Project) -> "Subject":
        """Return the subject for a project's page. Costs one query, for its holders."""
        persons = tuple(project.holders.values_list("person_id", flat=True))
        return cls(project.incubator_id, persons, (project.pk,), project=project)


@dataclass(frozen=True)
class Entry:
    """One dated thing on a timeline. `number` is the row's pk; `tint` is "teal", "brick", "saffron" or "".

    `text` and `notes` (circle of readers, body) are what people wrote: user text, shown with its own direction.
    `link` (address, label) opens or corrects the thing. `struck` tells what was taken back, `about` names whom it concerns.
    A source with more to show gives the `template` of a fragment, which reads `entry.context`.
    """

    day: date
    number: int
    kind: str
    title: str | Promise
    icon: str
    tint: str = ""
    text: str = ""
    notes: tuple[tuple[str | Promise, str], ...] = ()
    author: str = ""
    fact: str = ""
    about: str = ""
    link: tuple[str, str | Promise] | None = None
    struck: bool = False
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Bound:
    """Entries are wanted that come strictly before (day, number)."""

    day: date
    number: int


def older_than(bound: Bound | None, day: str, number: str = "pk") -> Q:
    """Return the condition on fields `day` and `number` that keeps what is older than `bound`; no bound keeps all."""
    if bound is None:
        return Q()
    return Q(**{f"{day}__lte": bound.day}) & (Q(**{f"{day}__lt": bound.day}) | Q(**{f"{number}__lt": bound.number}))


EntriesOf = Callable[[Subject, Membership, Bound | None, int], list[Entry]]


@dataclass(frozen=True)
class Source:
    """One kind of thing on timelines; `label` names its filter.

    `entries(subject, member, bound, limit)` returns at most `limit` entries that `member` may read, older than `bound`, latest
    first by (day, number), in a constant number of queries.
    """

    name: str
    label: Promise
    entries: EntriesOf


@dataclass(frozen=True)
class Timeline:
    """Some entries, latest first, and the token of the older ones (None when these are the last)."""

    entries: list[Entry]
    older: str | None
    only: str


_REGISTERED: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a source take part in every timeline. Called once, when the app's `timeline.py` is imported."""
    _REGISTERED[source.name] = source


@cache
def sources() -> tuple[Source, ...]:
    """Return every app's sources, in the order of the installed apps. Looks for them at first use, not at start-up."""
    autodiscover_modules("timeline")
    return tuple(_REGISTERED.values())


def timeline_of(subject: Subject, member: Membership, *, only: str = "", before: str = "", size: int = PAGE_SIZE) -> Timeline:
    """Return one page of what `member` may read about `subject`.

    `only` is a source's name, anything else means all; `before` is an earlier page's `older`, and one that can't be read
    gives the latest entries.
    """
    wanted = [source for source in sources() if source.name == only] or list(sources())
    position = _position(before)
    found = [
        (entry.day, source.name, entry.number, entry)
        for source in wanted
        for entry in source.entries(subject, member, _bound(source, position), size + 1)
    ]
    found.sort(key=lambda row: row[:3], reverse=True)
    shown = found[:size]
    older = _token(shown[-1][:3]) if len(found) > size else None
    return Timeline([row[3] for row in shown], older, wanted[0].name if len(wanted) == 1 else "")


def _bound(source: Source, position: tuple[date, str, int] | None) -> Bound | None:
    if position is None:
        return None
    day, name, number = position
    if source.name == name:
        return Bound(day, number)
    return Bound(day, _LARGEST if source.name < name else 0)


def _token(position: tuple[date, str, int]) -> str:
    day, name, number = position
    return f"{day.isoformat()}.{name}.{number}"


def _position(token: str) -> tuple[date, str, int] | None:
    try:
        day, name, number = token.split(".")
        position = date.fromisoformat(day), name, int(number)
    except ValueError:
        return None
    return position if 0 <= position[2] <= _LARGEST else None
