"""Cohorts: opened, how full they are, corrected, closed, open again."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.journeys.models.participations import State
from interlab.network.models import Cohort, Programme
from interlab.privacy.models import AuditEntry
from interlab.setup.actions import add_cohort
from tests.factories import ParticipationFactory, PersonFactory, first_programme

pytestmark = pytest.mark.django_db

BASE = "/liege/settings/cohorts/"


def facts(incubator, **changed):
    known = {
        "programme": first_programme(incubator).code,
        "name": "Printemps",
        "starts_on": "2026-03-02",
        "ends_on": "2026-09-30",
    }
    return known | {"places": "12"} | changed


@pytest.fixture
def cohort(incubator, lead):
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 9, 30)}
    return add_cohort(first_programme(incubator), name="Automne", places=1, by=lead, **days)


def test_one_is_opened(client_for, lead, incubator):
    assert client_for(lead).post(f"{BASE}new/", facts(incubator))["Location"] == BASE
    cohort = Cohort.objects.get()
    assert (cohort.name, cohort.places, cohort.starts_on) == ("Printemps", 12, date(2026, 3, 2))
    assert AuditEntry.objects.filter(act="cohort.added", subject_code=cohort.code).count() == 1


def test_it_shows_who_is_in_it_and_that_it_is_overfull(client_for, lead, incubator, cohort):
    for state in (State.ACTIVE, State.ENROLLED, State.APPLIED):
        ParticipationFactory(person=PersonFactory(incubator=incubator), cohort=cohort, state=state, by=lead)
    response = client_for(lead).get(BASE)
    assert response.context["page"].rows[0].taken == 2
    assert f"/liege/people/?cohort={cohort.code}" in response.content.decode()


def test_an_empty_list_says_what_belongs_there(client_for, lead):
    assert f"{BASE}new/" in client_for(lead).get(BASE).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("name", value) for value in ("", "AUTOMNE")],
        *[("starts_on", "x"), ("ends_on", "2026-01-01"), ("programme", "x")],
        *[("places", value) for value in ("0", "-1", "1001", "9" * 30, "x")],
    ],
)
def test_bad_input(client_for, lead, incubator, cohort, field, value):
    response = client_for(lead).post(f"{BASE}new/", facts(incubator, **{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Cohort.objects.count() == 1


def test_another_incubators_programme_is_no_choice(client_for, lead, incubator, neighbour_incubator):
    theirs = Programme.objects.get(incubator=neighbour_incubator)
    assert client_for(lead).post(f"{BASE}new/", facts(incubator, programme=theirs.code)).status_code == 422


def test_it_is_corrected(client_for, lead, incubator, cohort):
    client = client_for(lead)
    assert client.get(f"{BASE}{cohort.code}/").status_code == 200
    assert client.post(f"{BASE}{cohort.code}/", facts(incubator, name="Automne 2026", places=""))["Location"] == BASE
    cohort.refresh_from_db()
    assert (cohort.name, cohort.places) == ("Automne 2026", None)
    assert client.post(f"{BASE}{cohort.code}/", facts(incubator, ends_on="2026-01-01")).status_code == 422


def test_it_is_closed_and_open_again(client_for, lead, cohort):
    client = client_for(lead)
    for _ in range(2):
        client.post(f"{BASE}{cohort.code}/close/")
    cohort.refresh_from_db()
    assert cohort.closed_on is not None
    client.post(f"{BASE}{cohort.code}/reopen/")
    cohort.refresh_from_db()
    assert cohort.closed_on is None
    acts = AuditEntry.objects.filter(subject_code=cohort.code).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["cohort.added", "cohort.closed", "cohort.reopened"]


def test_its_queries_do_not_grow(client_for, lead, incubator, cohort):
    client = client_for(lead)
    client.get(BASE)
    with CaptureQueriesContext(connection) as few:
        client.get(BASE)
    for n in range(2):
        add_cohort(cohort.programme, name=f"Groupe {n}", starts_on=cohort.starts_on, ends_on=cohort.ends_on, by=lead)
    with CaptureQueriesContext(connection) as many:
        client.get(BASE)
    assert len(few) == len(many)


@pytest.mark.parametrize("query", ["?after=x", "?after=%00", "?before=W10", "?after=WyJ4Iiwx"])
def test_pages_that_are_not_there(client_for, lead, cohort, query):
    assert client_for(lead).get(BASE + query).status_code == 200


def test_who_is_refused(refused_to_all_but_the_lead, incubator, cohort):
    refused_to_all_but_the_lead(BASE, "get")
    for tail in ("new/", f"{cohort.code}/", f"{cohort.code}/close/", f"{cohort.code}/reopen/"):
        refused_to_all_but_the_lead(f"{BASE}{tail}", "post", facts(incubator))
    cohort.refresh_from_db()
    assert (cohort.name, cohort.closed_on) == ("Automne", None)


def test_wrong_method(client_for, lead, cohort):
    assert client_for(lead).post(BASE).status_code == 405
    assert client_for(lead).get(f"{BASE}{cohort.code}/close/").status_code == 405
    assert client_for(lead).get(f"{BASE}{cohort.code}/reopen/").status_code == 405
    assert client_for(lead).delete(f"{BASE}{cohort.code}/").status_code == 405
