"""What a colleague does about a message: try it again, send it otherwise, take it back, say that it is dealt with."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.notices.actions.queue import take_way
from interlab.notices.clean import one_line
from interlab.notices.models import Channel, FailingAddress, Message, Problem, State
from interlab.privacy.actions import record_act

AGAIN_FROM = (State.FAILED, State.DOUBTFUL, State.CANCELLED)


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("incubator").get(pk=message.pk)


def _refuse_what_is_gone(message: Message) -> None:
    if message.secret:
        raise DomainError(_("What this message said isn’t kept. Ask for a new code or a new link."))


@transaction.atomic
def retry_message(message: Message, *, by: Membership) -> Message:
    """Have a message that didn't leave, or perhaps didn't, sent again to the same address."""
    message = _locked(message)
    if message.state not in AGAIN_FROM:
        raise DomainError(_("This message isn’t stuck: there is nothing to try again."))
    _refuse_what_is_gone(message)
    FailingAddress.objects.filter(incubator=message.incubator, address=message.address).delete()
    _start_again(message, [(message.channel, message.address)], timezone.now(), by)
    record_act(message, "message.retried", by=by, person_code=message.person_code)
    return message


@transaction.atomic
def send_otherwise(message: Message, *, channel: str, address: str, by: Membership) -> Message:
    """Send a message to another of the person's addresses."""
    message, address = _locked(message), one_line(address)[:254]
    if message.state not in (*AGAIN_FROM, State.BY_HAND, State.QUEUED):
        raise DomainError(_("This message has left already."))
    if channel not in Channel.values or not address:
        raise DomainError(_("Choose one of the person’s addresses."), field="way")
    _refuse_what_is_gone(message)
    _start_again(message, [(channel, address)], timezone.now(), by)
    record_act(message, "message.sent_otherwise", by=by, person_code=message.person_code, channel=channel)
    return message


def _start_again(message: Message, ways: list[tuple[str, str]], now: datetime, by: Membership) -> None:
    take_way(message, ways)
    # A colleague who presses the button wants it to leave now.
    message.due_at, message.urgent, message.by = now, True, by
    message.problem, message.error, message.provider_id = "", "", ""
    message.sent_at = message.settled_at = message.settled_by = message.expires_at = None
    message.save()


@transaction.atomic
def cancel_message(message: Message, *, by: Membership) -> Message:
    """Take back a message that hasn't left."""
    message = _locked(message)
    if message.state not in (State.QUEUED, State.BY_HAND, State.FAILED):
        raise DomainError(_("This message has left already: it can’t be taken back."))
    message.state, message.problem = State.CANCELLED, Problem.BY_SOMEBODY
    message.settled_at, message.settled_by = timezone.now(), by
    message.save(update_fields=["state", "problem", "settled_at", "settled_by"])
    record_act(message, "message.cancelled", by=by, person_code=message.person_code)
    return message


@transaction.atomic
def settle_message(message: Message, *, by: Membership) -> Message:
    """Say that a message needs nobody any more: the person was reached otherwise, or it arrived after all."""
    message = _locked(message)
    if not message.wants_a_human:
        raise DomainError(_("This message waits for nobody."))
    message.settled_at, message.settled_by = timezone.now(), by
    message.save(update_fields=["settled_at", "settled_by"])
    record_act(message, "message.settled", by=by, person_code=message.person_code)
    return message


@transaction.atomic
def note_handed_over(message: Message, *, by: Membership) -> Message:
    """Note that a colleague sent a message by WhatsApp, from their own phone."""
    message = _locked(message)
    if message.state != State.BY_HAND:
        raise DomainError(_("This message isn’t one to send by hand."))
    message.state, message.sent_at, message.settled_by = State.SENT, timezone.now(), by
    message.provider_id = "by hand"
    message.save(update_fields=["state", "sent_at", "settled_by", "provider_id"])
    record_act(message, "message.handed_over", by=by, person_code=message.person_code)
    return message


@transaction.atomic
def trust_address(message: Message, *, by: Membership) -> Message:
    """Use a message's address again: the person says that it works."""
    FailingAddress.objects.filter(incubator=message.incubator, address=message.address).delete()
    record_act(message, "message.address_trusted", by=by, person_code=message.person_code)
    return message
