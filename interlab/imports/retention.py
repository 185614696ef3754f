"""How long workbooks and what they told are kept."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.core.files import forget_file
from interlab.imports.models import WorkbookImport
from interlab.privacy.retaining import Kept, register_kept, started_at

DAYS = 90


def _old(on: date) -> QuerySet[WorkbookImport]:
    return WorkbookImport.objects.filter(created_at__lt=started_at(on - timedelta(days=DAYS)))


@transaction.atomic
def remove_workbooks(on: date) -> int:
    """Delete the imports of ninety days ago: file, answers, preview and report. What they brought in stays."""
    rows = list(_old(on)[:1000])
    for workbook in rows:
        forget_file(workbook.file)
        workbook.delete()
    return len(rows)


register_kept(
    Kept(
        "imports.workbooks",
        _("Imported workbooks: the report and the refused rows"),
        _("90 days; the file itself goes as soon as it is imported"),
        _("Long enough to correct the rows that were refused."),
        remove_workbooks,
        lambda on: _old(on).count(),
    )
)
