"""Data of incubators lie apart: indexes begin with the incubator, addresses tell nothing, models reach downwards only."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLResolver, get_resolver

from interlab.network.models import Incubator, IncubatorRow
from tests.architecture import LAYERS

OURS = [model for model in apps.get_models() if model.__module__.startswith("interlab.")]
OWNED = [model for model in OURS if any(field.name == "incubator" for field in model._meta.fields)]

# Unique whatever the incubator: the thing they begin with belongs to one incubator already.
BEGIN_WITH_AN_OWNED_ROW = {
    "people_contact_once_a_person": "a person's contact",
    "people_search_once_a_person": "a person's word",
    "journeys_attendance_once_a_session": "a session's attendance",
    "journeys_participation_one_underway": "a person's participation",
    "accounts_invitation_one_open": "a member's invitation",
}

# Read by the worker, for every incubator at once and by nobody else: what leaves next, what must be forgotten.
READ_BY_THE_WORKER = {
    "notices_message_due": "what leaves next",
    "notices_message_leaving": "what a dead worker held",
    "notices_message_secret": "secrets that are no longer valid",
    "notices_message_key_of_nobody": "messages of no incubator, each written once",
    "notices_failing_once_of_nobody": "addresses of no incubator, each noted once",
}


# Digests of random secrets: found by whoever holds the secret, before any incubator is known.
SECRETS = {"accounts.Invitation.digest"}


def _leading(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Yield the name and the first column of each index and unique constraint that the model declares."""
    for index in model._meta.indexes:
        yield index.name, index.fields[0].lstrip("-") if index.fields else ""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.name, constraint.fields[0] if constraint.fields else ""


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_indexes_begin_with_the_incubator(model: type[models.Model]):
    for name, first in _leading(model):
        if name in READ_BY_THE_WORKER:
            continue
        if name in BEGIN_WITH_AN_OWNED_ROW:
            field = model._meta.get_field(first)
            assert issubclass(field.related_model, IncubatorRow), f"{name} begins with {first}, which no incubator owns"
        else:
            assert first == "incubator", f"{name} begins with {first or 'an expression'}, not with the incubator"


def test_the_list_of_exceptions_is_true():
    names = {name for model in OWNED for name, _ in _leading(model)}
    assert set(BEGIN_WITH_AN_OWNED_ROW) | set(READ_BY_THE_WORKER) <= names


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_no_column_of_an_owned_row_is_unique_across_incubators(model: type[models.Model]):
    """Uniqueness across incubators would tell one what another has; a single row (one to one) of an owned row is fine."""
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key and f"{model._meta.label}.{field.name}" not in SECRETS:
            assert isinstance(field, models.OneToOneField), f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_key_of_the_incubator_has_no_index_of_its_own(model: type[models.Model]):
    for field in model._meta.local_fields:
        # What there is one of for each incubator is found by its incubator alone.
        if field.is_relation and field.related_model is Incubator and not isinstance(field, models.OneToOneField):
            assert not field.db_index, f"{model._meta.label}.{field.name}: declared indexes begin with it already"


def test_addresses_tell_no_number():
    def walk(patterns: list) -> Iterator[str]:
        for pattern in patterns:
            yield str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)

    ours = [route for route in walk(get_resolver().url_patterns) if "<int:" in route and "year" not in route]
    assert not ours, f"rows are named by code, never by number: {ours}"


def _layer(model: type[models.Model]) -> int | None:
    parts = model.__module__.split(".")
    return LAYERS.index(parts[1]) if parts[0] == "interlab" else None


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_reach_downwards(model: type[models.Model]):
    """Import-linter can't see keys written as text ("app.Model")."""
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        target = _layer(field.related_model) if field.is_relation and field.related_model else None
        if target is not None:
            assert target >= _layer(model), f"{model._meta.label}.{field.name} reaches up to {field.related_model._meta.label}"
