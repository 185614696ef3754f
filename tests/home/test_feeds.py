"""Calls for programs, and what search engines ask for."""

from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from tests.factories.intake import CallFactory
from tests.home.public_site import published

pytestmark = pytest.mark.django_db


def test_open_calls_are_a_feed(client, incubator):
    published(incubator)
    CallFactory(incubator=incubator, name="Printemps & été")
    CallFactory(incubator=incubator, name="Secret", published_at=None)
    root = ElementTree.fromstring(client.get("/liege/calls.xml").content)
    assert [one.text for one in root.iter("title")][1:] == ["Printemps & été"]


def test_days_of_calls_are_a_calendar(client, incubator):
    published(incubator)
    call = CallFactory(incubator=incubator, name="Printemps, été; et\nplus")
    found = Calendar.from_ical(client.get("/liege/calls.ics").content).walk("VEVENT")
    assert [one.decoded("dtstart") for one in found] == [call.opens_on, call.closes_on]
    CallFactory(incubator=incubator, name="Toujours", closes_on=None)
    assert len(Calendar.from_ical(client.get("/liege/calls.ics").content).walk("VEVENT")) == 3


def test_without_calls_both_are_empty(client, incubator):
    published(incubator)
    assert client.get("/liege/calls.xml").status_code == 200
    assert Calendar.from_ical(client.get("/liege/calls.ics").content).walk("VEVENT") == []


def test_search_engines_find_published_sites_alone(client, incubator, neighbour_incubator):
    published(incubator)
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "http://testserver/liege/" in places
    assert all(place.startswith("http://testserver/liege/") for place in places)


def test_robots_leave_applications_alone(client):
    rules = client.get("/robots.txt").content.decode()
    assert "Disallow: /*/application/" in rules
    assert "Sitemap: http://testserver/sitemap.xml" in rules
