"""Mail, by SMTP. Django's backend opens the connection; the dialogue is ours, so that the point of no return is known."""

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

from interlab.notices.channels import NotTaken, Unanswered, nothing_set
from interlab.notices.models import Message, Problem

# A server may take its time between the last byte and its answer: ending it sooner makes doubtful what it is about to take.
ANSWER_WITHIN = 120
_OK = 250
_GO_AHEAD = 354


def message_id(message: Message) -> str:
    """Return the name that a message has for ever: a server that is handed it twice can tell."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("> ") or "interlab"
    return f"<{message.reference}@{domain}>"


def as_mail(message: Message) -> EmailMessage:
    """Return a message as mail. Nobody's holiday notice need answer it."""
    headers = {
        "Message-ID": message_id(message),
        "Date": formatdate(message.created_at.timestamp()),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(message.subject, message.body, None, [message.address], headers=headers)


def _as_lines(mail: EmailMessage) -> bytes:
    raw = re.sub(rb"\r?\n", b"\r\n", mail.message().as_bytes())
    # A line that begins with a dot would end the message.
    quoted = re.sub(rb"(?m)^\.", b"..", raw)
    return quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n"


class MailWay:
    """One connection to the mail server, opened for the first message and kept for the next ones."""

    def __init__(self) -> None:
        self._backend: Any = None

    def send(self, message: Message, hand_over: Callable[[], None]) -> str:
        """Hand over one message and return the server's answer. Raises NotTaken or Unanswered."""
        try:
            sender = sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8")
            mail = as_mail(message)
            lines = _as_lines(mail)
            to = sanitize_address(message.address, "utf-8")
        except (ValueError, UnicodeError) as error:
            raise NotTaken(Problem.REFUSED, str(error), for_good=True) from error
        smtp = self._open()
        try:
            self._envelope(smtp, sender, to)
            smtp.send(lines)
        except OSError as error:
            self._drop()
            raise NotTaken(Problem.AWAY, _said(error), away=True) from error
        return self._last_step(smtp, hand_over)

    def _open(self) -> smtplib.SMTP:
        if self._backend is None:
            if not settings.EMAIL_HOST:
                raise nothing_set("no mail server is set (INTERLAB_SMTP_HOST)")
            backend: Any = get_connection("django.core.mail.backends.smtp.EmailBackend")
            try:
                backend.open()
                backend.connection.ehlo_or_helo_if_needed()
            except OSError as error:
                # smtplib's own errors are of this kind too; whatever it is, no message is to blame.
                raise NotTaken(Problem.AWAY, _said(error), away=True) from error
            self._backend = backend
        smtp: smtplib.SMTP = self._backend.connection
        return smtp

    def _envelope(self, smtp: smtplib.SMTP, sender: str, to: str) -> None:
        bare_sender = re.sub(r".*<(.*)>", r"\1", sender)
        code, answer = smtp.mail(bare_sender)
        if code != _OK:
            # Our own sender is refused: no message is to blame, whoever runs InterLab must see to it.
            self._refused(code, answer, Problem.NOT_SET, for_good=False)
        code, answer = smtp.rcpt(to)
        if code not in (_OK, 251):
            self._refused(code, answer, Problem.REFUSED, for_good=code >= 500)
        code, answer = smtp.docmd("DATA")
        if code != _GO_AHEAD:
            self._refused(code, answer, Problem.CONTENT, for_good=code >= 500)

    def _refused(self, code: int, answer: bytes, problem: str, *, for_good: bool) -> None:
        said = f"{code} {answer.decode('utf-8', 'replace')}"
        away = code == 421
        try:
            self._backend.connection.rset()
        except OSError:
            self._drop()
        raise NotTaken(problem if for_good or problem == Problem.NOT_SET else Problem.LATER, said, for_good=for_good, away=away)

    def _last_step(self, smtp: smtplib.SMTP, hand_over: Callable[[], None]) -> str:
        try:
            hand_over()
        except BaseException:
            self._drop()
            raise
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(ANSWER_WITHIN)
            smtp.send(b".\r\n")
            code, answer = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(settings.EMAIL_TIMEOUT)
        except OSError as error:
            self._drop()
            if TimeoutError in (type(error), type(error.__context__)):
                raise Unanswered(_said(error)) from error
            # It closed without a word: it has not taken charge (RFC 5321, 4.2.5). The same Message-ID lets it see a second copy.
            raise NotTaken(Problem.AWAY, _said(error), away=True) from error
        if code != _OK:
            self._refused(code, answer, Problem.CONTENT, for_good=code >= 500)
        return answer.decode("utf-8", "replace")

    def close(self) -> None:
        """Say good-bye and let go of the connection, if any."""
        if self._backend is not None:
            with suppress(OSError):
                self._backend.connection.quit()
            self._drop()

    def _drop(self) -> None:
        """Let go without a word: in the middle of a message, a good-bye would be part of it."""
        if self._backend is not None:
            smtp, self._backend = self._backend.connection, None
            smtp.close()


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
