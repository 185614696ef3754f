"""Who can make up a group, what is known of each, and the groups that different wishes would give. The exact work is `matching.groups`."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.intake.models import Application, Call, Conflict
from interlab.intake.scoring import scores_of
from interlab.journeys.models import Participation
from interlab.journeys.models.participations import OPEN, State
from interlab.matching.groups import Difference, Group, Limit, Short, compare, compose, ranking
from interlab.network.models import Sector
from interlab.people.models import Person

# Of a hundred: at least so many women, and so many who said that they are none.
EACH_AT_LEAST = 40
LOCALS_AT_LEAST = 3
MOST_A_SECTOR = 3
WAITING_AT_FIRST = 6


@dataclass(frozen=True)
class Candidate:
    """Somebody who could have a place. `score` in hundredths of a point, of 100; None: nobody read it yet."""

    application: Application
    person: Person
    score: int | None
    sector: str = ""
    in_conflict: bool = False

    @property
    def code(self) -> str:
        return self.application.code

    @property
    def name(self) -> str:
        return self.person.short_name

    @property
    def points(self) -> float | None:
        return None if self.score is None else self.score / 100


@dataclass(frozen=True)
class Wishes:
    """What a group should be like, in numbers of people; and who is in it, or isn't, whatever else (codes of applications)."""

    places: int
    women: int = 0
    others: int = 0
    newcomers: int = 0
    locals: int = 0
    a_sector: int | None = None
    pinned: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def told(self) -> dict[str, Any]:
        """Return the wishes as they are kept."""
        return {
            "women": self.women,
            "others": self.others,
            "newcomers": self.newcomers,
            "locals": self.locals,
            "a_sector": self.a_sector,
            "pinned": sorted(self.pinned),
            "left_out": sorted(self.left_out),
        }


@dataclass(frozen=True)
class Offer:
    """One group that could be, with what it costs beside the best total and what is in it."""

    key: str
    group: Group
    members: Sequence[Candidate]
    change: Difference
    enter: Sequence[Candidate]
    leave: Sequence[Candidate]
    made_of: "Portrait"
    short: Sequence[Short] = field(default=())

    @property
    def points(self) -> float:
        return self.group.total / 100

    @property
    def cost(self) -> float:
        return self.change.cost / 100


@dataclass(frozen=True)
class Portrait:
    """What a group is made of. Who did not say counts in `women_of` and `standing_of` neither way."""

    women: int
    women_of: int
    newcomers: int
    locals: int
    sectors: Sequence[tuple[str, int]]
    sector_unknown: int


def fact(application: Application, fills: str) -> Any:
    """Return what an application answers to the question that fills `fills`, or None."""
    questions = application.form.declaration.get("questions", [])
    asked = [question["id"] for question in questions if question.get("fills") == fills]
    answers = json.loads(application.answers)
    return next((answers[name] for name in asked if name in answers), None)


def sector_of(application: Application, sectors: Sequence[Sector]) -> Sector | None:
    """Return the trade that an application names, if its form asks for one."""
    told = fact(application, "sector")
    return next((one for one in sectors if told in (one.meaning, one.code)), None) if isinstance(told, str) else None


def candidates(call: Call, member: Membership) -> list[Candidate]:
    """Return those who could have a place, in the order in which they applied: sent, not taken back, not answered for good."""
    rows = Application.objects.visible_to(member).sent().filter(call=call)
    rows = rows.filter(participation__state__in=(State.APPLIED, State.WAITLISTED))
    holdings = Prefetch("person__holdings", to_attr="known_holdings")
    rows = rows.select_related("form", "person", "participation").prefetch_related(holdings, "person__holdings__project__sector")
    applications = list(rows.order_by("submitted_at", "pk"))
    sectors = list(Sector.objects.filter(incubator_id=call.incubator_id))
    # Hundredths of a point: sums of whole numbers are exact.
    scores = {pk: round(100 * mean) for pk, mean in scores_of(call).items()}
    said = Conflict.objects.filter(incubator_id=call.incubator_id, member=member, taken_back_at=None, application__call=call)
    conflicts = set(said.values_list("application_id", flat=True))
    return [
        Candidate(one, one.person, scores.get(one.pk), _sector(one, sectors, call), one.pk in conflicts)
        for one in applications
        if one.person is not None
    ]


def _sector(application: Application, sectors: Sequence[Sector], call: Call) -> str:
    named = sector_of(application, sectors)
    if named is None and application.person is not None:
        projects = [holding.project for holding in application.person.holdings.all()]
        named = next((one.sector for one in projects if one.programme_id == call.programme_id and one.sector), None)
    return named.name if named else ""


def free_places(call: Call) -> int:
    """Return how many places a call still has: what it or its cohort offers, without those who have one."""
    offered = call.places or (call.cohort.places if call.cohort else None) or 12
    taken = Participation.objects.filter(applications__call=call, state__in=OPEN).distinct().count()
    return max(1, offered - taken)


def usual_wishes(places: int) -> Wishes:
    """Return the wishes that a page begins with."""
    each = ceil(places * EACH_AT_LEAST / 100)
    some = min(LOCALS_AT_LEAST, places)
    return Wishes(
        places, women=each, others=each, newcomers=min(places - some, ceil(places / 2)), locals=some, a_sector=MOST_A_SECTOR
    )


def offers(people: Sequence[Candidate], wishes: Wishes) -> list[Offer]:
    """Return the groups side by side: the best total, then what each wish alone gives, then all of them together."""
    scores = [one.score for one in people]
    best = compose(scores, wishes.places)
    pins = {
        "pinned": frozenset(at for at, one in enumerate(people) if one.code in wishes.pinned),
        "left_out": frozenset(at for at, one in enumerate(people) if one.code in wishes.left_out),
    }
    parity, mix, variety = _parity(people, wishes), _mix(people, wishes), _variety(people, wishes)
    asked: dict[str, list[Limit]] = {"pins": []} if any(pins.values()) else {}
    asked |= {"parity": parity, "mix": mix, "variety": variety, "all": [*parity, *mix, *variety]}
    found = {"best": best} | {key: compose(scores, wishes.places, limits, **pins) for key, limits in asked.items()}
    return [_offer(key, group, best, people) for key, group in found.items()]


def _where(people: Sequence[Candidate], test: Any) -> frozenset[int]:
    return frozenset(at for at, one in enumerate(people) if test(one))


def _parity(people: Sequence[Candidate], wishes: Wishes) -> list[Limit]:
    women = _where(people, lambda one: one.person.gender == Person.Gender.WOMAN)
    others = _where(people, lambda one: one.person.gender in (Person.Gender.MAN, Person.Gender.OTHER))
    return [Limit("women", women, wishes.women), Limit("others", others, wishes.others)]


def _mix(people: Sequence[Candidate], wishes: Wishes) -> list[Limit]:
    newcomers = _where(people, lambda one: one.person.standing == Person.Standing.NEWCOMER)
    local = _where(people, lambda one: one.person.standing == Person.Standing.LOCAL)
    return [Limit("newcomers", newcomers, wishes.newcomers), Limit("locals", local, wishes.locals)]


def _variety(people: Sequence[Candidate], wishes: Wishes) -> list[Limit]:
    if wishes.a_sector is None:
        return []
    sectors = sorted({one.sector for one in people if one.sector})
    return [
        Limit(f"sector:{name}", _where(people, lambda one, name=name: one.sector == name), most=wishes.a_sector)
        for name in sectors
    ]


def _offer(key: str, group: Group, best: Group, people: Sequence[Candidate]) -> Offer:
    change = compare(group, best)
    members, enter, leave = ([people[at] for at in some] for some in (group.chosen, change.enter, change.leave))
    return Offer(key, group, members, change, enter, leave, portrait(members), group.short)


def portrait(members: Sequence[Candidate]) -> Portrait:
    """Return what some people have in common and what not, in numbers."""
    genders = Counter(one.person.gender for one in members)
    standing = Counter(one.person.standing for one in members)
    sectors = Counter(one.sector for one in members)
    unknown = sectors.pop("", 0)
    return Portrait(
        women=genders[Person.Gender.WOMAN],
        women_of=len(members) - genders[""],
        newcomers=standing[Person.Standing.NEWCOMER],
        locals=standing[Person.Standing.LOCAL],
        sectors=sorted(sectors.items(), key=lambda row: (-row[1], row[0])),
        sector_unknown=unknown,
    )


def ranked(people: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates from the highest score to the lowest; those nobody read come last."""
    return [people[at] for at in ranking([one.score for one in people])]


def shortfall(short: Short) -> str:
    """Return in words why a wish can't be met, and what the nearest is."""
    words = {
        "women": _("At least %(asked)s women: %(reached)s in this group, %(alone)s at most."),
        "others": _("At least %(asked)s men or others: %(reached)s in this group, %(alone)s at most."),
        "newcomers": _("At least %(asked)s newcomers: %(reached)s in this group, %(alone)s at most."),
        "locals": _("At least %(asked)s locals: %(reached)s in this group, %(alone)s at most."),
    }.get(short.name, _("At most %(asked)s in “%(sector)s”: %(reached)s in this group, %(alone)s at least."))
    numbers = {"asked": short.asked, "reached": short.reached, "alone": short.alone}
    return words % (numbers | {"sector": short.name.partition(":")[2]})


def kept(offer: Offer) -> dict[str, Any]:
    """Return an offer as a composition keeps it: codes and numbers, no names."""
    short = [{"wish": one.name, "asked": one.asked, "reached": one.reached} for one in offer.short]
    codes = [one.code for one in offer.members]
    return {"key": offer.key, "total": offer.group.total, "unscored": offer.group.unscored, "members": codes, "short": short}
