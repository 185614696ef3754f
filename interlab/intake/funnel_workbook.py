"""The whole history of a call as a workbook: a row for each application, a row for each step. Nobody's name stands in it."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from interlab.intake.funnel import Narrowed, applications_of, labels_of
from interlab.intake.models import Application, Call, Decision, InterviewSlot, Outreach, Reading

Step = tuple[str, datetime | date, str]


def funnel_workbook(call: Call) -> bytes:
    """Return an XLSX file. Cells are text, numbers or days: no formula comes alive."""
    # Late: a server that hands no numbers out does without it.
    import xlsxwriter

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    formats = {
        "bold": workbook.add_format({"bold": True, "text_wrap": True}),
        "moment": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "day": workbook.add_format({"num_format": "yyyy-mm-dd"}),
    }
    applications = list(_applications(call))
    questions = labels_of(call.versions.order_by("number"), call.languages[0] if call.languages else "fr")
    _sheet(workbook, formats, _("Applications"), _headers(), (_row(one, questions) for one in applications))
    steps = ((one.spoken, *step) for one in applications for step in _steps(one))
    _sheet(workbook, formats, _("Steps"), [_("Code"), _("Step"), _("When"), _("More")], steps)
    _sheet(workbook, formats, _("People told"), [_("Day"), _("Where"), _("People"), _("Source")], _outreach(call))
    workbook.close()
    return buffer.getvalue()


def _applications(call: Call) -> Any:
    return (
        applications_of(call, Narrowed())
        .select_related("source", "form", "participation")
        .prefetch_related(
            Prefetch("readings", Reading.objects.filter(done_at__isnull=False, handed_back_at=None).select_related("round")),
            Prefetch("slots", InterviewSlot.objects.exclude(outcome=InterviewSlot.Outcome.CANCELLED)),
            Prefetch("decisions", Decision.objects.filter(told_at__isnull=False)),
        )
    )


def _headers() -> list[str]:
    return [
        _("Code"),
        _("Language"),
        _("Source"),
        _("With help"),
        _("Version of the form"),
        _("Furthest question"),
        _("Began"),
        _("Last saved"),
        _("Sent"),
        _("Taken back"),
        _("Readings done"),
        _("Last reading"),
        _("Interview"),
        _("How it went"),
        _("Answer"),
        _("Answered"),
        _("State"),
        _("Enrolled"),
    ]


def _row(one: Application, questions: dict[str, str]) -> list[Any]:
    readings, slots, decisions = list(one.readings.all()), list(one.slots.all()), list(one.decisions.all())
    slot, decision, participation = slots[-1] if slots else None, decisions[-1] if decisions else None, one.participation
    return [
        one.spoken,
        one.language,
        one.source.name if one.source else "",
        _("yes") if one.helped_by_id else _("no"),
        one.form.number,
        questions.get(one.reached, one.reached),
        one.started_at,
        one.saved_at,
        one.submitted_at,
        one.withdrawn_at,
        len(readings),
        max((reading.done_at for reading in readings if reading.done_at), default=None),
        slot.starts_at if slot else None,
        slot.get_outcome_display() if slot else "",
        decision.get_kind_display() if decision else "",
        decision.told_at if decision else None,
        participation.get_state_display() if participation else "",
        participation.enrolled_on if participation else None,
    ]


def _steps(one: Application) -> list[Step]:
    """Return what happened to an application, in order of time."""
    found: list[tuple[str, datetime | date | None, str]] = [
        (_("began"), one.started_at, ""),
        (_("sent"), one.submitted_at, ""),
        (_("taken back"), one.withdrawn_at, ""),
        *((_("read"), reading.done_at, reading.round.name) for reading in one.readings.all()),
        *((_("interview"), slot.starts_at, slot.get_outcome_display()) for slot in one.slots.all()),
        *((_("answered"), decision.told_at, decision.get_kind_display()) for decision in one.decisions.all()),
        (_("enrolled"), one.participation.enrolled_on if one.participation else None, ""),
    ]
    happened = [(name, when, more) for name, when, more in found if when is not None]
    return sorted(happened, key=lambda step: step[1].date() if isinstance(step[1], datetime) else step[1])


def _outreach(call: Call) -> Iterator[list[Any]]:
    for row in Outreach.objects.filter(incubator_id=call.incubator_id, call=call).select_related("source"):
        yield [row.on, row.where, row.people, row.source.name if row.source else ""]


def _sheet(workbook: Any, formats: dict[str, Any], name: str, headers: list[str], rows: Any) -> None:
    page = workbook.add_worksheet(name[:31])
    if get_language_bidi():
        page.right_to_left()
    for column, header in enumerate(headers):
        page.write_string(0, column, header, formats["bold"])
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                page.write_datetime(number, column, timezone.localtime(value).replace(tzinfo=None), formats["moment"])
            elif isinstance(value, date):
                page.write_datetime(number, column, value, formats["day"])
            elif isinstance(value, int):
                page.write_number(number, column, value)
            elif value:
                page.write_string(number, column, str(value)[:32000])
    page.set_column(0, len(headers) - 1, 18)
    page.freeze_panes(1, 0)
