"""A person reads who opened their file, when, why, and what was done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from interlab.journeys.actions import create_next_act, give_reason, open_confidential_notes, open_files
from tests.conftest import person_of
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db
PAGE = "/liege/who-opened/"


@pytest.fixture
def patricia(entrepreneur, other_coach):
    person = person_of(entrepreneur)
    ParticipationFactory(person=person, coach=other_coach)
    return person


def days(client):
    response = client.get(PAGE)
    assert response.status_code == 200
    return response.context["days"], response.content.decode()


def test_nobody_yet(client_for, entrepreneur):
    assert days(client_for(entrepreneur))[0] == []


def test_each_colleague_each_day_with_what_they_did_and_why(client_for, entrepreneur, patricia, coach, other_coach):
    give_reason(patricia, reason="replaces", by=coach)
    open_files([patricia], by=coach)
    open_files([patricia], by=other_coach)
    SessionFactory(persons=[patricia], by=coach)
    open_confidential_notes(patricia, reason="Préparer le CPAS", by=coach)
    found, html = days(client_for(entrepreneur))
    assert [day.name for day in found] == ["Karim Benali", "Sophie Dubois"]
    assert len(found[0].acts) == 3
    assert len(found[0].reasons) == 2
    assert "Préparer le CPAS" in html and "Sophie Dubois" in html


def test_what_happened_to_others_is_not_told(client_for, entrepreneur, patricia, coach, incubator):
    other = PersonFactory(incubator=incubator, full_name="Amina")
    open_files([other], by=coach)
    assert days(client_for(entrepreneur))[0] == []


def test_what_one_did_oneself_is_no_news(client_for, entrepreneur, patricia):
    act = create_next_act(patricia, what="x", due_on=today(), by=entrepreneur)
    client_for(entrepreneur).post(f"/liege/next/{act.code}/settle/", {"how": "done"})
    assert days(client_for(entrepreneur))[0] == []


def test_its_queries_do_not_grow(client_for, entrepreneur, patricia, lead, other_coach):
    client, costs = client_for(entrepreneur), []
    for member in (lead, other_coach):
        open_files([patricia], by=member)
        SessionFactory(persons=[patricia], by=member)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 7


def test_the_first_page_leads_to_it(client_for, entrepreneur):
    assert PAGE in client_for(entrepreneur).get("/liege/today/").content.decode()


@pytest.mark.parametrize("who", ["coach", "lead", "mentor", "funder_reader"])
def test_others_are_refused(client_for, request, who):
    assert client_for(request.getfixturevalue(who)).get(PAGE).status_code == 403


def test_it_is_only_read(client_for, entrepreneur):
    assert client_for(entrepreneur).post(PAGE).status_code == 405
