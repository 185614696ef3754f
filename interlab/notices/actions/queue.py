"""Writing a message down, and taking back what hasn't left yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.notices.clean import clean, one_line
from interlab.notices.models import STILL_HERE, Channel, FailingAddress, Message, OwnWording, Problem, State
from interlab.notices.quiet import quiet_hours
from interlab.notices.wording import Wording, Written, wording_named

EMAIL, SMS, WHATSAPP = str(Channel.EMAIL), str(Channel.SMS), str(Channel.WHATSAPP)
# A code is valid for ten minutes: later, it helps nobody.
SECRETS_LIVE = timedelta(minutes=10)


@dataclass(frozen=True)
class Recipient:
    """Who is written to. `addresses` are (channel, address), the preferred one first; the others are tried when it fails."""

    name: str
    language: str
    addresses: Sequence[tuple[str, str]]
    # What the message is about, so that it is found again when the person asks, or erased with them.
    person_code: str = ""
    member: Membership | None = None


def ways_and_failing(addresses: Iterable[tuple[str, str]], incubator_id: int | None) -> tuple[list[tuple[str, str]], set[str]]:
    """Return the (channel, address) to try, in order, and the addresses left out because messages don't arrive there.

    What leaves by itself comes before what a colleague must send by hand. Costs one query.
    """
    given = [(channel, one_line(address)[:254]) for channel, address in addresses]
    known = list(dict.fromkeys((channel, address) for channel, address in given if address and channel in Channel.values))
    here = Q(incubator=None) if incubator_id is None else Q(incubator_id=incubator_id)
    asked = FailingAddress.objects.filter(here, address__in=[address for _, address in known])
    failing = set(asked.values_list("address", flat=True))
    good = [way for way in known if way[1] not in failing]
    return sorted(good, key=lambda way: way[0] == WHATSAPP), failing


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
    expires_after: timedelta | None = None,
) -> Message | None:
    """Write a message down and have it sent; return None when there is no way to reach `to`.

    The same `key` makes one message, ever. `cause` ("appointment:k3f9…") names what it is about: see `cancel_messages`.
    An `urgent` one (a code) leaves at any hour; others keep the quiet hours.
    """
    if key and (known := Message.objects.filter(incubator=incubator, key=key).first()):
        return known
    kind, now = wording_named(wording), timezone.now()
    # A code is for one pair of eyes: no colleague sends it by hand.
    offered = [way for way in to.addresses if not (kind.secret and way[0] == WHATSAPP)]
    ways, failing = ways_and_failing(offered, incubator.pk if incubator else None)
    if not ways and not failing:
        return None
    expires_after = expires_after or (SECRETS_LIVE if kind.secret else None)
    message = _drawn_up(kind, to, incubator, about)
    message.key, message.cause, message.urgent, message.by = key, cause, urgent, by
    message.expires_at = now + expires_after if expires_after else None
    message.due_at = max(now, not_before or now)
    if not urgent:
        message.due_at = quiet_hours(message.incubator_id).first_moment(message.due_at)
    if ways:
        take_way(message, ways)
    else:
        # Every address is known to fail: a colleague sees it at once instead of in a day.
        message.channel, message.address = offered[0][0], one_line(offered[0][1])[:254]
        message.state, message.problem = State.FAILED, Problem.REFUSED
    return _written_once(message)


def _drawn_up(kind: Wording, to: Recipient, incubator: Incubator | None, about: Mapping[str, str]) -> Message:
    written = kind.written(to.language, about, own_words(kind.name, to.language, incubator))
    return Message(
        incubator=incubator,
        wording=kind.name,
        language=to.language[:8],
        name=one_line(to.name)[:200],
        subject=written.subject,
        body=written.body,
        text=written.text,
        person_code=to.person_code,
        member=to.member,
        secret=kind.secret,
    )


def _written_once(message: Message) -> Message:
    try:
        with transaction.atomic():
            message.save()
    except IntegrityError:
        if not message.key:
            raise
        return Message.objects.get(incubator=message.incubator, key=message.key)
    return message


def take_way(message: Message, ways: Sequence[tuple[str, str]]) -> None:
    """Turn `message` to the first of `ways`, keeping the others for when it fails. Does not save."""
    message.channel, message.address = ways[0]
    message.others = [list(way) for way in ways[1:]]
    message.attempts, message.tried_since, message.handed_at = 0, None, None
    message.state = State.BY_HAND if message.channel == Channel.WHATSAPP else State.QUEUED


def own_words(wording: str, language: str, incubator: Incubator | None) -> Written | None:
    """Return the words that an incubator chose for a kind of message, or None where it keeps ours."""
    own = OwnWording.objects.filter(incubator=incubator, wording=wording, language=language).first() if incubator else None
    return Written(own.subject, own.body, own.text) if own else None


@transaction.atomic
def queue_mail(address: str, subject: str, body: str, *, urgent: bool = True) -> Message:
    """Write down a mail whose words are already made, such as those about signing in: kept secret, and not for long."""
    now = timezone.now()
    return Message.objects.create(
        channel=Channel.EMAIL,
        address=one_line(address)[:254],
        subject=one_line(subject)[:250],
        body=clean(body),
        urgent=urgent,
        secret=True,
        due_at=now,
        expires_at=now + SECRETS_LIVE,
    )


@transaction.atomic
def cancel_messages(cause: str, *, incubator: Incubator) -> int:
    """Take back what hasn't left yet and was about `cause`, which no longer holds. Return how many."""
    waiting = Message.objects.filter(incubator=incubator, cause=cause, state__in=STILL_HERE)
    return waiting.update(state=State.CANCELLED, problem=Problem.CAUSE)
