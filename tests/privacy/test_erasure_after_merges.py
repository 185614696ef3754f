"""Whoever was several records is erased as all of them."""

import pytest

from interlab.core.dates import today
from interlab.journeys.actions import create_next_act
from interlab.people.merging.actions import merge_persons
from interlab.people.models import Merge, Person
from interlab.privacy.erasure import erase_subject
from interlab.privacy.subjects import subject_of_person
from tests.factories import PersonFactory
from tests.privacy.whole_file import a_whole_file, left_in_database, left_on_disk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def record(incubator, name, number):
    contacts = [("email", f"{number}@canary.example"), ("phone", f"0470 65 43 2{number}")]
    return PersonFactory(incubator=incubator, full_name=name, called=name.split()[0], contacts=contacts)


def made_one(one, other, lead):
    return merge_persons(one, other, choices={}, by=lead).survivor


def test_nothing_is_left_of_three_records_that_became_one(incubator, lead, django_capture_on_commit_callbacks):
    other = PersonFactory(incubator=incubator, full_name="Idrissa Diallo", called="Idrissa")
    first = a_whole_file(lead, other=other)
    second, third = record(incubator, "Canaryan Zorglette", 3), record(incubator, "Zorglina Canaryska", 4)
    made_one(second, third, lead)
    survivor = made_one(first, Person.objects.get(pk=second.pk), lead)
    assert Merge.objects.count() == 2
    # Every name they had is taken out of what was written about somebody else.
    for name in ("Canaryan Zorglette", "Zorglina Canaryska"):
        create_next_act(other, what=f"Demander à {name}", due_on=today(), by=lead)
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(subject_of_person(survivor), by=lead)
    assert Person.objects.filter(merged_into__isnull=False).count() == 0
    assert Merge.objects.count() == 0
    assert left_in_database() == []
    assert left_on_disk() == []


def test_a_name_given_up_two_merges_ago_still_finds_them(incubator, lead):
    first, second, third = (record(incubator, name, n) for n, name in enumerate(("Aya Un", "Bea Deux", "Cleo Trois")))
    made_one(second, third, lead)
    made_one(first, Person.objects.get(pk=second.pk), lead)
    assert list(Person.objects.visible_to(lead).matching("trois", incubator.pk)) == [first]
