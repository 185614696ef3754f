"""A restored outbox sends nothing that may have left since the copy was made."""

from datetime import timedelta

from django.utils import timezone

from interlab.core.keeping.after import put_right
from interlab.network.models import Incubator
from interlab.notices.models import Message, State


def message(incubator: Incubator, state: str, *, hours: int) -> Message:
    due = timezone.now() + timedelta(hours=hours)
    return Message.objects.create(incubator=incubator, address="awa@example.org", subject="Séance", state=state, due_at=due)


def test_what_was_due_is_held_for_a_human_and_the_rest_stays(incubator: Incubator):
    due, leaving = message(incubator, State.QUEUED, hours=-1), message(incubator, State.SENDING, hours=-1)
    later, sent = message(incubator, State.QUEUED, hours=5), message(incubator, State.SENT, hours=-9)
    assert ["2 messages" in told for told in put_right()] == [True]
    for one in (due, leaving, later, sent):
        one.refresh_from_db()
    assert [one.state for one in (due, leaving, later, sent)] == [State.DOUBTFUL, State.DOUBTFUL, State.QUEUED, State.SENT]
    assert set(Message.objects.wanting_a_human()) == {due, leaving}
    assert put_right() == []
