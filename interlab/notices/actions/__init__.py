"""Sending a message: it is written down in the transaction of what causes it, and leaves once that is sure."""

from interlab.notices.actions.by_hand import (
    cancel_message,
    note_handed_over,
    retry_message,
    send_otherwise,
    settle_message,
    trust_address,
)
from interlab.notices.actions.outcomes import record_bounce, record_delivery
from interlab.notices.actions.queue import EMAIL, SMS, WHATSAPP, Recipient, cancel_messages, queue_mail, queue_message
from interlab.notices.actions.wordings import reset_wording, set_quiet_hours, set_wording

__all__ = [
    "EMAIL",
    "SMS",
    "WHATSAPP",
    "Recipient",
    "cancel_message",
    "cancel_messages",
    "note_handed_over",
    "queue_mail",
    "queue_message",
    "record_bounce",
    "record_delivery",
    "reset_wording",
    "retry_message",
    "send_otherwise",
    "set_quiet_hours",
    "set_wording",
    "settle_message",
    "trust_address",
]
