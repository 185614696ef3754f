"""Every message as it will leave: the same words, the same way; and what is missing before it can."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from interlab.intake.actions.decisions import prepare_decision, tell_decision
from interlab.notices.models import FailingAddress, Message, OwnWording
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


@pytest.fixture
def address(call):
    return f"/liege/calls/{call.code}/decisions/preview/"


def answers(lead, call):
    """One answer of each kind, to people with different languages and ways."""
    mail = {"kind": "email", "value": "ali@example.org"}
    soon = today() + timedelta(days=9)
    yield prepare_decision(applied(call, "Ali", contact=mail, languages=[["en", "fluent"]]), kind="accept", by=lead)
    yield prepare_decision(applied(call, "Bram", languages=[["fr", "fluent"]]), kind="wait", rank=2, answer_by=soon, by=lead)
    refusal = {"reason": "no_place", "words": "Continuez.", "door": "next_call", "door_words": "au printemps"}
    yield prepare_decision(applied(call, "Chloé", languages=[["en", "native"]]), kind="not_now", by=lead, **refusal)


def test_each_message_is_what_leaves(client_for, lead, call, address):
    OwnWording.objects.create(
        incubator=call.incubator,
        wording="intake.accepted",
        language="en",
        subject="Yes!",
        body="%(name)s\n\n%(begins)s\n\n%(words)s\n\nYes.",
    )
    made = list(answers(lead, call))
    shown = {one.decision: one for one in client_for(lead).get(address).context["ready"]}
    assert set(shown) == set(made)
    for decision in made:
        tell_decision(decision, by=lead)
        left = Message.objects.get(key=f"decision:{decision.code}")
        one = shown[decision]
        assert (one.written.subject, one.written.body, one.written.text) == (left.subject, left.body, left.text)
        assert (one.channel, one.address, one.language) == (left.channel, left.address, left.language)
    assert shown[made[0]].written.subject == "Yes!"
    assert "\n\n\n" not in shown[made[0]].written.body


def test_what_is_missing_is_said_and_is_not_ready(client_for, lead, call, address):
    prepare_decision(applied(call, "Ali"), kind="not_now", reason="no_place", by=lead)
    response = client_for(lead).get(address)
    assert response.context["ready"] == []
    assert len(response.context["others"][0].missing) == 2
    assert says(response, "words for them")
    assert "decisions/tell/" not in response.content.decode()


def test_nobody_writes_to_an_address_that_fails(client_for, lead, call, address):
    made = prepare_decision(applied(call, "Ali"), kind="accept", by=lead)
    at = made.application.person.contacts.get().normal
    FailingAddress.objects.create(incubator=call.incubator, address=at)
    response = client_for(lead).get(address)
    assert [one.decision for one in response.context["others"]] == [made]
    assert says(response, "no address to write to: tell them yourself")


def test_words_of_people_are_shown_as_text(client_for, lead, call, address):
    prepare_decision(applied(call, "Ali"), kind="accept", words="<script>alert(1)</script>", by=lead)
    assert "<script>alert" not in client_for(lead).get(address).content.decode()


def test_more_answers_cost_no_more_queries(client_for, lead, call, address):
    client = client_for(lead)

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    prepare_decision(applied(call, "Ali"), kind="accept", by=lead)
    one = queries()
    list(answers(lead, call))
    assert queries() == one


def test_only_a_lead_sees_the_messages(client_for, coach, neighbour, address):
    assert client_for(coach).get(address).status_code == 403
    assert client_for(neighbour).get(address).status_code == 404


def test_only_read(client_for, lead, address):
    assert client_for(lead).post(address).status_code == 405
