"""Records that are likely of one human."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.people.lookalikes import lookalikes
from interlab.people.merging.actions import tell_apart
from tests.factories import PersonFactory
from tests.people.merging import merged

pytestmark = pytest.mark.django_db


def person(incubator, name, phone="", year=None, **facts):
    contacts = [("phone", phone)] if phone else []
    return PersonFactory(incubator=incubator, full_name=name, contacts=contacts, birth_year=year, **facts)


def pairs(member, **kwargs):
    return [(pair.older.full_name, pair.newer.full_name, pair.shared) for pair in lookalikes(member, **kwargs).pairs]


def test_the_same_phone_however_it_is_typed(incubator, coach):
    person(incubator, "Yordanos", "0470 12 34 56")
    person(incubator, "Yordi Tesfay", "+32 470/12.34.56")
    person(incubator, "Sami Haddad", "0470 99 99 99")
    assert pairs(coach) == [("Yordanos", "Yordi Tesfay", "+32470123456")]


def test_one_person_with_phone_and_whatsapp_is_not_twice(incubator, coach):
    PersonFactory(incubator=incubator, contacts=[("phone", "0470123456"), ("whatsapp", "0470123456")])
    assert pairs(coach) == []


@pytest.mark.parametrize(
    ("names", "years", "alike"),
    [
        (("Sami Haddad", "HADDAD Sami"), (None, None), True),
        (("Élodie Dupré", "Elodie Dupre"), (1990, None), True),
        (("Sami Haddad", "Sami Haddad"), (1990, 1990), True),
        (("Sami Haddad", "Sami Haddad"), (1990, 1991), False),
        (("Sami Haddad", "Sami Haddad Omar"), (None, None), False),
        (("Sami", "Sami"), (None, None), False),
    ],
)
def test_the_same_name_and_no_other_year_of_birth(incubator, coach, names, years, alike):
    for name, year in zip(names, years, strict=True):
        person(incubator, name, year=year)
    assert bool(pairs(coach)) == alike


def test_a_pair_is_proposed_once_whatever_it_shares(incubator, coach):
    for _ in range(2):
        PersonFactory(incubator=incubator, full_name="Sami Haddad", contacts=[("phone", "0470123456"), ("email", "s@x.be")])
    assert len(pairs(coach)) == 1


def test_told_apart_or_made_one_is_proposed_no_more(incubator, coach):
    one, two, three = (person(incubator, "Sami Haddad", "0470 12 34 56") for _ in range(3))
    tell_apart(three, one, by=coach)
    assert len(pairs(coach)) == 2
    merged(one, two, coach)
    assert pairs(coach) == []


def test_pages_follow_each_other_to_the_end(incubator, coach):
    for n in range(7):
        for _ in range(2):
            person(incubator, f"Sami Numéro{n}", f"0470 12 34 5{n}" if n < 4 else "")
    found, after, pages = [], "", 0
    while after is not None:
        page = lookalikes(coach, after=after, size=3)
        found += [(pair.older.pk, pair.newer.pk) for pair in page.pairs]
        after, pages = page.next, pages + 1
    assert (len(found), len(set(found))) == (7, 7)
    assert pages >= 3


@pytest.mark.parametrize("after", ["x", "contact", "contact." + "9" * 999, ".", "name.zzz"])
def test_a_page_that_cannot_be_read_answers(incubator, coach, after):
    lookalikes(coach, after=after)


def test_neighbours_are_never_compared(incubator, neighbour_incubator, coach):
    person(incubator, "Sami Haddad", "0470 12 34 56")
    person(neighbour_incubator, "Sami Haddad", "0470 12 34 56")
    assert pairs(coach) == []


def test_questions_do_not_grow_with_the_pairs(incubator, coach):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            lookalikes(coach)
        return len(queries)

    for _ in range(2):
        person(incubator, "Sami Haddad", "0470 12 34 56")
        person(incubator, "Yordanos Tesfay")
    few = asked()
    for n in range(6):
        person(incubator, f"Amina Numéro{n % 3}", f"0470 12 34 5{n % 3}")
    assert asked() == few
