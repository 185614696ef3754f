"""Messages that were written to the person, on their timeline: the team sees whether they arrived."""

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.journeys.timeline.registry import Bound, Entry, Source, Subject, older_than, register
from interlab.notices.models import Channel, Message, State
from interlab.people.merging import codes_of

_ICONS: dict[str, str] = {Channel.EMAIL: "mail", Channel.SMS: "smartphone", Channel.WHATSAPP: "message-circle"}
_TINTS: dict[str, str] = {State.SENT: "teal", State.DELIVERED: "teal", State.FAILED: "brick", State.DOUBTFUL: "brick"}


def _messages(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    if subject.person is None:
        return []
    rows = (
        Message.objects.visible_to(member)
        .filter(person_code__in=codes_of(subject.person))
        .annotate(on=TruncDate("created_at"))
        .filter(older_than(bound, "on"))
        .select_related("by")
        .only("code", "wording", "subject", "secret", "channel", "state", "by__name")
        .order_by("-on", "-pk")[:limit]
    )
    return [
        Entry(
            day=message.on,
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


register(Source("message", gettext_lazy("Messages"), _messages))
