"""Somebody was told in person: noted, and no message leaves."""

import pytest
from django.utils.translation import gettext

from interlab.intake.actions.decisions import prepare_decision
from interlab.intake.models import Decision
from interlab.notices.models import Message
from interlab.privacy.models import AuditEntry
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanan(incubator):
    return applied(CallFactory(incubator=incubator), "Hanan")


@pytest.fixture
def address(hanan):
    return f"/liege/calls/{hanan.call.code}/decisions/{hanan.code}/told/"


def test_told_in_person(client_for, lead, hanan, address):
    hanan.person.contacts.all().delete()
    prepare_decision(hanan, kind="accept", by=lead)
    client_for(lead).post(address)
    hanan.participation.refresh_from_db()
    assert hanan.participation.state == "enrolled"
    assert Decision.objects.told().count() == 1
    assert not Message.objects.exists()
    assert AuditEntry.objects.get(act="decision.told").details["in_person"] is True


def test_what_is_missing_comes_first(client_for, lead, hanan, address):
    prepare_decision(hanan, kind="not_now", reason="no_place", by=lead)
    response = client_for(lead).post(address, follow=True)
    what = ", ".join((gettext("words for them"), gettext("the next door")))
    assert says(response, "Still missing: %(what)s.", what=what)
    assert not Decision.objects.told().exists()


def test_nothing_prepared(client_for, lead, address):
    response = client_for(lead).post(address, follow=True)
    assert says(response, "Nothing is prepared for this person: they were told already.")


def test_only_a_lead_notes_it(client_for, coach, neighbour, address):
    assert client_for(coach).post(address).status_code == 403
    assert client_for(neighbour).post(address).status_code == 404


def test_only_post(client_for, lead, address):
    assert client_for(lead).get(address).status_code == 405
