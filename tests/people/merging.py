"""Comparing a whole database before and after: every row of ours by model and key, as text."""

from collections import Counter
from typing import Any

from django.apps import apps

from interlab.people.merging.actions import merge_persons, questions_of
from interlab.people.merging.rules import in_order
from interlab.people.models import Merge, Person, SearchWord
from interlab.privacy.models import AuditEntry

# The trail and the record of a merge are what a merge adds; words are made anew.
_ADDED = (AuditEntry, Merge, SearchWord)


def dump() -> dict[tuple[str, Any], dict[str, Any]]:
    """Return every row, so that two dumps are equal when the databases are."""
    found: dict[tuple[str, Any], dict[str, Any]] = {}
    for model in apps.get_models():
        if model.__module__.startswith("interlab.") and model not in _ADDED:
            for row in model._base_manager.all():
                found[model._meta.label, row.pk] = {
                    field.attname: field.value_from_object(row) for field in model._meta.concrete_fields
                }
    for word in SearchWord.objects.values_list("person_id", "word"):
        found["word", word] = {}
    return found


def texts() -> Counter[str]:
    """Return every text that people typed about persons and journeys, as often as it is there."""
    found: Counter[str] = Counter()
    for (label, _pk), row in dump().items():
        if label.startswith(("people.", "journeys.")):
            found.update(str(value) for name, value in row.items() if _typed(name, value))
    return found


def _typed(name: str, value: Any) -> bool:
    coded = "code sort_name name_key normal file state level kind visibility evidence gender standing".split()
    return isinstance(value, str) and bool(value) and name not in coded


def merged(one: Person, other: Person, by: Any, **choices: str) -> Merge:
    """Make two records one, with the likely answer to whatever isn't chosen."""
    older, newer = in_order(one, other)
    likely = {question.name: question.default or "older" for question in questions_of(older, newer)}
    return merge_persons(one, other, choices=likely | choices, by=by)
