"""Opening an incubator: what it starts with, and what its address may be."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from interlab.core.errors import DomainError
from interlab.network.actions import RESERVED_SLUGS, create_incubator
from interlab.network.models import VOCABULARIES, Cohort, Incubator, Programme, SessionKind, Stage
from tests.factories import first_programme

pytestmark = pytest.mark.django_db


def test_it_starts_with_a_method_and_words_for_every_list():
    incubator = create_incubator(slug="Verviers", name="  InterLab Verviers ", city="Verviers")
    assert (incubator.slug, incubator.name) == ("verviers", "InterLab Verviers")
    for model in VOCABULARIES:
        rows = list(model._default_manager.filter(incubator=incubator))
        assert rows
        assert [row.position for row in rows] == list(range(len(rows)))
    stages = Programme.objects.get(incubator=incubator).stages
    assert [stage.meaning for stage in stages.all()] == list(Stage.Meaning.values)


def test_a_new_incubator_shares_nothing_with_its_neighbour(incubator, neighbour_incubator):
    for model in VOCABULARIES:
        codes = [
            set(model._default_manager.filter(incubator=one).values_list("code", flat=True))
            for one in (incubator, neighbour_incubator)
        ]
        assert not codes[0] & codes[1]


@pytest.mark.parametrize("slug", ["", "a b", "é", "a/b", "x" * 41, "a\x00b", "../etc", *sorted(RESERVED_SLUGS), "ACCOUNT"])
def test_an_address_that_cannot_be(slug):
    with pytest.raises(DomainError) as refusal:
        create_incubator(slug=slug, name="InterLab")
    assert refusal.value.field == "slug"
    assert not Incubator.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "n" * 121])
def test_a_name_that_cannot_be(name):
    with pytest.raises(DomainError) as refusal:
        create_incubator(slug="verviers", name=name)
    assert refusal.value.field == "name"


def test_an_address_is_taken_once(incubator):
    with pytest.raises(DomainError):
        create_incubator(slug=incubator.slug.upper(), name="Autre")


def test_the_command_line_opens_one_and_says_what_is_wrong(capsys):
    call_command("create_incubator", "verviers", name="InterLab Verviers")
    assert "verviers" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("create_incubator", "verviers", name="Autre")


def test_a_cohort_ends_after_it_starts(incubator):
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 8, 31)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.create(incubator=incubator, programme=first_programme(incubator), name="Été", **days)


def test_an_information_session_is_no_accompaniment():
    assert set(SessionKind.Meaning) - set(SessionKind.ACCOMPANIMENT) == {SessionKind.Meaning.INFORMATION}


def test_ways_out_are_no_steps(incubator):
    out = {stage.meaning for stage in first_programme(incubator).stages.all() if not stage.is_step}
    assert out == {"paused", "abandoned", "transferred"}
