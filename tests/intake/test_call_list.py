"""The list of calls: open, to come, over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from tests.factories.intake import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db

HERE = "/liege/calls/"


def names(response, group):
    return [call.name for call in response.context["groups"][group]]


def test_calls_stand_where_they_are(client_for, lead, incubator):
    CallFactory(incubator=incubator, name="Ouvert")
    CallFactory(incubator=incubator, name="Sans fin", closes_on=None)
    CallFactory(incubator=incubator, name="Bientôt", opens_on=today() + timedelta(days=1))
    CallFactory(incubator=incubator, name="Brouillon", published_at=None)
    CallFactory(incubator=incubator, name="Fini", opens_on=today() - timedelta(days=9), closes_on=today() - timedelta(days=1))
    page = client_for(lead).get(HERE)
    assert set(names(page, "open")) == {"Ouvert", "Sans fin"}
    assert set(names(page, "coming")) == {"Bientôt", "Brouillon"}
    assert names(page, "over") == ["Fini"]


def test_it_counts_who_began_and_who_sent(client_for, coach, call):
    ApplicationFactory(call=call)
    ApplicationFactory(call=call, sent=False)
    row = client_for(coach).get(HERE).context["page"].rows[0]
    assert (row.started, row.sent) == (2, 1)


def test_an_empty_list_says_what_belongs_there(client_for, lead, coach):
    assert f"{HERE}new/" in client_for(lead).get(HERE).content.decode()
    assert f"{HERE}new/" not in client_for(coach).get(HERE).content.decode()


def test_calls_of_others_are_not_there(client_for, lead, neighbour_incubator):
    CallFactory(incubator=neighbour_incubator)
    assert client_for(lead).get(HERE).context["page"].rows == []


def test_more_calls_cost_no_more_questions(client_for, lead, incubator):
    client = client_for(lead)
    client.get(HERE)
    costs = []
    for _ in range(2):
        for call in (CallFactory(incubator=incubator), CallFactory(incubator=incubator)):
            ApplicationFactory(call=call, sent=False)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(HERE)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_menu_leads_there(client_for, coach, funder_reader):
    assert 'href="/liege/' in client_for(coach).get("/liege/today/").content.decode()
    assert HERE not in client_for(funder_reader).get("/liege/figures/").content.decode()


def test_an_absurd_page_is_the_first_one(client_for, lead, call):
    for token in ("x", "\x00", "9" * 400):
        assert client_for(lead).get(HERE, {"after": token}).status_code == 200


def test_it_is_only_read(client_for, lead):
    assert client_for(lead).post(HERE).status_code == 405
