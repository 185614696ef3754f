"""Which persons a list shows, in which order, and what each row tells. Quick for 100,000 persons, whatever is asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from interlab.accounts.models import Membership
from interlab.core.paging import Page, page_by_key
from interlab.core.prepared import prepared
from interlab.journeys.models import Participation, ProjectHolder
from interlab.journeys.models.participations import ENDED, OPEN, UNDERWAY_DAYS, State
from interlab.network.models import Cohort, Programme, Sector, Stage
from interlab.people.models import Person, found_by
from interlab.people.narrowing import narrow

SIZE = 25
COUNTED = 100
HANDFUL = 500
STATES: dict[str, tuple[str, ...]] = {
    "accompanied": OPEN,
    "applied": (State.APPLIED, State.WAITLISTED),
    "ended": (*ENDED, State.DECLINED, State.WITHDRAWN),
}


@dataclass(frozen=True)
class Asked:
    """What a list is asked to show. Empty values ask nothing; `sort` is "name", "news" or "silence"."""

    q: str = ""
    states: tuple[str, ...] = ()
    coach: Membership | None = None
    without_coach: bool = False
    programme: Programme | None = None
    cohort: Cohort | None = None
    stage: Stage | None = None
    sector: Sector | None = None
    standing: str = ""
    sort: str = "name"

    def of_participation(self) -> Q:
        """Return what one and the same participation must meet."""
        wanted: dict[str, Any] = {}
        if self.states:
            wanted["state__in"] = self.states
        if self.without_coach:
            wanted["coach"] = None
        for name in ("coach", "programme", "cohort"):
            if getattr(self, name) is not None:
                wanted[name] = getattr(self, name)
        return Q(**wanted) & UNDERWAY_DAYS if self.states == OPEN else Q(**wanted)

    def of_project(self) -> Q:
        """Return what one and the same project must meet."""
        wanted = {f"project__{name}": getattr(self, name) for name in ("stage", "sector") if getattr(self, name) is not None}
        return Q(**wanted)


class Carried(NamedTuple):
    """A project of somebody in a list, and the stage it has reached ("" before the first)."""

    name: str
    stage: str


class Way(NamedTuple):
    """What a list tells of a participation."""

    state: str
    coach: str
    last_news_on: date | None

    @property
    def is_underway(self) -> bool:
        return self.state in OPEN

    @property
    def label(self) -> str:
        return str(State(self.state).label)

    @property
    def colour(self) -> str:
        """The colour of the tag that says where the person is."""
        return "teal" if self.state in OPEN else "saffron" if self.state in STATES["applied"] else ""


@dataclass(frozen=True)
class PersonRow:
    """A person in a list, with the participation that matters now and their projects."""

    person: Person
    way: Way | None
    projects: list[Carried]


def listed(member: Membership, asked: Asked) -> QuerySet[Any]:
    """Return what `member` may see of what is `asked`: persons by name, or the participations by whose news they are ordered.

    By news, a person stands in for the participation with the latest news among those asked for; who has none isn't listed.
    Costs a query a filter in use.
    """
    rows: QuerySet[Any]
    if asked.sort == "name":
        rows, to = Person.objects.visible_to(member), "pk"
        rows = rows.filter(standing=asked.standing) if asked.standing else rows
        if condition := asked.of_participation():
            rows = narrow(rows, Participation, condition, within=Q(incubator_id=member.incubator_id))
    else:
        rows, to = _latest(member, asked.of_participation()), "person_id"
        if asked.standing:
            rows = narrow(
                rows, Person, Q(standing=asked.standing), within=Q(incubator_id=member.incubator_id), person="pk", to=to
            )
    if condition := asked.of_project():
        rows = narrow(rows, ProjectHolder, condition, within=Q(project__incubator_id=member.incubator_id), to=to)
    return found_by(rows, asked.q, member.incubator_id, to=to)


def _latest(member: Membership, condition: Q) -> QuerySet[Participation]:
    later = Participation.objects.filter(condition, person=OuterRef("person")).filter(
        Q(last_news_on__gt=OuterRef("last_news_on")) | Q(last_news_on=OuterRef("last_news_on"), pk__gt=OuterRef("pk"))
    )
    rows = Participation.objects.visible_to(member)
    few = list(rows.filter(condition).values_list("pk", flat=True)[: HANDFUL + 1]) if condition else []
    # In the order of the days, a coach's few may come after everybody who left.
    rows = rows.filter(pk__in=few) if condition and len(few) <= HANDFUL else rows.filter(condition)
    return rows.filter(~Exists(later), last_news_on__isnull=False)


def persons_page(rows: QuerySet[Any], sort: str, *, after: str = "", before: str = "") -> tuple[Page[Any], list[PersonRow]]:
    """Return one page of what is `listed`: its tokens, and its rows."""
    by_name = sort == "name"
    page = page_by_key(
        rows if by_name else rows.select_related("person"),
        key="sort_name" if by_name else "last_news_on",
        descending=sort == "news",
        after=after,
        before=before,
        size=SIZE,
    )
    return page, person_rows(page.rows if by_name else [row.person for row in page.rows])


def counted(rows: QuerySet[Any]) -> int:
    """Return how many are listed, up to one more than COUNTED: what is more is told as "more than", never counted."""
    return rows.order_by()[: COUNTED + 1].count()


def person_rows(persons: Sequence[Person]) -> list[PersonRow]:
    """Return the rows of these persons, in this order, in two queries. Values, not rows of models: a list shows five of fifty."""
    keys = [person.pk for person in persons]
    ways: dict[int, list[Way]] = defaultdict(list)
    for key, state, coach, news in _ways_of(keys):
        ways[key].append(Way(state, coach or "", news))
    carried: dict[int, list[Carried]] = defaultdict(list)
    for key, name, stage in _carried_by(keys):
        carried[key].append(Carried(name, stage or ""))
    return [PersonRow(person, current(ways[person.pk]), carried[person.pk]) for person in persons]


@prepared
def _ways_of(persons: list[int]) -> QuerySet[Any, Any]:
    rows = Participation.objects.filter(person__among=persons).order_by("applied_on", "pk")
    return rows.values_list("person_id", "state", "coach__name", "last_news_on")


@prepared
def _carried_by(persons: list[int]) -> QuerySet[Any, Any]:
    rows = ProjectHolder.objects.filter(person__among=persons).order_by("pk")
    return rows.values_list("person_id", "project__name", "project__stage__name")


class _Underway(Protocol):
    @property
    def is_underway(self) -> bool: ...


P = TypeVar("P", bound=_Underway)


def current(participations: Sequence[P]) -> P | None:
    """Return the participation that matters now: one underway, else the latest. They come oldest first."""
    underway = [row for row in participations if row.is_underway]
    return underway[-1] if underway else participations[-1] if participations else None
