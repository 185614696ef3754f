"""What a person's page tells at a glance: where they stand, their projects, what comes next, what lies apart."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.dates import today
from interlab.core.prepared import prepared
from interlab.journeys.models import NextAct, Participation, Project, ProjectHolder, SessionNote, StageMove
from interlab.journeys.person_list import current
from interlab.journeys.rules import readable_notes
from interlab.journeys.stage_path import Step, stage_path
from interlab.network.models import Stage
from interlab.notices.actions.queue import ways_and_failing
from interlab.people.contacts import normal_form
from interlab.people.findable import digits_of
from interlab.people.merging import codes_of
from interlab.people.models import ContactPoint, Person
from interlab.people.reach import CHANNELS, addresses_of
from interlab.privacy.models import AuditEntry

OPENED = "confidential_notes.opened"
# How long they stay open after the reason was given.
OPEN_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Reach:
    """A way to reach somebody: `address` opens the phone, the mail or WhatsApp; "" where nothing does.

    The `first` of each kind is a button, with its `icon` and its `act` in words. Messages go to the one that is `used` first;
    they don't arrive at one that is `failing`.
    """

    kind: str
    label: str
    value: str
    address: str
    first: bool
    icon: str = ""
    act: str | Promise = ""
    used: bool = False
    failing: bool = False


class Other(NamedTuple):
    """Somebody else who carries the project."""

    code: str
    short_name: str


@dataclass(frozen=True)
class ProjectCard:
    """A project on the page of who carries it."""

    project: Project
    steps: list[Step]
    since: date | None
    others: list[Other]
    launch: bool


@dataclass(frozen=True)
class Promises:
    """What is still awaited: what comes first, what comes after it, and each side's promises."""

    first: NextAct | None
    then: NextAct | None
    ours: list[NextAct]
    theirs: list[NextAct]
    day: date


@dataclass(frozen=True)
class Locked:
    """Confidential notes: how many there are, how many of them this member may open, and who opened them last."""

    count: int
    readable: int
    last: AuditEntry | None


_BUTTONS: dict[str, tuple[str, Promise]] = {
    ContactPoint.Kind.PHONE: ("phone", gettext_lazy("Call")),
    ContactPoint.Kind.WHATSAPP: ("message-circle", gettext_lazy("WhatsApp")),
    ContactPoint.Kind.EMAIL: ("mail", gettext_lazy("Write an e-mail")),
}


def reaches_of(person: Person) -> list[Reach]:
    """Return the ways to reach a person, with the address that each opens. Costs one query for those that fail, if they have any."""
    found: list[Reach] = []
    contacts = list(person.contacts.all())
    ways, failing = ways_and_failing(addresses_of(person), person.incubator_id) if contacts else ([], set())
    for contact in contacts:
        address = address_of(contact.kind, contact.value, contact.normal)
        first = contact.kind in _BUTTONS and contact.kind not in {reach.kind for reach in found}
        icon, act = _BUTTONS.get(contact.kind, ("", ""))
        found.append(
            Reach(
                contact.kind,
                contact.get_kind_display(),
                contact.value,
                address,
                first,
                icon=icon,
                act=act,
                used=bool(ways) and (CHANNELS.get(contact.kind), contact.normal) == ways[0],
                failing=contact.normal in failing,
            )
        )
    return found


def address_of(kind: str, value: str, normal: str) -> str:
    """Return the address that opens the phone, the mail or WhatsApp; "" where nothing does."""
    number = (normal or normal_form(ContactPoint.Kind.PHONE, value)).lstrip("+")
    if kind == ContactPoint.Kind.EMAIL:
        return f"mailto:{value}"
    if kind == ContactPoint.Kind.WHATSAPP and number:
        return f"https://wa.me/{number}"
    if kind == ContactPoint.Kind.PHONE and (normal or digits_of(value)):
        return f"tel:{normal or digits_of(value)}"
    return ""


def participations_of(person: Person) -> list[Participation]:
    """Return a person's ways through programmes, the one that matters now first."""
    rows = _ways_of(person.pk)
    now = current(rows)
    return [row for row in [now, *reversed([row for row in rows if row != now])] if row is not None]


@prepared
def _ways_of(person: int) -> QuerySet[Participation]:
    related = ("programme", "cohort", "coach", "exit_reason")
    shown = ("code", "person", "state", "applied_on", "enrolled_on", "ended_on", *(f"{name}__name" for name in related))
    rows = Participation.objects.filter(person=person).select_related(*related)
    return rows.only(*shown).order_by("applied_on", "pk")


def cards_of(person: Person) -> list[ProjectCard]:
    """Return a person's projects, latest first, each with its path. Costs four queries, or one for somebody without any."""
    projects = _projects_of(person.pk)
    if not projects:
        return []
    stages: dict[int, list[Stage]] = defaultdict(list)
    for stage in _stages_of(list({project.programme_id for project in projects})):
        stages[stage.programme_id].append(stage)
    keys = [project.pk for project in projects]
    moves: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for project_id, stage_id, on in _moves_of(keys):
        moves[project_id].append((stage_id, on))
    others: dict[int, list[Other]] = defaultdict(list)
    for project_id, code, called, full_name in _holders_of(keys, person.pk):
        others[project_id].append(Other(code, called or full_name))
    return [_card(project, stages[project.programme_id], moves[project.pk], others[project.pk]) for project in projects]


@prepared
def _projects_of(person: int) -> QuerySet[Project]:
    rows = Project.objects.filter(holders__person=person).select_related("sector", "stage").annotate(launched=F("launch__pk"))
    shown = ("incubator", "code", "programme", "name", "summary", "launched_on")
    return rows.only(*shown, "sector__name", "stage__name", "stage__meaning", "stage__position").order_by("-pk")


@prepared
def _stages_of(programmes: list[int]) -> QuerySet[Stage]:
    return Stage.objects.filter(programme__among=programmes)


@prepared
def _moves_of(projects: list[int]) -> QuerySet[Any, Any]:
    rows = StageMove.objects.standing().filter(project__among=projects).order_by("on", "pk")
    return rows.values_list("project_id", "stage_id", "on")


@prepared
def _holders_of(projects: list[int], without: int) -> QuerySet[Any, Any]:
    rows = ProjectHolder.objects.filter(project__among=projects).exclude(person=without).order_by("pk")
    return rows.values_list("project_id", "person__code", "person__called", "person__full_name")


def _card(project: Any, stages: list[Stage], moves: list[tuple[int, date]], others: list[Other]) -> ProjectCard:
    steps = stage_path(project, stages, [stage_id for stage_id, _on in moves])
    return ProjectCard(project, steps, moves[-1][1] if moves else None, others, project.launched is not None)


def promises_of(person: Person, member: Membership) -> Promises:
    """Return what was promised and is still awaited, soonest first. Costs one query."""
    acts = _awaited_of(person.incubator_id, person.pk) if member.can(Ability.SEE_PEOPLE) else []
    # What lies in the past stays among the promises; the card says what comes.
    coming = [act for act in acts if act.due_on >= today()] or acts
    ours = [act for act in acts if act.owner_id is not None]
    theirs = [act for act in acts if act.owner_id is None]
    return Promises(coming[0] if coming else None, coming[1] if len(coming) > 1 else None, ours, theirs, today())


@prepared
def _awaited_of(incubator: int, person: int) -> QuerySet[NextAct]:
    rows = NextAct.objects.filter(incubator_id=incubator, person=person).awaited()
    return rows.select_related("owner").defer("created_at", "session", "created_by").order_by("due_on", "at", "pk")


def locked_of(person: Person, member: Membership) -> Locked:
    """Return what is told about confidential notes without opening them. Costs a query, and two more where there are any."""
    count = len(_locked_of(person.pk))
    readable = confidential_of(person).filter(readable_notes(member)).count() if count else 0
    return Locked(count, readable, openings_of(person).first() if count else None)


@prepared
def _locked_of(person: int) -> QuerySet[SessionNote, int]:
    return confidential_of(person).order_by("pk").values_list("pk", flat=True)


def confidential_of(person: Person | int) -> Any:
    """Return the confidential notes of sessions that weren't undone, with this person."""
    return SessionNote.objects.filter(
        Q(visibility=SessionNote.Visibility.CONFIDENTIAL, session__voided_at=None), session__attendances__person=person
    )


def openings_of(person: Person) -> Any:
    """Return when confidential notes about a person were opened, by whom and why, latest first."""
    rows = AuditEntry.objects.filter(incubator_id=person.incubator_id, person_code__in=codes_of(person), act=OPENED)
    return rows.select_related("by").order_by("-at", "-pk")


def opening_underway(person: Person, member: Membership) -> AuditEntry | None:
    """Return the entry by which `member` opened the confidential notes about a person some minutes ago, if they did."""
    found: AuditEntry | None = openings_of(person).filter(by=member, at__gt=timezone.now() - OPEN_FOR).first()
    return found
