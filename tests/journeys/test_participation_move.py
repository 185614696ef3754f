"""Moving a participation on, and leaving."""

from datetime import timedelta

import pytest

from interlab.core.dates import today
from interlab.journeys.models.participations import MOVES, State
from interlab.network.models import ExitReason
from tests.factories import ParticipationFactory, PersonFactory

pytestmark = pytest.mark.django_db
START = today() - timedelta(days=60)


@pytest.fixture
def participation(incubator):
    return ParticipationFactory(person=PersonFactory(incubator=incubator), on=START)


@pytest.fixture
def address(participation):
    return f"/liege/participations/{participation.code}/move/"


def test_somebody_leaves_on_an_earlier_day_with_a_reason(client_for, coach, incubator, participation, address):
    reason = ExitReason.objects.get(incubator=incubator, meaning="job")
    day = today() - timedelta(days=10)
    sent = {"state": "left", "on": day.isoformat(), "exit_reason": reason.code, "reason": "Engagée au CHU"}
    assert client_for(coach).post(address, sent)["Location"] == f"/liege/people/{participation.person.code}/"
    participation.refresh_from_db()
    assert (participation.state, participation.ended_on, participation.exit_reason) == ("left", day, reason)
    assert participation.moves.last().reason == "Engagée au CHU"


@pytest.mark.parametrize("state", ["applied", "waitlisted", "active"])
def test_only_what_the_state_allows_is_offered(client_for, coach, incubator, state):
    way = ParticipationFactory(person=PersonFactory(incubator=incubator), state=state)
    form = client_for(coach).get(f"/liege/participations/{way.code}/move/").context["form"]
    assert {value for value, _label in form.fields["state"].choices} == MOVES[state]
    assert ("exit_reason" in form.fields) == (State.LEFT in MOVES[state])


def test_an_applicant_is_enrolled(client_for, coach, incubator):
    way = ParticipationFactory(person=PersonFactory(incubator=incubator), state="applied", on=START)
    client_for(coach).post(f"/liege/participations/{way.code}/move/", {"state": "enrolled", "on": today().isoformat()})
    way.refresh_from_db()
    assert (way.state, way.enrolled_on) == ("enrolled", today())


def test_who_has_left_comes_back_by_a_new_participation(client_for, coach, participation, address):
    client = client_for(coach)
    client.post(address, {"state": "completed", "on": today().isoformat()})
    assert f"/liege/people/{participation.person.code}/participations/new/" in client.get(address).content.decode()
    assert client.post(address, {"state": "active", "on": today().isoformat()}).status_code == 422


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"exit_reason": ""}, "exit_reason"),
        ({"exit_reason": "zz"}, "exit_reason"),
        ({"state": "applied"}, "state"),
        ({"state": ""}, "state"),
        ({"on": ""}, "on"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": (START - timedelta(days=1)).isoformat()}, "on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client_for, coach, incubator, participation, address, changed, field):
    reason = ExitReason.objects.filter(incubator=incubator).first()
    response = client_for(coach).post(address, {"state": "left", "on": today().isoformat(), "exit_reason": reason.code} | changed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    participation.refresh_from_db()
    assert participation.state == "active"


def test_a_neighbours_reason_is_no_choice(client_for, coach, neighbour_incubator, address):
    foreign = ExitReason.objects.filter(incubator=neighbour_incubator).first()
    response = client_for(coach).post(address, {"state": "left", "on": today().isoformat(), "exit_reason": foreign.code})
    assert "exit_reason" in response.context["form"].errors


def test_who_may_not_is_refused(client_for, entrepreneur, neighbour, coach, participation, address):
    assert client_for(entrepreneur).post(address).status_code == 403
    assert client_for(neighbour).get(f"/namur/participations/{participation.code}/move/").status_code == 404
    assert client_for(coach).delete(address).status_code == 405
