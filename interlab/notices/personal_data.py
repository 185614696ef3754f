"""Messages are about whoever they were sent to."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.notices.models import FailingAddress, Message, OwnWording, QuietHours
from interlab.privacy.personal import Personal, register_impersonal, register_personal
from interlab.privacy.subjects import Subject, persons


def _addresses(subject: Subject) -> list[str]:
    """Return the addresses at which the subject is written to, as they were typed and as they are compared."""
    found = [*persons().contacts(subject.person)] if subject.person else []
    account = subject.account
    return [*found, *(way for way in (account.email, account.phone) if way)] if account is not None else found


def _sent_to(subject: Subject) -> QuerySet[Message]:
    here = Q(incubator=subject.incubator) | Q(incubator=None)
    to = Q(member__in=[member.pk for member in subject.members]) | Q(address__in=_addresses(subject))
    if subject.person:
        to |= Q(person_code__in=subject.codes)
    return Message.objects.filter(here & to)


def _failing(subject: Subject) -> QuerySet[FailingAddress]:
    here = Q(incubator=subject.incubator) | Q(incubator=None)
    return FailingAddress.objects.filter(here, address__in=_addresses(subject))


register_personal(
    Personal(
        Message,
        _("Messages sent to you"),
        _sent_to,
        told={
            "created_at": _("Written"),
            "channel": _("By"),
            "address": _("To"),
            "name": _("Name"),
            "language": _("Language"),
            "subject": _("Subject"),
            "body": _("Text"),
            "text": _("Text for a phone"),
            "state": _("What became of it"),
            "sent_at": _("Sent"),
            "delivered_at": _("Arrived"),
            "problem": _("Why it could not leave"),
            "by": _("Written by"),
            "tried": _("Addresses tried before"),
            "others": _("Addresses tried after"),
        },
        untold={
            "code": "a number of ours",
            "person_code": "whose it is",
            "member": "whose it is",
            "wording": "which kind of message, told by its text",
            "cause": "what it was about, by a number of ours",
            "key": "a number by which it leaves once",
            "urgent": "whether it kept the quiet hours",
            "secret": "whether its text is forgotten",
            "expires_at": "until when it was of use",
            "due_at": "when it could leave",
            "attempts": "how often it was tried",
            "tried_since": "how long it was tried",
            "worker": "which process sent it",
            "lease_until": "how long that process had for it",
            "handed_at": "a moment of the sending",
            "error": "another server's own words",
            "provider_id": "another server's number for it",
            "settled_at": "when a colleague looked at a message that didn't leave",
            "settled_by": "which colleague that was",
        },
        texts=("subject", "body", "text"),
        ordering=("created_at", "pk"),
    ),
    Personal(
        FailingAddress,
        _("Addresses at which you are not reached"),
        _failing,
        told={"address": _("Address"), "since": _("Since"), "error": _("What the other server said")},
    ),
)
register_impersonal(OwnWording, "the team's own sentences")
register_impersonal(QuietHours, "when messages don't leave")
