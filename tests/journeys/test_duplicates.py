"""Who the person being typed may already be, while it is typed."""

import pytest

from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/liege/people/duplicates/"


@pytest.fixture
def person(incubator):
    PersonFactory(incubator=incubator, full_name="Amina Barry")
    return PersonFactory(incubator=incubator, full_name="Amina Diallo", called="Mina", contacts=(("phone", "0455 00 01 23"),))


@pytest.mark.parametrize(
    "typed",
    [{"full_name": "amina dia"}, {"full_name": "Mina Diallo"}, {"phone_0": "+32 455 000 123"}, {"whatsapp_0": "0455000123"}],
)
def test_somebody_alike_is_shown(client_for, coach, person, typed):
    response = client_for(coach).get(ADDRESS, typed)
    assert [row.person for row in response.context["known"]] == [person]
    assert f"/liege/people/{person.code}/" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"full_name": "Am"},
        {"full_name": "amina"},
        {"full_name": "\x00"},
        {"phone_0": "\x00"},
        {"full_name": "a" * 5000},
        {"phone_9": "0" * 999},
    ],
)
def test_too_little_or_nonsense_shows_nobody(client_for, coach, person, typed):
    response = client_for(coach).get(ADDRESS, typed)
    assert response.status_code == 200
    assert response.context["known"] == []


def test_a_neighbours_person_is_never_shown(client_for, coach, neighbour_incubator):
    PersonFactory(incubator=neighbour_incubator, full_name="Amina Diallo", contacts=(("phone", "0455 00 01 23"),))
    assert client_for(coach).get(ADDRESS, {"full_name": "Amina Diallo", "phone_0": "0455000123"}).context["known"] == []


def test_others_are_refused(client_for, entrepreneur, coach):
    assert client_for(entrepreneur).get(ADDRESS).status_code == 403
    assert client_for(coach).post(ADDRESS).status_code == 405
