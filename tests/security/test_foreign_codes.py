"""A code of another incubator typed into a form names nothing here."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models, transaction

from interlab.journeys.models import Participation
from interlab.network.models import Incubator, IncubatorRow
from interlab.people.models import Person
from tests.page_forms import forms_in
from tests.permissions import ROUTES
from tests.test_permission_matrix import Cast, _path, cast  # noqa: F401 - the fixture of the matrix

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_CODE = re.compile(r"[a-z0-9]{12}")
_CHOICE = re.compile(r'<select[^>]* name="([\w-]+)".*?</select>|<input[^>]* name="([\w-]+)"[^>]* value="[a-z0-9]{12}"', re.DOTALL)
OWNED = [model for model in apps.get_models() if issubclass(model, IncubatorRow)]


def crossing() -> set[str]:
    """Return each key of a row that leads into another incubator."""
    found = set()
    for model in OWNED:
        for column in model._meta.concrete_fields:
            if column.is_relation and issubclass(column.related_model, IncubatorRow):
                rows = model._default_manager.exclude(**{f"{column.name}__incubator": models.F("incubator")})
                found |= {
                    f"{model._meta.label}.{column.name} {pk}"
                    for pk in rows.exclude(**{column.name: None}).values_list("pk", flat=True)
                }
    return found


def foreign_codes(cast: Cast) -> list[str]:  # noqa: F811
    """One code of every kind of row of the other incubator."""
    other = Incubator.objects.get(pk=cast.neighbour.incubator_id)
    rows = (model._default_manager.filter(incubator=other).order_by("pk").first() for model in OWNED)
    return sorted({row.code for row in rows if row is not None and hasattr(row, "code")})


def code_fields(page: str) -> Iterator[str]:
    for select, other in _CHOICE.findall(page):
        yield select or other


def test_no_form_takes_a_code_of_another_incubator(cast: Cast):  # noqa: F811
    client, foreign, tried, wrong = cast.clients["lead"], foreign_codes(cast), 0, []
    before = crossing()
    for name, route in ROUTES.items():
        if not {"GET", "POST"} <= set(route.methods):
            continue
        path = _path(name, cast.slug, {part: cast.things[kind]["own"] for part, kind in route.codes.items()})
        page = client.get(path)
        if page.streaming:
            list(page)
        forms = (
            [form for form in forms_in(page.content.decode(), path) if form.method == "post" and form.action == path]
            if page.status_code == 200
            else []
        )
        for form in forms[:1]:
            values = {field: value for field, value in form.values.items() if field not in ("csrfmiddlewaretoken", "form_key")}
            values |= {field: ["2022-03-04"] for field in form.empty}
            names = {
                *code_fields(page.content.decode()),
                *(field for field, value in values.items() if _CODE.fullmatch(value[0])),
            }
            for field in sorted(names - {"language"}):
                for code in foreign:
                    with transaction.atomic():
                        answer = client.post(path, {**values, field: [code]})
                        tried += 1
                        now = crossing() if answer.status_code < 400 else set()
                        wrong += [f"{path} {field}: {one}" for one in now - before]
                        transaction.set_rollback(True)
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert tried > 100


def test_a_key_into_another_incubator_would_be_found(cast: Cast):  # noqa: F811
    before = crossing()
    person = Person.objects.get(code=cast.things["person"]["own"])
    Participation.objects.filter(person=person).update(coach=cast.neighbour)
    assert crossing() > before
