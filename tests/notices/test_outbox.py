"""The team's outbox: it lists, narrows by its address, tells why and what to do; each button does what it says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interlab.accounts.models import Membership
from interlab.notices.actions import Recipient
from interlab.notices.actions.outcomes import record_doubt, record_failure, record_sent
from interlab.notices.models import FailingAddress, Message, Problem, State
from interlab.people.models import Person
from interlab.privacy.models import AuditEntry
from tests.factories import ParticipationFactory
from tests.notices.conftest import write_to

pytestmark = pytest.mark.django_db
ClientFor = Callable[[Any], Client]


def refused(person: Person) -> Message:
    """A message that nobody received by any way."""
    message = write_to(person, to=Recipient("Patricia", "fr", [("email", "gone@example.org")], person_code=person.code))
    return record_failure(message, Problem.REFUSED, "550 no such user", for_good=True)


def page(client: Client, lead: Membership, query: str = "") -> str:
    response = client.get(reverse("notices:outbox", args=[lead.incubator.slug]) + query)
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, message: Message, name: str, **fields: str) -> Any:
    response = client.post(reverse(f"notices:{name}", args=[message.incubator.slug, message.code]), fields)
    message.refresh_from_db()
    return response


def test_the_outbox_lists_and_narrows(client_for: ClientFor, lead: Membership, patricia: Person):
    record_sent(write_to(patricia, key="a"))
    refused(patricia)
    client = client_for(lead)
    assert page(client, lead).count('class="who one"') == 2
    failed = page(client, lead, "?show=attention")
    assert failed.count('class="who one"') == 1
    assert str(Problem.REFUSED.label) in failed.replace("&#x27;", "'") or "adresse" in failed
    assert page(client, lead, "?show=sent").count('class="who one"') == 1
    assert page(client, lead, f"?person={patricia.code}&show=nonsense").count('class="who one"') == 2
    assert page(client, lead, "?person=somebody").count('class="who one"') == 0


def test_the_outbox_costs_the_same_for_one_and_for_many(
    client_for: ClientFor, lead: Membership, patricia: Person, django_assert_num_queries: Any
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = client_for(lead), []
    for number in range(3):
        write_to(patricia, key=f"k{number}")
        with CaptureQueriesContext(connection) as captured:
            page(client, lead)
        counts.append(len(captured))
    assert counts[0] == counts[2]


def test_a_secret_is_shown_to_nobody(client_for: ClientFor, lead: Membership, patricia: Person):
    message = write_to(patricia, "tests.code")
    client = client_for(lead)
    detail = client.get(reverse("notices:message_detail", args=[lead.incubator.slug, message.code])).content.decode()
    assert "123456" not in page(client, lead) + detail
    assert "Votre code" not in page(client, lead)


def test_trying_again_sends_to_the_same_address_at_once(client_for: ClientFor, coach: Membership, patricia: Person):
    message = refused(patricia)
    assert act(client_for(coach), message, "message_retry").status_code == 302
    assert (message.state, message.urgent, message.problem) == (State.QUEUED, True, "")
    assert not FailingAddress.objects.exists(), "whoever tries again says that the address works"
    assert AuditEntry.objects.filter(act="message.retried", person_code=patricia.code).count() == 1


def test_what_is_under_way_is_not_tried_twice(client_for: ClientFor, coach: Membership, patricia: Person):
    message = record_sent(write_to(patricia))
    response = act(client_for(coach), message, "message_retry")
    assert (response.status_code, message.state) == (422, State.SENT)


def test_a_message_is_sent_otherwise(client_for: ClientFor, coach: Membership, patricia: Person):
    message = refused(patricia)
    detail = client_for(coach).get(reverse("notices:message_detail", args=[message.incubator.slug, message.code]))
    assert "+32470123456" in detail.content.decode()
    act(client_for(coach), message, "message_otherwise", way="sms:+32470123456")
    assert (message.channel, message.address, message.state) == ("sms", "+32470123456", State.QUEUED)


@pytest.mark.parametrize("way", ["", "sms:+33600000000", "pigeon:1", "x\x00"])
def test_only_the_persons_own_addresses_are_offered(client_for: ClientFor, coach: Membership, patricia: Person, way: str):
    message = refused(patricia)
    assert act(client_for(coach), message, "message_otherwise", way=way).status_code == 422
    assert message.state == State.FAILED


def test_whatsapp_is_sent_by_hand(client_for: ClientFor, coach: Membership, patricia: Person):
    message = write_to(patricia, to=Recipient("Patricia", "fr", [("whatsapp", "+32470123456")], person_code=patricia.code))
    assert message.state == State.BY_HAND
    detail = client_for(coach).get(reverse("notices:message_detail", args=[message.incubator.slug, message.code]))
    assert "https://wa.me/32470123456?text=%C3%80%20demain%20Patricia" in detail.content.decode()
    act(client_for(coach), message, "message_handed_over")
    assert (message.state, message.settled_by) == (State.SENT, coach)


def test_a_waiting_message_is_taken_back(client_for: ClientFor, coach: Membership, patricia: Person):
    message = write_to(patricia)
    act(client_for(coach), message, "message_cancel")
    assert message.state == State.CANCELLED
    assert act(client_for(coach), record_sent(write_to(patricia, key="x")), "message_cancel").status_code == 422


def test_what_is_dealt_with_is_asked_of_nobody(client_for: ClientFor, coach: Membership, patricia: Person):
    message = record_doubt(write_to(patricia))
    assert 'class="who one"' in page(client_for(coach), coach, "?show=attention")
    act(client_for(coach), message, "message_settle")
    assert 'class="who one"' not in page(client_for(coach), coach, "?show=attention")
    assert message.settled_by == coach


def test_today_shows_who_did_not_get_a_message(client_for: ClientFor, coach: Membership, lead: Membership, patricia: Person):
    ParticipationFactory(person=patricia, coach=coach, by=coach)
    message = refused(patricia)
    address = reverse("notices:message_detail", args=[lead.incubator.slug, message.code])
    today = reverse("home:today", args=[lead.incubator.slug])
    assert address in client_for(coach).get(today).content.decode()
    assert address in client_for(lead).get(today + "?who=team").content.decode()
    assert address not in client_for(lead).get(today + "?who=mine").content.decode()


def test_the_persons_page_shows_messages_and_the_address_in_use(client_for: ClientFor, lead: Membership, patricia: Person):
    address = reverse("journeys:person_detail", args=[lead.incubator.slug, patricia.code])
    message = record_sent(write_to(patricia))
    html = client_for(lead).get(address).content.decode()
    assert reverse("notices:message_detail", args=[lead.incubator.slug, message.code]) in html
    FailingAddress.objects.create(incubator=lead.incubator, address="patricia@example.org")
    assert client_for(lead).get(address).content.decode().count('<b class="old">') == 1


def test_a_message_of_another_incubator_is_not_there(client_for: ClientFor, neighbour: Membership, patricia: Person):
    message = write_to(patricia)
    address = reverse("notices:message_detail", args=[neighbour.incubator.slug, message.code])
    assert client_for(neighbour).get(address).status_code == 404
