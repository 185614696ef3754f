"""The year 2022 was reported as 32 persons. One of them is erased: 31 are here, and 31 + 1 is still 32."""

from pathlib import Path

import pytest

from interlab.core.dates import Period
from interlab.impact.erased import erased_of, with_erased
from interlab.impact.figures import figures_of
from interlab.impact.models import ErasedTally
from interlab.impact.populations import Scope
from interlab.people.models import Person
from interlab.privacy.erasure import erase_subject
from interlab.privacy.subjects import subject_of_person
from tests.imports.workbooks import run_command

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAMPLE = Path(__file__).parent.parent / "samples" / "suivi-interlab-2022.xlsx"
WHOLE = ("accompanied", "launched", "sessions", "information_sessions", "stages", "exits", "positive_exits", "entered", "applied")


@pytest.fixture
def reported(incubator, lead) -> dict:
    run_command(SAMPLE)
    return figures_of(incubator, 2022)


def _somebody(incubator) -> Person:
    return Scope(incubator, Period.year(2022)).accompanied().order_by("pk").first()


def test_one_of_32_is_erased_and_the_year_is_still_32(reported, incubator, lead, client_for):
    assert reported["accompanied"]["value"] == 32
    erase_subject(subject_of_person(_somebody(incubator)), by=lead)
    live = figures_of(incubator, 2022)
    assert live["accompanied"]["value"] == 31
    together = with_erased(live, Scope(incubator, Period.year(2022)))
    assert (together["accompanied"]["erased"], together["accompanied"]["reported"]) == (1, 32)
    for key in WHOLE:
        assert together[key]["reported"] == reported[key]["value"], key
    assert together["hours_given"]["reported"] == reported["hours_given"]["minutes"]
    page = client_for(lead).get("/liege/figures/?year=2022").content.decode()
    assert "32" in page
    assert "1 " in page
    detail = client_for(lead).get("/liege/figures/accompanied/?year=2022")
    assert detail.context["figure"]["reported"] == 32


def test_all_32_are_erased_one_by_one(reported, incubator, lead):
    for person in list(Scope(incubator, Period.year(2022)).accompanied()):
        erase_subject(subject_of_person(person), by=lead)
    live = figures_of(incubator, 2022)
    assert live["accompanied"]["value"] == 0
    gone = erased_of(incubator, 2022)
    for key in WHOLE:
        assert live[key]["value"] + gone.get(key, {"value": 0})["value"] == reported[key]["value"], key


def test_tallies_are_sums_and_name_no_trait(reported, incubator, lead):
    people = list(Scope(incubator, Period.year(2022)).accompanied()[:2])
    for person in people:
        erase_subject(subject_of_person(person), by=lead)
    tally = ErasedTally.objects.get(incubator=incubator, year=2022, programme=None, key="accompanied")
    assert tally.value == 2
    assert not ErasedTally.objects.filter(key__in=("women_share", "newcomers", "locals")).exists()
    columns = {column.name for column in ErasedTally._meta.concrete_fields}
    assert columns == {"id", "incubator", "year", "programme", "key", "value", "minutes"}


def test_another_programmes_figures_and_another_year_are_untouched(reported, incubator, lead):
    before = figures_of(incubator, 2021)
    erase_subject(subject_of_person(_somebody(incubator)), by=lead)
    together = with_erased(figures_of(incubator, 2021), Scope(incubator, Period.year(2021)))
    for key in WHOLE:
        assert together[key]["reported"] == before[key]["value"], key
