"""Messages are written down before they leave, each leaves once, and one that can't leave says why. Through a real SMTP server."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.notices.actions import Recipient, cancel_messages, queue_message, record_bounce
from interlab.notices.causes import register_cause
from interlab.notices.models import FailingAddress, Message, Problem, State
from interlab.notices.sending import LEASE, Postman, forget_secrets, give_back_messages_of, take_batch

pytestmark = pytest.mark.django_db

PATRICIA = Recipient("Patricia", "fr", [("email", "patricia@example.org"), ("sms", "+32470123456")], person_code="p4tr1c14")


class Inbox(MessageHandler):
    """A server that answers what it is told to, by address; anything else it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Any] = []
        self.answers: dict[str, str] = {}
        self.connections = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Any) -> None:
        self.received.append(message)


@pytest.fixture
def smtp(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "interlab.notices.backends.OutboxBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    return settings


@pytest.fixture
def inbox(smtp: Any) -> Iterator[Inbox]:
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=smtp.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


def write(incubator: Incubator | None, to: Recipient = PATRICIA, wording: str = "tests.hello", **more: Any) -> Message:
    about = {"code": "123456"} if wording == "tests.code" else {"name": "Patricia"}
    message = queue_message(wording, to, incubator=incubator, about=about, **{"urgent": True, **more})
    assert message is not None
    return message


def send(worker: str = "w1") -> None:
    postman = Postman(worker)
    while postman.turn():
        pass


def now_of(message: Message) -> Message:
    message.refresh_from_db()
    return message


# Leaving ---------------------------------------------------------------------------------------------------------


def test_a_message_reaches_the_server(inbox: Inbox, incubator: Incubator):
    message = write(incubator)
    send()
    (received,) = inbox.received
    assert (received["Subject"], received["To"]) == ("Bonjour Patricia", "patricia@example.org")
    assert received["Message-ID"].startswith(f"<{message.reference}@")
    assert (now_of(message).state, message.problem, message.sent_at is not None) == (State.SENT, "", True)


def test_many_messages_use_one_connection(inbox: Inbox, incubator: Incubator):
    for number in range(45):
        write(incubator, key=f"n{number}")
    send()
    assert (len(inbox.received), inbox.connections) == (45, 1)


def test_urgent_messages_leave_first(inbox: Inbox, incubator: Incubator):
    write(incubator, urgent=False, not_before=timezone.now() - timedelta(hours=1))
    Message.objects.update(due_at=timezone.now() - timedelta(hours=1))
    write(incubator, wording="tests.code")
    assert [message.wording for message in take_batch("w1", ["email"])] == ["tests.code"]


def test_what_is_undone_sends_nothing(incubator: Incubator):
    with transaction.atomic():
        write(incubator)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_line_of_one_dot_does_not_end_the_message(inbox: Inbox):
    send_mail("Liste", "un\n.\ndeux\n..trois", None, ["nadege@example.org"])
    send()
    assert inbox.received[0].get_payload(decode=True).decode().split() == ["un", ".", "deux", "..trois"]


def test_the_same_key_makes_one_message_ever(incubator: Incubator, neighbour_incubator: Incubator):
    first = write(incubator, key="reminder:k3")
    assert write(incubator, key="reminder:k3") == first
    assert write(neighbour_incubator, key="reminder:k3") != first
    assert write(None, key="reminder:k3") == write(None, key="reminder:k3")


def test_nobody_is_written_to_without_an_address(incubator: Incubator):
    assert queue_message("tests.hello", Recipient("A", "fr", []), incubator=incubator, about={"name": "A"}) is None


# Failing ---------------------------------------------------------------------------------------------------------


def test_a_server_that_is_away_leaves_the_message_here(smtp: Any, incubator: Incubator):
    message = write(incubator)
    send()
    assert (now_of(message).state, message.problem, bool(message.error)) == (State.QUEUED, Problem.AWAY, True)
    assert message.due_at > timezone.now()


def test_without_a_server_nothing_is_lost(smtp: Any, incubator: Incubator):
    smtp.EMAIL_HOST = ""
    message = write(incubator)
    send()
    assert (now_of(message).state, message.problem) == (State.QUEUED, Problem.NOT_SET)
    assert "INTERLAB_SMTP_HOST" in message.error


def test_a_refused_address_is_avoided_from_then_on(inbox: Inbox, incubator: Incubator):
    inbox.answers["gone@example.org"] = "550 no such user"
    gone = Recipient("Patricia", "fr", [("email", "gone@example.org"), ("email", "new@example.org")])
    message = write(incubator, gone)
    send()
    assert (now_of(message).state, message.address) == (State.SENT, "new@example.org")
    assert [tried["address"] for tried in message.tried] == ["gone@example.org"]
    assert "550" in FailingAddress.objects.get(incubator=incubator).error
    assert write(incubator, gone).address == "new@example.org"


def test_a_person_whose_only_address_fails_is_a_humans_at_once(inbox: Inbox, incubator: Incubator):
    inbox.answers["gone@example.org"] = "550 no such user"
    gone = Recipient("Patricia", "fr", [("email", "gone@example.org")])
    message = write(incubator, gone)
    send()
    assert (now_of(message).state, message.problem, message.wants_a_human) == (State.FAILED, Problem.REFUSED, True)
    assert write(incubator, gone).state == State.FAILED


def test_a_server_that_asks_for_patience_gets_it(inbox: Inbox, incubator: Incubator):
    inbox.answers["patricia@example.org"] = "451 try again later"
    message = write(incubator, urgent=False)
    Message.objects.update(due_at=timezone.now())
    message.urgent = True
    message.save()
    waits = []
    for _ in range(3):
        Message.objects.update(due_at=timezone.now())
        send()
        waits.append((now_of(message).due_at - timezone.now()).total_seconds())
    assert message.state == State.QUEUED
    assert waits == sorted(waits), "each wait is longer than the one before"
    inbox.answers.clear()
    Message.objects.update(due_at=timezone.now())
    send()
    assert now_of(message).state == State.SENT


def test_after_a_day_another_way_is_tried_then_a_human(inbox: Inbox, incubator: Incubator, settings: Any):
    inbox.answers["patricia@example.org"] = "451 try again later"
    settings.SMS_GATEWAY = ""
    message = write(incubator)
    send()
    day_ago = timezone.now() - timedelta(hours=25)
    Message.objects.update(due_at=timezone.now(), tried_since=day_ago)
    send()
    assert (now_of(message).channel, message.state) == ("sms", State.QUEUED)
    Message.objects.update(due_at=timezone.now(), tried_since=day_ago)
    send()
    assert (now_of(message).state, message.problem) == (State.FAILED, Problem.NOT_SET)
    assert [tried["channel"] for tried in message.tried] == ["email", "sms"]


def test_a_bounce_shows_the_message_as_not_sent(inbox: Inbox, incubator: Incubator):
    message = write(incubator)
    send()
    assert record_bounce("patricia@example.org", error="5.1.1 unknown") == 1
    assert (now_of(message).state, message.wants_a_human) == (State.FAILED, True)
    assert FailingAddress.objects.filter(incubator=incubator, address="patricia@example.org").exists()


# Workers that die ------------------------------------------------------------------------------------------------


def test_what_a_dead_worker_had_taken_and_not_handed_over_leaves_later(inbox: Inbox, incubator: Incubator):
    message = write(incubator)
    take_batch("dead", ["email"])
    send("w2")
    assert not inbox.received, "nobody sends what another worker holds"
    give_back_messages_of("dead")
    send("w2")
    assert (now_of(message).state, len(inbox.received)) == (State.SENT, 1)


def test_what_a_dead_worker_had_handed_over_waits_for_a_human(inbox: Inbox, incubator: Incubator):
    message = write(incubator)
    take_batch("dead", ["email"])
    Message.objects.update(handed_at=timezone.now())
    give_back_messages_of("dead")
    send("w2")
    assert (now_of(message).state, message.wants_a_human, inbox.received) == (State.DOUBTFUL, True, [])


def test_a_worker_that_slept_through_its_lease_sends_nothing(inbox: Inbox, incubator: Incubator):
    message = write(incubator)
    postman = Postman("slow")
    (held,) = take_batch("slow", ["email"])
    Message.objects.update(lease_until=timezone.now() - LEASE)
    send("quick")
    postman._deal_with(held)
    assert (len(inbox.received), now_of(message).worker) == (1, "quick")


# Taken back, too late, quiet -------------------------------------------------------------------------------------


def test_what_was_about_a_cancelled_thing_is_taken_back(inbox: Inbox, incubator: Incubator, neighbour_incubator: Incubator):
    mine, theirs = write(incubator, cause="appointment:a"), write(neighbour_incubator, cause="appointment:a")
    assert cancel_messages("appointment:a", incubator=incubator) == 1
    send()
    assert (now_of(mine).state, now_of(theirs).state) == (State.CANCELLED, State.SENT)


def test_a_cause_is_asked_again_before_leaving(inbox: Inbox, incubator: Incubator):
    register_cause("test-meeting", lambda code, incubator_id: code == "stands")
    gone, stands = write(incubator, cause="test-meeting:gone"), write(incubator, cause="test-meeting:stands")
    send()
    assert (now_of(gone).state, now_of(stands).state) == (State.CANCELLED, State.SENT)


def test_a_secret_is_forgotten_once_sent(inbox: Inbox):
    message = write(None, wording="tests.code")
    assert "123456" in message.body
    send()
    assert (now_of(message).state, message.body, message.text) == (State.SENT, "", "")
    assert "123456" in inbox.received[0].get_payload(decode=True).decode()


def test_a_secret_that_waited_too_long_is_forgotten_and_not_sent(smtp: Any):
    message = write(None, wording="tests.code")
    Message.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    forget_secrets()
    assert (now_of(message).state, message.body) == (State.CANCELLED, "")


def test_mail_of_the_framework_goes_through_the_outbox(inbox: Inbox):
    assert send_mail("Votre code", "Le code : 123456", None, ["nadege@example.org"]) == 1
    message = Message.objects.get()
    assert (message.secret, message.urgent, message.incubator_id) == (True, True, None)
    send()
    assert (inbox.received[0]["Subject"], now_of(message).body) == ("Votre code", "")


def test_a_header_takes_no_second_line():
    from django.core.mail import BadHeaderError

    with pytest.raises((BadHeaderError, ValueError)):
        EmailMessage("a\nBcc: x@example.org", "b", None, ["nadege@example.org"]).message()


def test_the_demo_sends_nothing(inbox: Inbox, incubator: Incubator, settings: Any):
    settings.DEMO = True
    message = write(incubator)
    send()
    assert (now_of(message).state, inbox.received) == (State.SENT, [])


def test_a_member_may_be_written_to(lead: Membership):
    to = Recipient("Lucie", "fr", [("email", "lucie@liege.example")], member=lead)
    assert write(lead.incubator, to).member == lead
