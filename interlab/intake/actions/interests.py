"""Those who want to hear when the next call opens: noted, told once, forgotten when they say so."""

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.actions.withdrawals import forget_messages
from interlab.intake.links import link_to
from interlab.intake.models import Call, Interest
from interlab.intake.told_contacts import addresses_of, greeting_of
from interlab.network.models import Incubator, Programme
from interlab.notices.actions import Recipient, queue_message
from interlab.notices.models import Message
from interlab.privacy.actions import record_act

_SIGNER = signing.Signer(salt="intake.interest")


@transaction.atomic
def note_interest(
    incubator: Incubator, *, kind: str, contact: str, language: str, name: str = "", programme: Programme | None = None
) -> Interest:
    """Note that somebody wants to hear of the next call. Noted twice, it is one, in the language chosen last."""
    same = Interest.objects.filter(incubator=incubator, normal=contact, programme=programme, told_at=None)
    known = same.select_for_update().first()
    if known is not None:
        known.name, known.language = name or known.name, language
        known.save(update_fields=["name", "language"])
        return known
    facts = {"name": name, "kind": kind, "value": contact, "normal": contact, "language": language}
    return Interest.objects.create(incubator=incubator, programme=programme, **facts)


@transaction.atomic
def tell_interested(call: Call) -> int:
    """Write once to everybody who asked to hear of this call before it opened; return to how many."""
    opened = max(call.published_at or timezone.now(), _midnight(call))
    asked = Interest.objects.select_for_update(of=("self",)).filter(
        incubator_id=call.incubator_id, told_at=None, created_at__lt=opened
    )
    # The same phone is told of a call once, however often it was noted.
    reached = set(Interest.objects.filter(incubator_id=call.incubator_id, told_of=call).values_list("normal", flat=True))
    told = 0
    for interest in asked.filter(Q(programme=None) | Q(programme=call.programme_id)):
        if interest.normal not in reached:
            reached.add(interest.normal)
            told += _tell(interest, call) is not None
        interest.told_at, interest.told_of = timezone.now(), call
        interest.save(update_fields=["told_at", "told_of"])
    if told:
        record_act(call, "interest.told", by=None, people=told)
    return told


def _tell(interest: Interest, call: Call) -> Message | None:
    to = Recipient(interest.name, interest.language, addresses_of([(interest.kind, interest.normal)]))
    about = {
        "name": greeting_of(interest.name, interest.language),
        "incubator": call.incubator.name,
        "call": call.name,
        "link": link_to("intake:apply", call.incubator, call=call.code),
        "forget": link_to("intake:forget_interest", call.incubator, key=forget_key(interest)),
    }
    key, cause = f"opens:{call.code}:{interest.code}", f"interest:{interest.code}"
    return queue_message("intake.opens", to, incubator=call.incubator, about=about, key=key, cause=cause)


def tell_of_open_calls() -> None:
    """Tell of every call that is open those who asked and weren't told yet."""
    for call in Call.objects.open_on(today()).select_related("incubator").order_by("opens_on", "pk"):
        tell_interested(call)


def _midnight(call: Call) -> datetime:
    return timezone.make_aware(datetime.combine(call.opens_on, datetime.min.time()))


def forget_key(interest: Interest) -> str:
    """Return the key by which whoever got our message has themselves forgotten."""
    return _SIGNER.sign(interest.code)


def interest_of_key(incubator: Incubator, key: str) -> Interest | None:
    """Return whom a key of `forget_key` names, or None."""
    try:
        code = _SIGNER.unsign(key)
    except signing.BadSignature:
        return None
    return Interest.objects.filter(incubator=incubator, code=code).first()


@transaction.atomic
def forget_interest(interest: Interest) -> None:
    """Forget somebody who wanted to hear of the next call, under every programme they named."""
    same = Interest.objects.filter(incubator_id=interest.incubator_id, normal=interest.normal)
    for one in same.select_related("incubator"):
        forget_messages(f"interest:{one.code}", one.incubator)
    same.delete()
