"""A workbook holds many people at once: its file goes when one of them is erased, and its reports lose their rows."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.core.files import forget_file
from interlab.imports.models import RememberedColumn, WorkbookImport
from interlab.privacy.personal import Personal, register_impersonal, register_personal
from interlab.privacy.redaction import MARK, Traces, speaks_of
from interlab.privacy.subjects import Subject

_State = WorkbookImport.State


def _columns_of(workbook: WorkbookImport) -> list[Any]:
    return [workbook.preview, workbook.report, workbook.answers]


def _naming(subject: Subject) -> QuerySet[WorkbookImport]:
    """Return the imports whose report or preview names the subject, and those whose file is still there: it may hold them."""
    if subject.person is None:
        return WorkbookImport.objects.filter(uploaded_by__in=[member.pk for member in subject.members])
    every = WorkbookImport.objects.filter(incubator=subject.incubator)
    traces = subject.traces
    named = [one.pk for one in every.iterator(chunk_size=50) if one.file or speaks_of(_columns_of(one), traces)]
    return every.filter(pk__in=named)


def _about_them(subject: Subject) -> Any:
    return _naming(subject) if subject.person else WorkbookImport.objects.none()


def _without(value: Any, traces: Traces) -> Any:
    """Return plain data without what names somebody: rows of a list go whole, single texts become a mark."""
    if isinstance(value, dict):
        return {key: _without(one, traces) for key, one in value.items() if not speaks_of(key, traces)}
    if isinstance(value, list):
        return [_without(one, traces) for one in value if not _is_row_of(one, traces)]
    return MARK if speaks_of(value, traces) else value


def _is_row_of(one: Any, traces: Traces) -> bool:
    """Whether an element of a list is about somebody: a row with its cells, a question, a matched name. A sheet is not."""
    return speaks_of(one, traces) and not (isinstance(one, dict) and ("columns" in one or "samples" in one))


def _clean(subject: Subject, rows: QuerySet) -> None:
    """Give up workbooks that wait (their file may hold the person), and take the person out of what the others told."""
    traces = subject.traces
    for one in rows:
        if one.file:
            forget_file(one.file)
            one.file = ""
            if one.state in (_State.READING, _State.PREVIEWED):
                one.state, one.preview = _State.CANCELLED, {}
        one.preview, one.report, one.answers = (_without(value, traces) for value in _columns_of(one))
        if traces.surely_in(one.filename) or traces.perhaps_in(one.filename):
            one.filename = traces.taken_out(one.filename, first_names=True)
        one.save()


register_personal(
    Personal(
        WorkbookImport,
        _("Workbooks in which you are named"),
        _naming,
        told={
            "filename": _("Workbook"),
            "created_at": _("Uploaded"),
            "uploaded_by": _("Uploaded by"),
            "state": _("What came of it"),
        },
        untold={
            "code": "a number of ours",
            "file": "holds many people; deleted once it is imported",
            "sha256": "a number by which the same file is recognised",
            "done": "how far the reading is",
            "total": "how far the reading is",
            "answers": "what was said of columns and of people of the same name, for many people at once",
            "preview": "holds many people; what was written of you is told in its place",
            "report": "holds many people; what was written of you is told in its place",
            "finished_at": "when the reading ended",
        },
        goes=lambda subject: WorkbookImport.objects.none(),
        stays=_about_them,
        because=_("they hold other people too: your rows are taken out, and a file that waits is deleted"),
        empty=_clean,
    )
)
register_impersonal(RememberedColumn, "titles of columns and what they mean")
