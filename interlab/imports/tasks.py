"""Reading and writing large workbooks in the background. Both may run twice without harm."""

from django.db import transaction
from django_tasks import task

from interlab.imports.actions import READ_AT_ONCE_BYTES, read_import, run_import
from interlab.imports.models import WorkbookImport


@task()
def read_in_background(import_pk: int) -> None:
    """Read an uploaded or answered workbook."""
    workbook = WorkbookImport.objects.select_related("incubator", "uploaded_by").get(pk=import_pk)
    if workbook.state == WorkbookImport.State.READING:
        read_import(workbook)


@task()
def write_in_background(import_pk: int) -> None:
    """Write a confirmed workbook."""
    run_import(WorkbookImport.objects.select_related("incubator", "uploaded_by").get(pk=import_pk))


def go_on(workbook: WorkbookImport) -> None:
    """Do the next step of an import: at once when it is small, else in the background."""
    reading = workbook.state == WorkbookImport.State.READING
    if workbook.file.size > READ_AT_ONCE_BYTES:
        later = read_in_background if reading else write_in_background
        transaction.on_commit(lambda: later.enqueue(workbook.pk))
    elif reading:
        read_import(workbook)
    else:
        run_import(workbook)
