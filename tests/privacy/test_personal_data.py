"""Every model, column and relation has its decision: told or not and why, gone at erasure or kept and why."""

import pytest
from django.apps import apps
from django.db import models

from interlab.accounts.models import Account, Membership
from interlab.people.models import Person
from interlab.privacy.personal import all_impersonal, all_personal, in_order_of_erasure
from interlab.privacy.retaining import all_kept, all_leaving

EVERY_MODEL = apps.get_models(include_auto_created=True)
# On every row: which it is, and whose.
ON_EVERY_ROW = {"id", "incubator"}
ABOUT_PEOPLE = (Person, Account, Membership)


def _declared() -> dict:
    return {one.model: one for one in all_personal()}


@pytest.mark.parametrize("model", EVERY_MODEL, ids=lambda model: model._meta.label)
def test_every_model_is_declared(model: type[models.Model]):
    declared = model in _declared(), model._meta.label_lower in all_impersonal()
    assert sum(declared) == 1, f"say in personal_data.py whether {model._meta.label} is about people"


@pytest.mark.parametrize("model", EVERY_MODEL, ids=lambda model: model._meta.label)
def test_every_column_about_a_person_is_told_or_says_why_not(model: type[models.Model]):
    one = _declared().get(model)
    if one is None:
        return
    columns = {column.name for column in model._meta.concrete_fields} - ON_EVERY_ROW - {model._meta.pk.name}
    decided = set(one.told) | set(one.untold)
    assert columns == decided, f"undecided: {columns - decided}; no longer there: {decided - columns}"
    assert not set(one.told) & set(one.untold)
    assert all(one.untold.values()), "each with its reason"


@pytest.mark.parametrize("model", EVERY_MODEL, ids=lambda model: model._meta.label)
def test_what_is_about_nobody_points_to_nobody(model: type[models.Model]):
    """A key from a row "about nobody" to a person makes it about that person, unless it says why not."""
    if model._meta.label_lower not in all_impersonal():
        return
    _why, relations = all_impersonal()[model._meta.label_lower]
    personal = set(_declared()) | set(ABOUT_PEOPLE)
    columns = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    keys = {column.name for column in columns if column.is_relation and column.related_model in personal}
    assert keys == set(relations)


def test_a_model_nobody_declared_is_found():
    """The guard guards: were the persons' declaration forgotten, the walk would say so."""
    assert Person in EVERY_MODEL
    assert Person._meta.label_lower not in all_impersonal()


def test_whatever_stays_says_why():
    assert [one.label for one in all_personal() if one.stays and not one.because] == []


def test_every_free_text_is_searched_for_names():
    """A long text in which somebody may name somebody else is read at every erasure."""
    searched = {(one.label, name) for one in all_personal() for name in one.texts}
    # Texts that go with their row, or that only we write.
    ours = {
        "notices.failingaddress": {"error"},
        "people.merge": {"changes"},
        "privacy.consentact": {"text"},
        "privacy.datarequest": {"reason"},
        "privacy.farewell": {"kept_because"},
    }
    missing = [
        (one.label, column.name)
        for one in all_personal()
        for column in one.model._meta.concrete_fields
        if isinstance(column, models.TextField)
        and column.name in one.told
        and (one.label, column.name) not in searched
        and column.name not in ours.get(one.label, ())
    ]
    assert missing == []


def test_rows_go_before_those_they_point_to():
    order = [one.model for one in in_order_of_erasure()]
    for model in order:
        for column in model._meta.concrete_fields:
            if column.is_relation and column.related_model in order and column.related_model is not model:
                assert order.index(model) < order.index(column.related_model), f"{model} after {column.related_model}"


def test_everything_is_kept_for_a_time_and_a_reason():
    for one in [*all_kept(), *all_leaving()]:
        assert str(one.how_long)
        assert str(one.why)
    names = {one.name.split(".")[0] for one in all_kept()} | {"people", "core", "network", "home", "setup"}
    with_personal = {one.model._meta.app_label for one in all_personal()} - {"account", "mfa", "usersessions"}
    assert with_personal <= names, "an app with personal data says how long it keeps them, in its retention.py"
