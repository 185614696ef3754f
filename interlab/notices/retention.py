"""How long messages are kept once they left."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.notices.models import Message
from interlab.privacy.retaining import Kept, register_kept, started_at

DAYS = 365


def _old(on: date) -> QuerySet[Message]:
    return Message.objects.filter(created_at__lt=started_at(on - timedelta(days=DAYS)))


def remove_messages(on: date) -> int:
    """Delete the messages of a year ago."""
    pks = list(_old(on).values_list("pk", flat=True)[:5000])
    return Message.objects.filter(pk__in=pks).delete()[0] and len(pks)


register_kept(
    Kept(
        "notices.messages",
        _("Messages that were sent"),
        _("12 months"),
        _("Long enough to see what was said and whether it arrived."),
        remove_messages,
        lambda on: _old(on).count(),
    )
)
