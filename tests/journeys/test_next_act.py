"""Promises of either side: made, ticked off, moved, dropped."""

from datetime import timedelta

import pytest

from interlab.core.dates import today
from interlab.journeys.actions import create_next_act
from interlab.journeys.models import NextAct
from tests.conftest import person_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator)


@pytest.fixture
def act(person, coach):
    return create_next_act(person, what="Tester deux prix", due_on=today(), by=coach)


def test_a_promise_is_noted(client_for, coach, person):
    response = client_for(coach).post(
        f"/liege/people/{person.code}/next/", {"what": "Appeler la Ville", "due_on": today().isoformat(), "owner": coach.code}
    )
    assert response.status_code == 302
    act = NextAct.objects.get()
    assert (act.what, act.owner, act.person) == ("Appeler la Ville", coach, person)


@pytest.mark.parametrize("changes", [{"what": ""}, {"due_on": "31/02/2022"}, {"owner": "nobody"}, {"at": "25:99"}])
def test_a_bad_promise_is_refused_with_its_reason(client_for, coach, person, changes):
    facts = {"what": "Appeler", "due_on": today().isoformat(), "owner": ""} | changes
    response = client_for(coach).post(f"/liege/people/{person.code}/next/", facts)
    assert response.status_code == 422
    assert not NextAct.objects.exists()


def test_it_is_ticked_off_once_and_taken_back(client_for, coach, act):
    client = client_for(coach)
    address = f"/liege/next/{act.code}/settle/"
    client.post(address)
    client.post(address)
    act.refresh_from_db()
    assert act.done_on == today()
    client.post(f"{address}?how=reopen")
    act.refresh_from_db()
    assert act.done_on is None


def test_it_is_dropped(client_for, coach, act):
    client_for(coach).post(f"/liege/next/{act.code}/settle/", {"how": "drop"})
    act.refresh_from_db()
    assert act.dropped_at is not None
    assert not NextAct.objects.awaited().exists()


def test_it_moves_to_another_day(client_for, coach, act):
    later = today() + timedelta(days=4)
    client_for(coach).post(f"/liege/next/{act.code}/postpone/", {"due_on": later.isoformat()})
    act.refresh_from_db()
    assert act.due_on == later


def test_it_does_not_move_into_the_past(client_for, coach, act):
    response = client_for(coach).post(f"/liege/next/{act.code}/postpone/", {"due_on": (today() - timedelta(days=1)).isoformat()})
    assert response.status_code == 422


def test_a_person_ticks_off_their_own_promise(client_for, entrepreneur, coach):
    act = create_next_act(person_of(entrepreneur), what="Apporter les factures", due_on=today(), by=coach)
    client_for(entrepreneur).post(f"/liege/next/{act.code}/settle/")
    act.refresh_from_db()
    assert act.done_on == today()


def test_a_person_does_not_tick_off_what_the_team_promised(client_for, entrepreneur, coach):
    act = create_next_act(person_of(entrepreneur), what="Demander le prix", due_on=today(), by=coach, owner=coach)
    assert client_for(entrepreneur).post(f"/liege/next/{act.code}/settle/").status_code == 403


def test_somebody_elses_promise_does_not_exist_for_a_person(client_for, entrepreneur, act):
    assert client_for(entrepreneur).post(f"/liege/next/{act.code}/settle/").status_code == 404


def test_a_promise_cannot_be_moved_out_of_sight(client_for, coach, person):
    act = create_next_act(person, what="Appeler la banque", due_on=today(), by=coach)
    answer = client_for(coach).post(f"/liege/next/{act.code}/postpone/", {"due_on": "9999-12-31"})
    assert answer.status_code == 422
    act.refresh_from_db()
    assert act.due_on == today()
