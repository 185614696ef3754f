"""The first page of the settings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.network.actions import create_programme

pytestmark = pytest.mark.django_db

ADDRESS = "/liege/settings/"


def test_it_leads_everywhere(client_for, lead):
    page = client_for(lead).get(ADDRESS).content.decode()
    for part in (
        "incubator/",
        "team/",
        "programmes/new/",
        "cohorts/",
        "labels/sectors/",
        "labels/session-kinds/",
        "labels/stages/",
    ):
        assert f"{ADDRESS}{part}" in page


def test_its_queries_do_not_grow(client_for, lead, incubator):
    client = client_for(lead)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for n in range(3):
        create_programme(incubator, name=f"Programme {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(few) == len(many)


def test_who_is_refused(refused_to_all_but_the_lead):
    refused_to_all_but_the_lead(ADDRESS, "get")


def test_wrong_method(client_for, lead):
    assert client_for(lead).post(ADDRESS).status_code == 405
