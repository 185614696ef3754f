"""Where an application stands, as the team says it."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.intake.models import Application, Decision, InterviewSlot, Reading
from interlab.journeys.models.participations import State

Rows = QuerySet[Application]


class Step(models.TextChoices):
    STARTED = "started", _("started, not sent yet")
    SENT = "sent", pgettext_lazy("an application", "sent")
    READING = "reading", _("being read")
    INTERVIEW = "interview", _("interview")
    DECIDED = "decided", _("answered")
    WITHDRAWN = "withdrawn", _("taken back")


COLOURS: dict[str, str] = {
    Step.SENT: "saffron",
    Step.READING: "info",
    Step.INTERVIEW: "info",
    Step.DECIDED: "teal",
}


def _of_it(model: type[Decision] | type[InterviewSlot] | type[Reading], **wanted: object) -> Exists:
    return Exists(model.objects.filter(incubator=OuterRef("incubator"), application=OuterRef("pk"), **wanted))


# Told in a message, or settled on the person's page: both are an answer.
_ANSWERED = Q(_of_it(Decision, told_at__isnull=False)) | ~Q(participation__state=State.APPLIED)
_MET = Q(_of_it(InterviewSlot, outcome__in=("", InterviewSlot.Outcome.HELD)))
_READ = Q(_of_it(Reading, handed_back_at=None))


def with_steps(rows: Rows) -> Rows:
    """Annotate what `step_of` reads."""
    return rows.annotate(is_answered=_ANSWERED, is_met=_MET, is_read=_READ)


def step_of(application: Application) -> Step:
    """Return where an application stands. Only for one that is annotated."""
    if application.withdrawn_at is not None:
        return Step.WITHDRAWN
    if application.submitted_at is None:
        return Step.STARTED
    known = vars(application)
    for name, step in (("is_answered", Step.DECIDED), ("is_met", Step.INTERVIEW), ("is_read", Step.READING)):
        if known[name]:
            return step
    return Step.SENT


def _sent(rows: Rows) -> Rows:
    return rows.filter(submitted_at__isnull=False, withdrawn_at=None)


def waiting(rows: Rows) -> Rows:
    """Keep those that were sent and wait for an answer."""
    # What is on its way is few, and the index of participations knows it.
    return _sent(rows).filter(participation__state=State.APPLIED).exclude(_of_it(Decision, told_at__isnull=False))


# What an address may ask for → which rows, and by which column they are in order.
NARROWED: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "": (waiting, "submitted_at"),
    Step.STARTED: (lambda rows: rows.filter(submitted_at=None, withdrawn_at=None), "saved_at"),
    Step.SENT: (lambda rows: waiting(rows).exclude(_READ).exclude(_MET), "submitted_at"),
    Step.READING: (lambda rows: waiting(rows).filter(_READ).exclude(_MET), "submitted_at"),
    Step.INTERVIEW: (lambda rows: waiting(rows).filter(_MET), "submitted_at"),
    Step.DECIDED: (lambda rows: _sent(rows).filter(_ANSWERED), "started_at"),
    Step.WITHDRAWN: (lambda rows: rows.filter(withdrawn_at__isnull=False), "started_at"),
    "all": (lambda rows: rows, "started_at"),
}
