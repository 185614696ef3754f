"""Messages that left are about whoever they were sent to."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.notices.models import Message
from interlab.privacy.personal import Personal, register_personal
from interlab.privacy.subjects import Subject, persons


def _sent_to(subject: Subject) -> QuerySet[Message]:
    addresses = [*persons().contacts(subject.person)] if subject.person else []
    addresses += [subject.account.email] if subject.account else []
    to = Q(pk__in=[])
    for address in addresses:
        to |= Q(to__iexact=address) | Q(to__icontains=address)
    return Message.objects.filter(to)


register_personal(
    Personal(
        Message,
        _("Messages sent to you"),
        _sent_to,
        told={
            "created_at": _("Written"),
            "to": _("To"),
            "subject": _("Subject"),
            "body": _("Text"),
            "sent_at": _("Sent"),
            "error": _("Why it could not leave"),
        },
    )
)
