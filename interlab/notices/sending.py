"""How messages leave: taken in batches, sent one by one, each outcome written down before the next one leaves.

Nothing is lost: a message taken by a worker that died is given back. Nothing is doubled by that: it is given back only if it had
not been handed over yet; if it had, it is in doubt, and a human decides. docs/adr/0010 says why, and what remains possible.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from interlab.core.durability import quick_commits
from interlab.notices.actions.outcomes import record_doubt, record_failure, record_never, record_sent
from interlab.notices.causes import cause_holds
from interlab.notices.channels import NotTaken, Unanswered, Way
from interlab.notices.channels.mail import MailWay
from interlab.notices.channels.sms import SmsWay
from interlab.notices.models import Channel, Message, Problem, State
from interlab.notices.quiet import quiet_hours

logger = logging.getLogger(__name__)
BATCH = 20
# A worker that holds a message longer is dead or hangs. Longer than any dialogue with a server may last.
LEASE = timedelta(minutes=5)
# A server that can't be reached is left alone: longer and longer, so that it isn't stormed when it comes back.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0


class LostTheLease(Exception):
    """Somebody else has the message now."""


class DemoWay:
    """The demo's way out: nothing leaves, it is read in its outbox."""

    def send(self, message: Message, hand_over: Callable[[], None]) -> str:
        """Take the message."""
        hand_over()
        return "demo"

    def close(self) -> None:
        """Nothing is open."""


class Postman:
    """Sends what is due, for one worker. Keeps a connection open while there is something to send."""

    def __init__(self, worker: str, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self.worker, self.is_stopping = worker, is_stopping
        real: dict[str, Way] = {Channel.EMAIL: MailWay(), Channel.SMS: SmsWay()}
        self.ways: dict[str, Way] = dict.fromkeys(real, DemoWay()) if settings.DEMO else real
        self.paused: dict[str, tuple[float, float]] = {}

    def turn(self) -> bool:
        """Send one batch; return whether there was one."""
        give_back_expired()
        now = time.monotonic()
        batch = take_batch(self.worker, [channel for channel in self.ways if self.paused.get(channel, (0, 0))[0] <= now])
        for position, message in enumerate(batch):
            if self.is_stopping() or self.paused.get(message.channel, (0, 0))[0] > time.monotonic():
                put_back(batch[position:])
                break
            self._deal_with(message)
        if not batch:
            for way in self.ways.values():
                way.close()
        return bool(batch)

    def _deal_with(self, message: Message) -> None:
        now = timezone.now()
        if message.expires_at and message.expires_at <= now:
            record_never(message, Problem.TOO_LATE)
        elif message.cause and not cause_holds(message.cause, message.incubator_id):
            record_never(message, Problem.CAUSE)
        elif not message.urgent and (later := quiet_hours(message.incubator_id).first_moment(now)) > now:
            Message.objects.filter(pk=message.pk).update(state=State.QUEUED, due_at=later, worker="", lease_until=None)
        else:
            self._send(message)

    def _send(self, message: Message) -> None:
        try:
            with quick_commits():
                provider_id = self.ways[message.channel].send(message, lambda: self._hand_over(message))
        except LostTheLease:
            logger.warning("message %s was taken by another worker", message.code)
        except Unanswered as error:
            record_doubt(message, str(error))
        except NotTaken as error:
            if error.away:
                self._pause(message.channel)
            record_failure(message, error.problem, error.error, for_good=error.for_good)
        else:
            self.paused.pop(message.channel, None)
            record_sent(message, provider_id=provider_id)

    def _hand_over(self, message: Message) -> None:
        """Write down that the message is about to pass the point of no return, if it is still ours."""
        now = timezone.now()
        ours = Message.objects.filter(pk=message.pk, state=State.SENDING, worker=self.worker, lease_until__gt=now)
        if not ours.update(handed_at=now, lease_until=now + LEASE):
            raise LostTheLease
        message.handed_at = now

    def _pause(self, channel: str) -> None:
        _until, length = self.paused.get(channel, (0.0, 0.0))
        length = min(max(length * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self.paused[channel] = (time.monotonic() + length, length)


def _due(urgent: bool, channels: list[str]) -> QuerySet[Message]:
    due = Message.objects.filter(state=State.QUEUED, urgent=urgent, due_at__lte=timezone.now(), channel__in=channels)
    return due.order_by("due_at", "pk")


def take_batch(worker: str, channels: list[str]) -> list[Message]:
    """Take the next messages for `worker`, urgent ones first; nobody else sends them until they are given back."""
    for urgent in (True, False):
        # Looking first costs one read of an index; a transaction would make writers wait for nothing.
        if not channels or not _due(urgent, channels).exists():
            continue
        with transaction.atomic():
            found = _due(urgent, channels).select_for_update(skip_locked=True, of=("self",)).select_related("incubator")
            batch = list(found[:BATCH])
            taken = {"state": State.SENDING, "worker": worker, "lease_until": timezone.now() + LEASE, "handed_at": None}
            Message.objects.filter(pk__in=[message.pk for message in batch]).update(**taken)
        for message in batch:
            for name, value in taken.items():
                setattr(message, name, value)
        if batch:
            return batch
    return []


def put_back(batch: list[Message]) -> None:
    """Let others send what was taken and not begun."""
    pks = [message.pk for message in batch]
    Message.objects.filter(pk__in=pks, state=State.SENDING, handed_at=None).update(
        state=State.QUEUED, worker="", lease_until=None
    )


def give_back_messages_of(worker: str) -> None:
    """Give back what a dead worker had taken: to the queue what it hadn't handed over, to a human what it had."""
    _give_back(Message.objects.filter(state=State.SENDING, worker=worker))


def give_back_expired() -> None:
    """Give back what was taken so long ago that whoever took it must be dead."""
    _give_back(Message.objects.filter(state=State.SENDING, lease_until__lt=timezone.now()))


def _give_back(taken: QuerySet[Message]) -> None:
    if not taken.exists():
        return
    with transaction.atomic():
        for message in taken.select_for_update(of=("self",)):
            if message.handed_at is not None:
                record_doubt(message, "the worker was lost just after it handed the message over")
            else:
                message.state, message.worker, message.lease_until = State.QUEUED, "", None
                message.save(update_fields=["state", "worker", "lease_until"])


def forget_secrets() -> None:
    """Take out what secret messages said once they are no longer valid, wherever they got to."""
    old = Message.objects.filter(secret=True, expires_at__lt=timezone.now()).exclude(body="")
    old.filter(state=State.QUEUED).update(state=State.CANCELLED, problem=Problem.TOO_LATE)
    old.exclude(state=State.SENDING).update(body="", text="")
