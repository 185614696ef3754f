"""A workbook's way in: uploaded, read, answered about, confirmed, written."""

import hashlib
import logging
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.core.statistics import refresh_statistics
from interlab.impact.figures import figures_of
from interlab.imports.models import RememberedColumn, WorkbookImport
from interlab.imports.outcome import kept
from interlab.imports.reading import Progress, read_for
from interlab.imports.sentences import sentence
from interlab.imports.writing import Written, write_reading
from interlab.network.models import Incubator, Programme
from interlab.privacy.actions import record_act
from interlab.workbook import Reading, UnreadableWorkbook
from interlab.workbook.folding import fold_header

logger = logging.getLogger(__name__)

LARGEST_MB = 10
# A small workbook is read while the page loads; a larger one by the worker, with its progress shown.
READ_AT_ONCE_BYTES = 200_000

State = WorkbookImport.State


@transaction.atomic
def upload_workbook(incubator: Incubator, upload: UploadedFile, *, by: Membership) -> WorkbookImport:
    """Keep an uploaded workbook, to be read next."""
    if (upload.size or 0) > LARGEST_MB * 1024 * 1024:
        raise DomainError(sentence("too_large", {"megabytes": LARGEST_MB}), field="file")
    if not upload.size:
        raise DomainError(sentence("empty", {}), field="file")
    default_programme(incubator)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    workbook = WorkbookImport.objects.create(
        incubator=incubator,
        file=upload,
        filename=PurePath(upload.name or "classeur").name[-200:],
        sha256=digest.hexdigest(),
        uploaded_by=by,
    )
    record_act(workbook, "import.uploaded", by=by)
    return workbook


def default_programme(incubator: Incubator) -> Programme:
    """Return the programme that imported people enter: the first in use."""
    programme = Programme.objects.filter(incubator=incubator, archived_at=None).first()
    if programme is None:
        raise DomainError(_("This incubator has no programme in use. The programme lead adds one in the settings."))
    return programme


def _understood(workbook: WorkbookImport, progress: Progress | None = None) -> Reading:
    with workbook.file.open("rb") as file:
        data = file.read()
    return read_for(workbook.incubator, data, workbook.filename, answers=workbook.answers, progress=progress)


def read_import(workbook: WorkbookImport) -> WorkbookImport:
    """Read a workbook and prepare its preview: what would be new, known, refused, and what would be counted."""
    try:
        reading = _understood(workbook, _progress_of(workbook))
        workbook.preview = preview_of(reading, workbook.incubator, by=workbook.uploaded_by)
        workbook.state = State.PREVIEWED
    except UnreadableWorkbook as error:
        workbook.preview = {
            "unreadable": {"code": error.code, "params": {key: str(value) for key, value in error.params.items()}}
        }
        workbook.state = State.UNREADABLE
        workbook.file.delete(save=False)
    except Exception:
        # Whatever it was, the person must learn that it stopped; the log keeps the fault itself.
        logger.exception("import %s could not be read", workbook.code)
        workbook.state, workbook.finished_at = State.FAILED, timezone.now()
    workbook.save(update_fields=["state", "preview", "file", "finished_at"])
    return workbook


def preview_of(reading: Reading, incubator: Incubator, *, by: Membership | None) -> dict[str, Any]:
    """Return what writing `reading` would give, by writing it and taking everything back."""
    with transaction.atomic():
        written = write_reading(reading, incubator, default_programme(incubator), by=by)
        figures = _figures(reading, incubator)
        transaction.set_rollback(True)
    return kept(reading, written) | {"figures": figures}


def _figures(reading: Reading, incubator: Incubator) -> dict[str, Any]:
    """Return the figures of the year most sessions of the workbook are of."""
    years = [row.held_on.year for row in reading.sessions]
    if not years:
        return {}
    year = max(sorted(set(years)), key=years.count)
    figures = figures_of(incubator, year)
    women = figures["women_share"]
    return {
        "year": year,
        "accompanied": figures["accompanied"]["value"],
        "launched": figures["launched"]["value"],
        "women": {"value": women["value"], "k": women["k"], "n": women["n"], "unknown": women["unknown"]},
        "sessions": figures["sessions"]["value"],
        "hours": figures["sessions"]["hours"],
    }


@transaction.atomic
def answer_import(workbook: WorkbookImport, answers: dict[str, str], *, by: Membership) -> WorkbookImport:
    """Keep what a person said of the workbook's columns and values; it is read anew with it."""
    if workbook.state != State.PREVIEWED:
        raise DomainError(_("This workbook isn't waiting for answers any more."))
    workbook.answers = workbook.answers | answers
    workbook.state, workbook.done, workbook.total = State.READING, 0, 0
    workbook.save(update_fields=["answers", "state", "done", "total"])
    record_act(workbook, "import.answered", by=by, answers=len(answers))
    return workbook


@transaction.atomic
def confirm_import(workbook: WorkbookImport, *, by: Membership) -> WorkbookImport | None:
    """Say that the preview is right: the workbook is written next. None when it was said before: it is written once."""
    workbook = (
        WorkbookImport.objects.select_for_update(of=("self",)).select_related("incubator", "uploaded_by").get(pk=workbook.pk)
    )
    if workbook.state in (State.IMPORTING, State.IMPORTED):
        return None
    if workbook.state != State.PREVIEWED:
        raise DomainError(_("This workbook can't be imported any more. Choose the file again."))
    workbook.state, workbook.done, workbook.total = State.IMPORTING, 0, 0
    workbook.save(update_fields=["state", "done", "total"])
    record_act(workbook, "import.confirmed", by=by)
    return workbook


@transaction.atomic
def cancel_import(workbook: WorkbookImport, *, by: Membership) -> WorkbookImport:
    """Give a workbook up: nothing of it is kept but that it was here."""
    if workbook.state in (State.IMPORTING, State.IMPORTED):
        raise DomainError(_("This workbook is already imported."))
    workbook.state, workbook.preview, workbook.finished_at = State.CANCELLED, {}, timezone.now()
    workbook.save(update_fields=["state", "preview", "finished_at"])
    record_act(workbook, "import.cancelled", by=by)
    _forget_file(workbook)
    return workbook


def run_import(workbook: WorkbookImport) -> WorkbookImport:
    """Write a confirmed workbook. A fault leaves the sheets before it written, says so, and the same file can be sent again."""
    if workbook.state != State.IMPORTING:
        return workbook
    try:
        reading = _understood(workbook)
        written = write_reading(
            reading,
            workbook.incubator,
            default_programme(workbook.incubator),
            by=workbook.uploaded_by,
            progress=_progress_of(workbook),
        )
    except Exception:
        # Whatever it was, the person must learn that it stopped; the log keeps the fault itself.
        logger.exception("import %s stopped", workbook.code)
        workbook.state, workbook.finished_at = State.FAILED, timezone.now()
        workbook.save(update_fields=["state", "finished_at"])
        return workbook
    return _finish(workbook, reading, written)


@transaction.atomic
def _finish(workbook: WorkbookImport, reading: Reading, written: Written) -> WorkbookImport:
    workbook.report = kept(reading, written)
    workbook.preview, workbook.state, workbook.finished_at = {}, State.IMPORTED, timezone.now()
    workbook.save(update_fields=["report", "preview", "state", "finished_at"])
    remember_columns(workbook.incubator, reading, workbook.answers)
    record_act(
        workbook,
        "import.imported",
        by=workbook.uploaded_by,
        persons=written.persons_created,
        sessions=written.sessions_created,
    )
    _forget_file(workbook)
    refresh_statistics()
    return workbook


def remember_columns(incubator: Incubator, reading: Reading, answers: dict[str, str]) -> None:
    """Keep what a person said of columns, so that the next workbook of this team isn't asked about."""
    for sheet in reading.sheets:
        for column in sheet.columns:
            chosen = answers.get(f"{sheet.name}/{column.letter}")
            if chosen and column.header:
                RememberedColumn.objects.update_or_create(
                    incubator=incubator,
                    sheet_kind=sheet.kind,
                    header=fold_header(column.header)[:200],
                    defaults={"field": chosen[:40]},
                )


def _forget_file(workbook: WorkbookImport) -> None:
    """Delete the workbook itself: what it says is in the records now, and it holds what we never keep."""
    storage, name = workbook.file.storage, workbook.file.name
    if name:
        WorkbookImport.objects.filter(pk=workbook.pk).update(file="")
        transaction.on_commit(lambda: storage.delete(name))


def _progress_of(workbook: WorkbookImport) -> Progress:
    """Return a function that keeps the progress where the page reads it, a hundred times at the most."""
    shown = -1

    def progress(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total if total else 0
        if percent > shown:
            shown = percent
            WorkbookImport.objects.filter(pk=workbook.pk).update(done=done, total=total)

    return progress
