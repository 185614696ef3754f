"""The way out for mail: written down first, then handed to the mail server."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from interlab.notices.models import Message


class OutboxBackend(BaseEmailBackend):
    """Keeps every message in the outbox and sends it by SMTP. In the demo nothing leaves: it is read there."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write down and send each message; return how many left. One that can't leave stays, with the reason."""
        return sum(self._send(email) for email in email_messages)

    def _send(self, email: EmailMessage) -> bool:
        message = Message.objects.create(to=", ".join(email.recipients()), subject=email.subject[:250], body=str(email.body))
        if settings.DEMO:
            message.sent_at = timezone.now()
        elif not settings.EMAIL_HOST:
            message.error = "no mail server is set (INTERLAB_SMTP_HOST)"
        else:
            try:
                smtp = get_connection("django.core.mail.backends.smtp.EmailBackend")
                smtp.send_messages([email])
                message.sent_at = timezone.now()
            except OSError as error:
                # The reason stays with the message, where a colleague sees that it never left.
                message.error = str(error)[:500]
        message.save(update_fields=["sent_at", "error"])
        return message.sent_at is not None
