"""Every application that was sent, with its answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.intake.actions.decisions import prepare_decision, tell_decision
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.intake.scored import applied

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


@pytest.fixture
def address(call):
    return f"/liege/calls/{call.code}/decisions/"


def test_what_is_prepared_what_was_told_and_what_is_missing(client_for, lead, call, address):
    ready, unfinished, told, nothing = (applied(call, name) for name in ("Ali", "Bram", "Chloé", "Dina"))
    ApplicationFactory(call=call, sent=False)
    prepare_decision(ready, kind="accept", by=lead)
    prepare_decision(unfinished, kind="not_now", reason="no_place", by=lead)
    tell_decision(prepare_decision(told, kind="accept", by=lead), by=lead)
    rows = {row.application: row for row in client_for(lead).get(address).context["rows"]}
    assert set(rows) == {ready, unfinished, told, nothing}
    assert (rows[ready].missing, rows[told].told.kind, rows[told].prepared, rows[nothing].prepared) == ([], "accept", None, None)
    assert len(rows[unfinished].missing) == 2
    assert [rows[one].is_open for one in (ready, told)] == [True, False]


@pytest.mark.parametrize(
    ("answer", "names"), [("accept", ["Ali"]), ("not_now", []), ("none", ["Bram"]), ("strange", ["Ali", "Bram"])]
)
def test_one_kind_of_answer(client_for, lead, call, address, answer, names):
    prepare_decision(applied(call, "Ali"), kind="accept", by=lead)
    applied(call, "Bram")
    rows = client_for(lead).get(address, {"answer": answer, "after": "%00"}).context["rows"]
    assert [str(row.application.person) for row in rows] == names


def test_more_applications_cost_no_more_queries(client_for, lead, call, address):
    client = client_for(lead)

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    prepare_decision(applied(call, "Ali"), kind="accept", by=lead)
    one = queries()
    for name in ("Bram", "Chloé"):
        prepare_decision(applied(call, name), kind="accept", by=lead)
    assert queries() == one


def test_only_a_lead_sees_the_answers(client_for, coach, neighbour, address):
    assert client_for(coach).get(address).status_code == 403
    assert client_for(neighbour).get(address).status_code == 404


def test_only_read(client_for, lead, address):
    assert client_for(lead).post(address).status_code == 405
