"""Reading a workbook as one incubator would: with its own words, its own people, and what it told us before."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from interlab.core.dates import today
from interlab.imports.models import RememberedColumn
from interlab.journeys.models import Participation, ProjectHolder
from interlab.network.models import ExitReason, Incubator, SessionKind, Stage
from interlab.people.models import ContactPoint, Person
from interlab.workbook import KnownPerson, Reading, read_workbook, understand

Progress = Callable[[int, int], None]


def read_for(
    incubator: Incubator, data: bytes, filename: str, *, answers: Mapping[str, str], progress: Progress | None = None
) -> Reading:
    """Return what the workbook says to this incubator. Raises UnreadableWorkbook when it can't be opened."""
    return understand(
        read_workbook(data, filename),
        known_people=known_people(incubator),
        labels=_labels(incubator),
        memory={(row.sheet_kind, row.header): row.field for row in RememberedColumn.objects.filter(incubator=incubator)},
        answers=answers,
        today=today(),
        progress=progress,
    )


def known_people(incubator: Incubator) -> list[KnownPerson]:
    """Return everybody the incubator knows, with what tells them apart. Four queries."""
    contacts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for person_id, kind, normal in ContactPoint.objects.filter(incubator=incubator).values_list("person_id", "kind", "normal"):
        if normal:
            contacts[person_id].append((kind, normal))
    entries: dict[int, set[date]] = defaultdict(set)
    for person_id, *days in Participation.objects.filter(incubator=incubator).values_list(
        "person_id", "applied_on", "enrolled_on"
    ):
        entries[person_id].update(day for day in days if day)
    projects: dict[int, list[str]] = defaultdict(list)
    for person_id, name in ProjectHolder.objects.filter(project__incubator=incubator).values_list("person_id", "project__name"):
        projects[person_id].append(name)
    persons = Person.objects.standing().filter(incubator=incubator).order_by("pk")
    return [
        KnownPerson(
            code=code,
            full_name=full_name,
            called=called,
            emails=tuple(value for kind, value in contacts[pk] if kind == ContactPoint.Kind.EMAIL),
            phones_e164=tuple(value for kind, value in contacts[pk] if kind != ContactPoint.Kind.EMAIL),
            birth_year=birth_year,
            entered_on=tuple(sorted(entries[pk])),
            projects=tuple(projects[pk]),
        )
        for pk, code, full_name, called, birth_year in persons.values_list("pk", "code", "full_name", "called", "birth_year")
    ]


def _labels(incubator: Incubator) -> dict[str, dict[str, str]]:
    vocabularies = {"stage": Stage, "session_kind": SessionKind, "exit_reason": ExitReason}
    return {
        name: dict(model.objects.in_use().filter(incubator=incubator).values_list("name", "meaning"))
        for name, model in vocabularies.items()
    }
