"""What the writer of an application is told: it arrived, it isn't finished yet, when we meet."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import time_format
from django.utils.translation import override

from interlab.core.templatetags.page import day
from interlab.intake.links import link_to
from interlab.intake.models import Application, InterviewSlot
from interlab.intake.told_contacts import greeting_of, writer_of
from interlab.notices.actions import Recipient, queue_message
from interlab.notices.models import Message

# Who stopped three days ago is reminded; who stopped long ago is left in peace.
UNFINISHED = timedelta(days=3)
FORGOTTEN = timedelta(days=10)


@transaction.atomic
def acknowledge(application: Application) -> Message | None:
    """Tell its writer that an application arrived: the code, the day of the answer, where to look. None: no way to reach them."""
    to = writer_of(application)
    with override(to.language):
        about = _about(application, to) | {"day": day(application.answer_due_on)}
    return _queue(application, to, "intake.arrived", about, key=f"arrived:{application.code}", urgent=True)


def remind_unfinished() -> int:
    """Write once to everybody who began an application and stopped three days ago; return to how many."""
    now, told = timezone.now(), 0
    waiting = Application.objects.started().filter(saved_at__lte=now - UNFINISHED, saved_at__gt=now - FORGOTTEN)
    for application in waiting.select_related("incubator", "call", "person").iterator(chunk_size=200):
        if application.call.may_finish() and application.helped_by_id is None:
            to = writer_of(application)
            told += (
                _queue(application, to, "intake.unfinished", _about(application, to), key=f"unfinished:{application.code}")
                is not None
            )
    return told


def confirm_slot(application: Application, slot: InterviewSlot) -> Message | None:
    """Tell an applicant when and where we meet."""
    to, starts = writer_of(application), timezone.localtime(slot.starts_at)
    with override(to.language):
        when = {"day": day(starts.date()), "time": time_format(starts, "H:i"), "place": slot.place, "who": str(slot.member)}
    key = f"slot:{slot.code}:{application.code}:{slot.booked_at:%Y%m%d%H%M%S%f}"
    return _queue(
        application, to, "intake.slot", _about(application, to) | when, key=key, cause=f"slot:{slot.code}:{application.code}"
    )


def _about(application: Application, to: Recipient) -> dict[str, str]:
    incubator = application.incubator
    link = link_to("intake:resume", incubator, code=application.spoken)
    name = greeting_of(to.name, to.language)
    return {"name": name, "incubator": incubator.name, "code": application.spoken, "link": link}


def _queue(
    application: Application,
    to: Recipient,
    wording: str,
    about: dict[str, str],
    *,
    key: str,
    cause: str = "",
    urgent: bool = False,
) -> Message | None:
    cause = cause or f"application:{application.code}"
    return queue_message(wording, to, incubator=application.incubator, about=about, key=key, cause=cause, urgent=urgent)
