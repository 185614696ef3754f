"""Mail is written down before it leaves, and one that can't leave says why. Sent through a real SMTP server."""

import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core.mail import EmailMessage, send_mail

from interlab.notices.models import Message

pytestmark = pytest.mark.django_db


class Inbox(MessageHandler):
    def __init__(self):
        super().__init__()
        self.received = []

    def handle_message(self, message):
        self.received.append(message)


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "interlab.notices.backends.OutboxBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    return settings


@pytest.fixture
def inbox(outbox):
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outbox.EMAIL_PORT = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=outbox.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


def test_a_message_reaches_the_server(inbox):
    assert send_mail("Votre code", "Le code : 123456", None, ["nadege@example.org"]) == 1
    assert inbox.received[0]["Subject"] == "Votre code"
    message = Message.objects.get()
    assert (message.to, message.sent_at is not None, message.error) == ("nadege@example.org", True, "")


def test_a_server_that_is_away_leaves_the_message_here(outbox):
    outbox.EMAIL_PORT = 9
    assert send_mail("Votre code", "123456", None, ["nadege@example.org"]) == 0
    message = Message.objects.get()
    assert message.sent_at is None
    assert message.error


def test_without_a_server_nothing_is_lost(outbox):
    outbox.EMAIL_HOST = ""
    send_mail("Votre code", "123456", None, ["nadege@example.org"])
    assert "INTERLAB_SMTP_HOST" in Message.objects.get().error


def test_a_header_takes_no_second_line(outbox):
    from django.core.mail import BadHeaderError

    with pytest.raises((BadHeaderError, ValueError)):
        EmailMessage("a\nBcc: x@example.org", "b", None, ["nadege@example.org"]).message()
