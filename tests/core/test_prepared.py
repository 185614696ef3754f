"""Queries whose SQL is written once answer as the usual ones do."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from interlab.core.prepared import prepared
from interlab.network.models import Incubator, Stage


@prepared
def stages_of(incubators: list[int], meaning: str, without: int) -> QuerySet[Stage]:
    rows = Stage.objects.filter(incubator__among=incubators, meaning=meaning).exclude(pk=without)
    return rows.select_related("programme").order_by("pk")


@prepared
def names_of(incubator: int) -> QuerySet[Any, Any]:
    return Stage.objects.filter(incubator_id__in=[incubator]).order_by("pk").values_list("pk", "name", named=True)[:3]


@prepared
def _counted(incubator: int) -> QuerySet[Stage]:
    return Stage.objects.filter(pk=incubator + 1)


def test_prepared_answers_as_the_usual_query_whatever_its_values(incubator: Incubator, neighbour_incubator: Incubator) -> None:
    for keys in ([incubator.pk], [neighbour_incubator.pk], [incubator.pk, neighbour_incubator.pk], []):
        for meaning in (Stage.Meaning.LAUNCHED, "none"):
            for without in (0, Stage.objects.filter(meaning=Stage.Meaning.LAUNCHED).earliest("pk").pk):
                assert stages_of(keys, meaning, without) == list(stages_of.rows(keys, meaning, without))


def test_prepared_keeps_names_of_values_and_the_limit(incubator: Incubator) -> None:
    found = names_of(incubator.pk)
    assert [row.name for row in found] == [row.name for row in names_of.rows(incubator.pk)]
    assert len(found) == 3


def test_prepared_reads_what_is_there_now(incubator: Incubator) -> None:
    before = names_of(incubator.pk)
    Stage.objects.filter(pk=before[0].pk).update(name="Nouveau nom")
    assert names_of(incubator.pk)[0].name == "Nouveau nom"


def test_prepared_rows_bring_their_relations(incubator: Incubator) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = stages_of([incubator.pk], Stage.Meaning.LAUNCHED, 0)
        assert found[0].programme.name
    assert len(asked) == 1


def test_prepared_refuses_none_and_too_few_values(incubator: Incubator) -> None:
    with pytest.raises(TypeError):
        names_of(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        names_of()


def test_prepared_refuses_a_value_that_is_calculated_with(incubator: Incubator) -> None:
    with pytest.raises(TypeError, match="isn't a condition of its own"):
        _counted(incubator.pk)
