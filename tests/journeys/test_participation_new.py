"""Entering a programme: a second one, or the same again."""

from datetime import timedelta

import pytest

from interlab.core.dates import today
from interlab.journeys.actions import move_participation
from interlab.network.actions import create_programme
from interlab.network.models import Cohort
from tests.factories import ParticipationFactory, PersonFactory, first_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator, full_name="Amina")


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/participations/new/"


def facts(programme, **changed):
    return {"programme": programme.code, "state": "enrolled", "on": today().isoformat()} | changed


def test_a_return_is_a_participation_of_its_own(client_for, coach, incubator, person, address):
    former = ParticipationFactory(person=person, on=today() - timedelta(days=90))
    move_participation(former, "completed", by=coach, on=today() - timedelta(days=30))
    response = client_for(coach).post(address, facts(first_programme(incubator), coach=coach.code))
    assert response["Location"] == f"/liege/people/{person.code}/"
    assert list(person.participations.order_by("pk").values_list("state", "coach")) == [
        ("completed", None),
        ("enrolled", coach.pk),
    ]


def test_a_second_programme_runs_beside_the_first(client_for, coach, incubator, person, address):
    ParticipationFactory(person=person)
    second = create_programme(incubator, name="Second")
    assert client_for(coach).post(address, facts(second, state="waitlisted")).status_code == 302
    assert set(person.participations.values_list("state", flat=True)) == {"active", "waitlisted"}


@pytest.mark.parametrize(
    ("standing", "wanted"), [("active", "enrolled"), ("active", "applied"), ("applied", "applied"), ("waitlisted", "enrolled")]
)
def test_nobody_is_twice_in_one_programme(client_for, coach, incubator, person, address, standing, wanted):
    ParticipationFactory(person=person, state=standing)
    response = client_for(coach).post(address, facts(first_programme(incubator), state=wanted))
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert person.participations.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": "2999-01-01"}, "on"),
        ({"on": "x"}, "on"),
        ({"state": "left"}, "state"),
        ({"programme": "zz"}, "programme"),
        ({"coach": "zz"}, "coach"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client_for, coach, incubator, person, address, changed, field):
    response = client_for(coach).post(address, facts(first_programme(incubator)) | changed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not person.participations.exists()


def test_a_cohort_belongs_to_its_programme(client_for, coach, incubator, address):
    second = create_programme(incubator, name="Second")
    cohort = Cohort.objects.create(incubator=incubator, programme=second, name="A", starts_on=today(), ends_on=today())
    response = client_for(coach).post(address, facts(first_programme(incubator), cohort=cohort.code))
    assert "cohort" in response.context["form"].errors


def test_who_may_not_is_refused(client_for, entrepreneur, neighbour, coach, person, address):
    assert client_for(entrepreneur).get(address).status_code == 403
    assert client_for(neighbour).get(f"/namur/people/{person.code}/participations/new/").status_code == 404
    assert client_for(coach).delete(address).status_code == 405
