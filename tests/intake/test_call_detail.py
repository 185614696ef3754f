"""One call: its facts, its numbers, what comes next, whom the team told of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from interlab.intake.actions.calls import close_call, create_call
from interlab.intake.models import Call, Outreach
from interlab.network.models import Source
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory
from tests.intake.calling import call_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(call):
    return f"/liege/calls/{call.code}/"


def test_it_shows_the_numbers_and_what_comes_next(client_for, lead, call, here):
    ApplicationFactory(call=call)
    ApplicationFactory(call=call, sent=False)
    page = client_for(lead).get(here)
    assert (page.context["call"].started, page.context["call"].sent, page.context["call"].writing) == (2, 1, 1)
    for address in ("edit/", "close/", "duplicate/", "form/", "funnel/", "told/new/"):
        assert f"{here}{address}" in page.content.decode()


def test_a_coach_reads_and_changes_nothing(client_for, coach, here):
    page = client_for(coach).get(here).content.decode()
    for address in ("edit/", "close/", "duplicate/", 'form/"', "told/new/"):
        assert f"{here}{address}" not in page


def test_a_prepared_call_leads_to_its_publication(client_for, lead, incubator):
    call = create_call(call_facts(incubator), by=lead)
    assert f"/liege/calls/{call.code}/publish/" in client_for(lead).get(f"/liege/calls/{call.code}/").content.decode()


def test_a_closed_call_is_opened_again(client_for, lead, call, here):
    close_call(call, by=lead)
    assert f"{here}reopen/" in client_for(lead).get(here).content.decode()
    assert client_for(lead).post(f"{here}reopen/")["Location"] == here
    assert Call.objects.get().closed_at is None
    assert AuditEntry.objects.filter(act="call.reopened").count() == 1


def test_one_whose_last_day_is_over_is_not_opened_again(client_for, lead, call, here):
    close_call(call, by=lead)
    Call.objects.update(opens_on=today() - timedelta(days=9), closes_on=today() - timedelta(days=1))
    client_for(lead).post(f"{here}reopen/")
    assert Call.objects.get().closed_at is not None


def test_the_next_call_is_prepared_from_this_one(client_for, lead, call, here):
    Call.objects.update(opens_on="2020-01-01", closes_on="2020-01-31", intro={"fr": "Venez."})
    answer = client_for(lead).post(f"{here}duplicate/")
    copy = Call.objects.exclude(pk=call.pk).get()
    assert answer["Location"] == f"/liege/calls/{copy.code}/edit/"
    assert (copy.published_at, copy.opens_on, copy.closes_on) == (None, today(), today() + timedelta(days=30))
    assert copy.versions.get().declaration == call.versions.get().declaration


def test_a_call_of_others_is_not_found(client_for, neighbour, here):
    assert client_for(neighbour).get(here).status_code == 404
    assert client_for(neighbour).get(here.replace("liege", "namur")).status_code == 404


def test_more_rows_cost_no_more_questions(client_for, lead, incubator, call, here):
    client = client_for(lead)
    client.get(here)
    costs = []
    for _ in range(2):
        source = Source.objects.filter(incubator=incubator).first()
        Outreach.objects.create(incubator=incubator, call=call, on=today(), where="Marché", people=3, source=source)
        ApplicationFactory(call=call, sent=False)
        with CaptureQueriesContext(connection) as queries:
            client.get(here)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def told(**changed):
    return {"on": str(today()), "where": "Au marché", "people": "40", "source": ""} | changed


def test_people_told_are_noted_corrected_and_taken_back(client_for, lead, incubator, call, here):
    client, source = client_for(lead), Source.objects.filter(incubator=incubator).first()
    assert client.post(f"{here}told/new/", told(source=source.code))["Location"] == here
    row = Outreach.objects.get()
    assert (row.people, row.source, row.by) == (40, source, lead)
    client.post(f"{here}told/{row.code}/", told(people="45"))
    row.refresh_from_db()
    assert (row.people, row.source) == (45, None)
    client.post(f"{here}told/{row.code}/remove/")
    assert not Outreach.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("on", value) for value in ("", "x", "9999-01-01", "0001-01-01")],
        *[("where", value) for value in ("", "x" * 121)],
        *[("people", value) for value in ("", "0", "-3", "10001", "9" * 40, "x")],
        ("source", "x"),
    ],
)
def test_absurd_numbers_are_refused_beside_their_field(client_for, lead, here, field, value):
    answer = client_for(lead).post(f"{here}told/new/", told(**{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Outreach.objects.exists()


def test_coaches_note_nothing(client_for, coach, here):
    assert client_for(coach).post(f"{here}told/new/", told()).status_code == 403
    for act in ("reopen/", "duplicate/"):
        assert client_for(coach).post(here + act).status_code == 403
