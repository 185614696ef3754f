"""What an application's page tells the team: what happened so far, how its writer is reached, what was written to them."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from interlab.accounts.models import Membership
from interlab.core.templatetags.page import day
from interlab.intake.models import Application, Decision, InterviewSlot, Reading
from interlab.intake.told import Answer
from interlab.notices.models import Message
from interlab.people.contacts import normal_form
from interlab.people.merging import codes_of
from interlab.people.models import ContactPoint

_MESSAGES = 20


@dataclass(frozen=True)
class Happened:
    """One entry of what happened, in order."""

    on: date | None
    icon: str
    title: str | Promise
    text: str = ""
    colour: str = ""

    @property
    def when(self) -> str:
        return day(self.on) if self.on else ""


def history_of(application: Application) -> list[Happened]:
    """Return what happened with an application, the first first. Costs three queries."""
    started = timezone.localdate(application.started_at)
    helper = application.helped_by
    text = _("with %(name)s: %(mandate)s") % {"name": helper.name, "mandate": application.mandate} if helper else ""
    found = [Happened(started, "pencil", _("Started"), text)]
    if application.submitted_at is not None:
        found.append(
            Happened(timezone.localdate(application.submitted_at), "send", pgettext("an application", "Sent"), colour="saffron")
        )
    found += [*_readings(application), *_interviews(application), *_decisions(application)]
    if application.withdrawn_at is not None:
        found.append(Happened(timezone.localdate(application.withdrawn_at), "undo-2", _("Taken back by the person")))
    return found


def _readings(application: Application) -> list[Happened]:
    """How many readings are done, never what they say: that is for whoever reads or decides."""
    rows = Reading.objects.standing().filter(incubator_id=application.incubator_id, application=application)
    each = rows.order_by("round__number").values_list("round__number", "round__name")
    return [
        Happened(
            None,
            "book-open",
            name,
            ngettext("%(done)s of %(n)s reading done", "%(done)s of %(n)s readings done", n) % {"done": done, "n": n},
        )
        for _number, name, n, done in each.annotate(n=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)))
    ]


def _interviews(application: Application) -> list[Happened]:
    rows = InterviewSlot.objects.filter(incubator_id=application.incubator_id, application=application)
    return [
        Happened(
            timezone.localdate(slot.starts_at),
            "messages-square",
            _("Interview with %(name)s") % {"name": slot.member.name},
            " · ".join(filter(None, [_at(slot.starts_at), slot.place, str(slot.get_outcome_display())])),
            "teal",
        )
        for slot in rows.select_related("member").order_by("starts_at", "pk")
    ]


def _at(moment: datetime) -> str:
    return time_format(timezone.localtime(moment).time(), "H:i")


def _decisions(application: Application) -> list[Happened]:
    rows = Decision.objects.filter(incubator_id=application.incubator_id, application=application)
    return [_told(one) for one in rows.select_related("prepared_by", "told_by").order_by("prepared_at", "pk")]


def _told(one: Decision) -> Happened:
    title = _("Answer: %(what)s") if one.told_at else _("Answer prepared, not told yet: %(what)s")
    said = [str(one.get_reason_display()), one.words]
    return Happened(
        timezone.localdate(one.told_at or one.prepared_at),
        "mail",
        title % {"what": one.get_kind_display()},
        "\n".join(filter(None, said)),
        "teal" if one.told_at else "",
    )


def messages_of(application: Application, member: Membership) -> list[Message]:
    """Return what was written to the person since they started, the latest first."""
    if application.person is None:
        return []
    rows = Message.objects.visible_to(member).filter(person_code__in=codes_of(application.person))
    rows = rows.filter(created_at__gte=application.started_at)
    return list(rows.order_by("-created_at", "-pk")[:_MESSAGES])


def whatsapp_of(application: Application, answers: list[Answer], by: Membership) -> str:
    """Return the address that opens WhatsApp with some words typed already, if that is how its writer wants to be reached."""
    contact = next((one.answer for one in answers if one.question.kind == "contact"), None)
    if not isinstance(contact, dict) or contact.get("kind") != ContactPoint.Kind.WHATSAPP:
        return ""
    number = normal_form(ContactPoint.Kind.WHATSAPP, str(contact.get("value", ""))).lstrip("+")
    if not number:
        return ""
    with override(application.language):
        words = _("Hello, this is %(name)s of %(incubator)s. I write about your application %(code)s.") % {
            "name": by.called,
            "incubator": application.incubator.name,
            "code": application.spoken,
        }
    return f"https://wa.me/{number}?text={quote(words)}"
