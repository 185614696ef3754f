"""A project's name finds the persons who carry it."""

from collections.abc import Iterable, Sequence

from interlab.journeys.models import ProjectHolder
from interlab.people.findable import register_texts


def _project_names(person_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    return ProjectHolder.objects.filter(person_id__in=person_ids).values_list("person_id", "project__name")


register_texts("projects", _project_names)
