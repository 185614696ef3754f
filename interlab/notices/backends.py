"""The way out for Django's own mail: it is written down, and the worker sends it like any other message."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from interlab.notices.actions import queue_mail


class OutboxBackend(BaseEmailBackend):
    """Keeps mail in the outbox: about signing in, so urgent, and forgotten once it left."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write down each message, once for each of its readers; return how many were written."""
        written = 0
        for email in email_messages:
            if email.attachments:
                raise ValueError("the outbox carries no attachment: put a link into the message")
            # Django refuses here a header that holds a second one.
            email.message()
            for address in email.recipients():
                queue_mail(address, str(email.subject), str(email.body))
            written += 1
        return written
