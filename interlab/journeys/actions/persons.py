"""Entering a person together with their way in: one act for the team, whole or nothing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.journeys.actions.participations import open_participation
from interlab.journeys.actions.projects import create_project, move_project
from interlab.journeys.models import Project
from interlab.journeys.models.participations import State
from interlab.network.models import Cohort, Incubator, Programme, Sector, Source, Stage
from interlab.people.actions import PersonFacts, create_person
from interlab.people.models import Person
from interlab.privacy.actions import record_act


@dataclass(frozen=True)
class Entry:
    """How somebody comes in: into which programme, as what, since when, with whom; and the project they bring, if any."""

    programme: Programme
    state: str = State.ENROLLED
    on: date | None = None
    coach: Membership | None = None
    cohort: Cohort | None = None
    source: Source | None = None
    project_name: str = ""
    project_summary: str = ""
    sector: Sector | None = None


@transaction.atomic
def enter_person(incubator: Incubator, facts: PersonFacts, entry: Entry, *, by: Membership) -> Person:
    """Enter a person with their participation and their project, at its first stage."""
    person = create_person(incubator, facts, by=by)
    open_participation(
        person,
        entry.programme,
        by=by,
        state=entry.state,
        on=entry.on,
        cohort=entry.cohort,
        coach=entry.coach,
        source=entry.source,
    )
    if entry.project_name:
        bring_project(person, entry, by=by)
    return person


@transaction.atomic
def bring_project(person: Person, entry: Entry, *, by: Membership | None) -> Project:
    """Enter the project that somebody brings, at the first stage of the programme."""
    project = create_project(
        entry.programme, name=entry.project_name, holders=[person], summary=entry.project_summary, sector=entry.sector, by=by
    )
    first = next((stage for stage in Stage.objects.in_use().filter(programme=entry.programme) if stage.is_step), None)
    if first is not None:
        move_project(project, first, by=by, on=entry.on or today())
    return project


@transaction.atomic
def open_confidential_notes(person: Person, *, reason: str, by: Membership) -> None:
    """Record that the confidential notes about a person were opened, by whom and why. The record stays and is shown."""
    record_act(person, "confidential_notes.opened", by=by, person_code=person.code, reason=reason)
