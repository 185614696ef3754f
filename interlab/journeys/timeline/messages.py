"""Messages that were written to the person, on their timeline: the team sees whether they arrived."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.prepared import prepared
from interlab.journeys.timeline.registry import FIRST, Bound, Entry, Source, Subject, older_than, register
from interlab.notices.models import Channel, Message, State
from interlab.people.merging import codes_of

_ICONS: dict[str, str] = {Channel.EMAIL: "mail", Channel.SMS: "smartphone", Channel.WHATSAPP: "message-circle"}
_TINTS: dict[str, str] = {State.SENT: "teal", State.DELIVERED: "teal", State.FAILED: "brick", State.DOUBTFUL: "brick"}


def _messages(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    if subject.person is None:
        return []
    codes = codes_of(subject.person)
    if member.can(Ability.SEE_PEOPLE) and len(codes) == 1 and subject.opens(bound, limit):
        rows = _written_first(member.incubator_id, codes[0])
    else:
        rows = list(_written(Message.objects.visible_to(member).filter(person_code__in=codes), bound)[:limit])
    return [
        Entry(
            day=message.on,  # type: ignore[attr-defined]
            number=message.pk,
            kind="message",
            title=message.title,
            icon=_ICONS[message.channel],
            tint=_TINTS.get(message.state, ""),
            author=message.by.name if message.by else "",
            fact=f"{message.get_channel_display()}, {message.get_state_display()}",
            link=(reverse("notices:message_detail", args=[member.incubator.slug, message.code]), _("Open")),
            struck=message.state == State.CANCELLED,
        )
        for message in rows
    ]


def _written(messages: QuerySet[Message], bound: Bound | None) -> QuerySet[Message]:
    rows = messages.annotate(on=TruncDate("created_at")).filter(older_than(bound, "on")).select_related("by")
    return rows.only("code", "wording", "subject", "secret", "channel", "state", "by__name").order_by("-on", "-pk")


@prepared
def _written_first(incubator: int, code: str) -> QuerySet[Message]:
    return _written(Message.objects.filter(incubator_id=incubator, person_code=code), None)[:FIRST]


register(Source("message", gettext_lazy("Messages"), _messages))
