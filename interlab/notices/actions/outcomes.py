"""What became of a message: it left, it must wait, it goes another way, or it can't."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import SystemRandom

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interlab.network.models import Incubator
from interlab.notices.actions.queue import take_way
from interlab.notices.clean import one_line
from interlab.notices.models import Channel, FailingAddress, Message, Problem, State
from interlab.notices.quiet import quiet_hours

# How long one address is tried before the next one is, and how often.
TRIED_FOR = timedelta(hours=24)
FIRST_RETRY = timedelta(seconds=30)
FIRST_RETRY_IF_URGENT = timedelta(seconds=3)
LAST_RETRY = timedelta(hours=1)
_DEAD_ADDRESS = (Problem.REFUSED,)


def retry_after(attempts: int, *, urgent: bool) -> timedelta:
    """Return how long to wait after `attempts` tries: twice as long each time, never quite the same for two messages."""
    first = FIRST_RETRY_IF_URGENT if urgent else FIRST_RETRY
    later: timedelta = min(first * 2 ** min(attempts, 12), LAST_RETRY)
    return later * SystemRandom().uniform(0.7, 1.3)


def record_sent(message: Message, *, provider_id: str = "") -> Message:
    """Note that a server took charge of a message. A secret one forgets what it said."""
    message.state, message.sent_at, message.provider_id = State.SENT, timezone.now(), provider_id[:200]
    message.problem, message.error = "", ""
    fields = ["state", "sent_at", "provider_id", "problem", "error"]
    if message.secret and not settings.DEMO:
        # The demo's codes are read in its outbox, until they are no longer valid.
        message.body = message.text = ""
        fields += ["body", "text"]
    message.save(update_fields=fields)
    return message


@transaction.atomic
def record_failure(message: Message, problem: str, error: str, *, for_good: bool) -> Message:
    """Note that a message couldn't leave: try later, else the next address, else it is a human's."""
    now = timezone.now()
    message.problem, message.error = problem, error[:1000]
    message.handed_at, message.worker, message.lease_until = None, "", None
    message.attempts += 1
    message.tried_since = message.tried_since or now
    if problem in _DEAD_ADDRESS:
        flag_address(message.address, incubator=message.incubator, error=error)
    if for_good or now - message.tried_since > TRIED_FOR:
        _give_up_this_way(message, now)
    else:
        _try_later(message, now)
    message.save()
    return message


def _try_later(message: Message, now: datetime) -> None:
    message.state = State.QUEUED
    message.due_at = now + retry_after(message.attempts - 1, urgent=message.urgent)
    if not message.urgent:
        message.due_at = quiet_hours(message.incubator_id).first_moment(message.due_at)


def _give_up_this_way(message: Message, now: datetime) -> None:
    if message.problem in (Problem.AWAY, Problem.LATER):
        message.problem = Problem.GAVE_UP
    message.tried = [
        *message.tried,
        {"channel": message.channel, "address": message.address, "at": now.isoformat(), "problem": message.problem},
    ]
    # What a secret one said isn't kept once it left.
    if message.others and message.says:
        take_way(message, [(channel, address) for channel, address in message.others])
        message.due_at, message.sent_at, message.provider_id = now, None, ""
    else:
        message.state = State.FAILED


@transaction.atomic
def record_doubt(message: Message, error: str = "") -> Message:
    """Note that nobody can tell whether a message left: it isn't sent again by itself, a human decides."""
    message.state, message.problem, message.error = State.DOUBTFUL, Problem.UNANSWERED, error[:1000]
    message.save(update_fields=["state", "problem", "error"])
    return message


def record_never(message: Message, problem: str) -> Message:
    """Note that a message is not sent at all: too late, or about what no longer holds."""
    message.state = State.FAILED if problem == Problem.TOO_LATE and not message.secret else State.CANCELLED
    message.problem = problem
    if message.secret:
        message.body = message.text = ""
    message.save(update_fields=["state", "problem", "body", "text"])
    return message


def flag_address(address: str, *, incubator: Incubator | None, error: str) -> None:
    """Note that messages don't arrive at an address: it is avoided from now on."""
    FailingAddress.objects.get_or_create(incubator=incubator, address=address, defaults={"error": error[:1000]})


@transaction.atomic
def record_bounce(address: str, *, error: str = "") -> int:
    """Note that what was sent to `address` came back: avoid it, and show its last message of each incubator as not sent.

    Return how many messages are shown so.
    """
    address, shown = one_line(address)[:254], 0
    written = Message.objects.filter(address=address, state__in=(State.SENT, State.DOUBTFUL, State.DELIVERED))
    for incubator_id in set(written.values_list("incubator_id", flat=True)):
        message = written.filter(incubator_id=incubator_id).select_related("incubator").latest("sent_at", "pk")
        flag_address(address, incubator=message.incubator, error=error)
        message.state, message.problem, message.error = State.FAILED, Problem.REFUSED, error[:1000]
        message.save(update_fields=["state", "problem", "error"])
        shown += 1
    return shown


# What the gateway says → what it means here; states in between tell nothing new.
_REPORTED: Mapping[str, str] = {"delivered": State.DELIVERED, "undelivered": State.FAILED, "failed": State.FAILED}


@transaction.atomic
def record_delivery(message: Message, reported: str, *, provider_id: str = "", problem: str = "", error: str = "") -> Message:
    """Note what the gateway tells of an SMS that it took. Told twice, or in the wrong order, it changes nothing more."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    state = _REPORTED.get(reported)
    underway = (State.SENDING, State.SENT, State.DOUBTFUL)
    if message.channel != Channel.SMS or (message.provider_id and provider_id and message.provider_id != provider_id):
        return message
    if state is None or message.state not in underway:
        return message
    message.provider_id = message.provider_id or provider_id[:200]
    if state == State.DELIVERED:
        message.state, message.delivered_at, message.problem, message.error = state, timezone.now(), "", ""
        message.sent_at = message.sent_at or message.delivered_at
        message.save()
        return message
    return record_failure(message, problem or Problem.UNDELIVERED, error, for_good=True)


def doubt_waiting_messages() -> int:
    """Hold back what is due or leaving, because it may have left already; return how many. A human decides about each."""
    now = timezone.now()
    due = Message.objects.filter(Q(state=State.QUEUED, due_at__lte=now) | Q(state=State.SENDING))
    return due.update(state=State.DOUBTFUL, problem=Problem.UNANSWERED, worker="", lease_until=None)
