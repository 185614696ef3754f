"""The waiting list: its order, the days by which people hear, a place that becomes free."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.actions.decisions import prepare_decision, tell_decision
from interlab.intake.answering import waiting_past_their_day
from interlab.intake.models import Decision
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


@pytest.fixture
def address(call):
    return f"/liege/calls/{call.code}/waiting/"


def put_on_list(call, lead, name, rank, days=30):
    one = applied(call, name)
    tell_decision(prepare_decision(one, kind="wait", rank=rank, answer_by=today() + timedelta(days=days), by=lead), by=lead)
    return one


@pytest.fixture
def three(call, lead):
    return [put_on_list(call, lead, name, rank) for rank, name in enumerate(("Ali", "Bram", "Chloé"), start=1)]


def names(response):
    return [str(row.application.person) for row in response.context["rows"]]


def test_who_waits_in_order(client_for, lead, call, three, address):
    prepare_decision(applied(call, "Dina"), kind="wait", rank=4, answer_by=today(), by=lead)
    assert names(client_for(lead).get(address)) == ["Ali", "Bram", "Chloé"]


def test_somebody_moves_up_and_down(client_for, lead, three, address):
    client = client_for(lead)
    client.post(f"{address}{three[2].code}/move/", {"direction": "up"})
    assert names(client.get(address)) == ["Ali", "Chloé", "Bram"]
    client.post(f"{address}{three[0].code}/move/", {"direction": "down"})
    assert names(client.get(address)) == ["Chloé", "Ali", "Bram"]
    client.post(f"{address}{three[2].code}/move/", {"direction": "up"})
    assert names(client.get(address)) == ["Chloé", "Ali", "Bram"]


def test_a_place_is_free_for_the_next(client_for, lead, call, three, address):
    client = client_for(lead)
    assert client.post(f"{address}offer/")["Location"] == f"/liege/calls/{call.code}/decisions/preview/"
    made = Decision.objects.prepared().get()
    assert (made.application, made.kind) == (three[0], "accept")
    client.post(f"{address}offer/")
    assert {one.application for one in Decision.objects.prepared()} == {three[0], three[1]}
    for decision in Decision.objects.prepared():
        tell_decision(decision, by=lead)
    assert names(client.get(address)) == ["Chloé"]


def test_no_place_for_nobody(client_for, lead, address):
    response = client_for(lead).post(f"{address}offer/", follow=True)
    assert says(response, "Nobody waits for a place in this call, or a place is prepared for everybody who does.")


def test_who_took_it_back_waits_no_more(client_for, lead, three, address):
    three[0].withdrawn_at = timezone.now()
    three[0].save()
    client = client_for(lead)
    assert names(client.get(address)) == ["Bram", "Chloé"]
    client.post(f"{address}offer/")
    assert Decision.objects.prepared().get().application == three[1]


def test_those_past_their_day_are_in_evidence(client_for, lead, call, three, address):
    put_on_list(call, lead, "Dina", 4, days=2)
    assert not waiting_past_their_day(call.incubator).exists()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert [str(one.application.person) for one in waiting_past_their_day(call.incubator)] == ["Dina"]
        response = client_for(lead).get(address)
        later = prepare_decision(response.context["late"][0].application, kind="wait", rank=4, answer_by=today(), by=lead)
        tell_decision(later, by=lead)
        assert not waiting_past_their_day(call.incubator).exists()


def test_more_people_cost_no_more_queries(client_for, lead, call, address):
    client = client_for(lead)

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    put_on_list(call, lead, "Ali", 1)
    one = queries()
    for rank, name in enumerate(("Bram", "Chloé"), start=2):
        put_on_list(call, lead, name, rank)
    assert queries() == one


@pytest.mark.parametrize(("path", "method"), [("", "get"), ("offer/", "post"), ("{code}/move/", "post")])
def test_only_a_lead_keeps_the_list(client_for, coach, neighbour, three, address, path, method):
    at = address + path.format(code=three[0].code)
    assert getattr(client_for(coach), method)(at).status_code == 403
    assert getattr(client_for(neighbour), method)(at).status_code == 404


@pytest.mark.parametrize(("path", "method"), [("", "post"), ("offer/", "get"), ("{code}/move/", "get")])
def test_each_address_takes_its_own_method(client_for, lead, three, address, path, method):
    assert getattr(client_for(lead), method)(address + path.format(code=three[0].code)).status_code == 405


def test_a_strange_move(client_for, lead, call, three, address):
    client = client_for(lead)
    assert client.post(f"{address}nobody/move/", {"direction": "up"}).status_code == 404
    other = applied(call, "Eden")
    assert client.post(f"{address}{other.code}/move/", {"direction": "up"}).status_code == 302
