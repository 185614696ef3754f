"""Persons are found by any word of theirs, in any script, and by their projects."""

import pytest
from django.core.management import call_command

from interlab.journeys.actions import add_holder, remove_holder, update_project
from interlab.people.actions import PersonFacts, update_person
from interlab.people.findable import asked_words
from interlab.people.models import Person, SearchWord
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def found(incubator, text):
    return list(Person.objects.filter(incubator=incubator).matching(text, incubator.pk).order_by("sort_name"))


@pytest.fixture
def person(incubator):
    PersonFactory(incubator=incubator, full_name="Somebody Else", contacts=(("phone", "0470 11 22 33"),))
    return PersonFactory(
        incubator=incubator,
        full_name="Élodie Ñuñez أحمد الخطيب Олена Шевченко",
        called="Élo",
        contacts=(("phone", "0455/00.01.23"), ("email", "Elodie.N@example.org"), ("whatsapp", "+49 151 2345678")),
    )


@pytest.mark.parametrize(
    "text",
    [
        "elodie",
        "ÉLO",
        "nunez elo",
        "أحمد",
        "احمد",
        "الخط",
        "шевч",
        "Олена",
        "0455000123",
        "0455 00 01 23",
        "0455 00",
        "+32 455 00",
        "0032 455 00 01",
        "0123",
        "000123",
        "٠٤٥٥ ٠٠",
        "+49 151",
        "0049151",
        "elodie.n@example.org",
        "example",
        "elo 0455",
    ],
)
def test_found_by(incubator, person, text):
    assert found(incubator, text) == [person]


@pytest.mark.parametrize("text", ["lodie", "elodie smith", "0466", "!!!", "😀", "'; drop table", "\x00", "a" * 500])
def test_not_found_by(incubator, person, text):
    assert found(incubator, text) == []


def test_no_text_keeps_everybody(incubator, person):
    assert len(found(incubator, "  ")) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Amina 0455 00-01", ["amina", "04550001"]),
        ("0032 455", ["32455"]),
        ("0032", ["0032"]),
        ("12a 3", ["12a", "3"]),
        ("a b c d e f g", ["a", "b", "c", "d", "e"]),
        ("", []),
    ],
)
def test_what_a_search_asks_for(text, words):
    assert asked_words(text) == words


def test_many_who_match_are_found_like_few(incubator, monkeypatch):
    persons = [PersonFactory(incubator=incubator, full_name=f"Amina {letter}") for letter in "CAB"]
    few = found(incubator, "am")
    monkeypatch.setattr("interlab.people.narrowing.FEW", 1)
    assert found(incubator, "am") == few == sorted(persons, key=lambda person: person.sort_name)


def test_a_neighbours_words_find_nobody_here(incubator, neighbour_incubator, person, monkeypatch):
    PersonFactory(incubator=neighbour_incubator, full_name="Élodie Ailleurs")
    assert found(incubator, "elodie") == [person]
    monkeypatch.setattr("interlab.people.narrowing.FEW", 0)
    assert found(incubator, "elodie") == [person]


def test_a_project_finds_who_carries_it_and_only_them(incubator, person, lead):
    other = PersonFactory(incubator=incubator, full_name="Binta")
    project = ProjectFactory(holders=[person], name="Injera sur Meuse")
    assert found(incubator, "meuse inj") == [person]
    add_holder(project, other, by=lead)
    assert found(incubator, "injera") == [other, person]
    update_project(project, name="Café", summary="", sector=None, by=lead)
    assert (found(incubator, "injera"), found(incubator, "cafe")) == ([], [other, person])
    remove_holder(project, person, by=lead)
    assert found(incubator, "cafe") == [other]


def test_correcting_a_person_keeps_the_words_of_their_project(incubator, person, lead):
    ProjectFactory(holders=[person], name="Injera")
    update_person(person, PersonFacts(full_name="Zoé"), by=lead)
    assert (found(incubator, "injera"), found(incubator, "zoe"), found(incubator, "elodie")) == ([person], [person], [])


def test_the_index_is_rebuilt_from_nothing(incubator, person, capsys):
    ProjectFactory(holders=[person], name="Injera")
    before = set(SearchWord.objects.values_list("person", "word"))
    SearchWord.objects.filter(word="injera").update(word="wrong")
    SearchWord.objects.exclude(word="wrong").delete()
    call_command("reindex_people")
    assert set(SearchWord.objects.values_list("person", "word")) == before
    call_command("reindex_people")
    assert capsys.readouterr().out.endswith("0 words corrected\n")
