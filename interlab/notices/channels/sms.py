"""SMS, through whichever gateway is set: one method, `send(to, text, reference)`, which returns the gateway's name for the message."""

import re
import sys
from collections.abc import Callable
from typing import Protocol

from django.conf import settings

from interlab.notices.channels import NotTaken, nothing_set
from interlab.notices.channels.twilio import TwilioGateway
from interlab.notices.models import Message, Problem

_INTERNATIONAL = re.compile(r"\+[1-9]\d{6,14}")


class Gateway(Protocol):
    """What sends SMS. `hand_over` is called just before the point of no return."""

    def send(self, to: str, text: str, reference: str, hand_over: Callable[[], None]) -> str:
        """Send `text` to a number in international form. Raises NotTaken or Unanswered."""


class ConsoleGateway:
    """Writes SMS where the worker runs: for development."""

    def send(self, to: str, text: str, reference: str, hand_over: Callable[[], None]) -> str:
        """Show the SMS."""
        hand_over()
        sys.stdout.write(f"SMS {reference} to {to}: {text}\n")
        sys.stdout.flush()
        return f"console-{reference}"


def gateway() -> Gateway:
    """Return the gateway that is set. Raises NotTaken where there is none."""
    if settings.SMS_GATEWAY == "console":
        return ConsoleGateway()
    if settings.SMS_GATEWAY == "twilio":
        return TwilioGateway()
    raise nothing_set("no SMS gateway is set (INTERLAB_SMS_GATEWAY)")


class SmsWay:
    """One SMS at a time; each is a request of its own."""

    def send(self, message: Message, hand_over: Callable[[], None]) -> str:
        """Hand over one message. Raises NotTaken or Unanswered."""
        to = message.address.replace(" ", "")
        if not _INTERNATIONAL.fullmatch(to):
            raise NotTaken(Problem.REFUSED, f"{to} is no number in international form", for_good=True)
        return gateway().send(to, message.says, message.reference, hand_over)

    def close(self) -> None:
        """Nothing is kept open."""
