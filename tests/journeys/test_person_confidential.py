"""Confidential notes are opened with a reason, for ten minutes, and who opened them stays known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interlab.journeys.actions import void_session
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator, coach, other_coach):
    person = PersonFactory(incubator=incubator, full_name="Amina")
    SessionFactory(persons=[person], by=coach, notes={"confidential": "un secret", "team": "pour nous"})
    SessionFactory(persons=[person], by=other_coach, notes={"confidential": "une confidence"})
    void_session(SessionFactory(persons=[person], by=coach, notes={"confidential": "une erreur"}), by=coach)
    return person


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/confidential/"


def test_the_page_asks_why_and_shows_nothing(client_for, coach, address):
    html = client_for(coach).get(address).content.decode()
    assert 'name="reason"' in html
    assert "un secret" not in html
    assert not AuditEntry.objects.filter(act="confidential_notes.opened").exists()


def test_with_a_reason_they_are_shown_for_ten_minutes(client_for, coach, lead, person, address, monkeypatch):
    client = client_for(coach)
    sent = client.post(address, {"reason": "Préparer le CPAS"})
    assert (sent.status_code, sent["Location"]) == (302, address)
    response = client.get(address)
    html = response.content.decode()
    assert "un secret" in html
    assert "une confidence" not in html
    assert "une erreur" not in html
    assert "no-store" in response["Cache-Control"]
    entry = AuditEntry.objects.get(act="confidential_notes.opened")
    assert (entry.by, entry.person_code, entry.details) == (coach, person.code, {"reason": "Préparer le CPAS"})
    assert "un secret" not in client_for(lead).get(address).content.decode()
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "un secret" not in client.get(address).content.decode()
    seen = client_for(lead).get(address).content.decode()
    assert "Préparer le CPAS" in seen
    assert coach.name in client_for(lead).get(f"/liege/people/{person.code}/").content.decode()


def test_the_lead_reads_everybodys(client_for, lead, address):
    html = client_for(lead).post(address, {"reason": "Plainte reçue"}, follow=True).content.decode()
    assert "un secret" in html
    assert "une confidence" in html


@pytest.mark.parametrize("reason", ["", "  ", "x", "\x00\x00\x00", "a" * 301])
def test_without_a_reason_they_stay_closed(client_for, lead, address, reason):
    response = client_for(lead).post(address, {"reason": reason})
    assert response.status_code == 422
    assert "un secret" not in response.content.decode()
    assert not AuditEntry.objects.filter(act="confidential_notes.opened").exists()


def test_who_wrote_none_opens_none(client_for, incubator, coach, other_coach):
    person = PersonFactory(incubator=incubator)
    SessionFactory(persons=[person], by=coach, notes={"confidential": "un secret"})
    response = client_for(other_coach).post(f"/liege/people/{person.code}/confidential/", {"reason": "Curiosité"})
    assert "un secret" not in response.content.decode()
    assert not AuditEntry.objects.filter(act="confidential_notes.opened").exists()


@pytest.mark.parametrize("who", ["mentor", "entrepreneur"])
def test_others_are_refused(client_for, request, address, who):
    assert client_for(request.getfixturevalue(who)).post(address, {"reason": "Voir"}).status_code == 403


def test_a_neighbour_finds_nobody(client_for, neighbour, person):
    assert client_for(neighbour).post(f"/namur/people/{person.code}/confidential/", {"reason": "Voir"}).status_code == 404


def test_other_methods_are_refused(client_for, lead, address):
    assert client_for(lead).delete(address).status_code == 405
