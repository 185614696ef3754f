"""What is done with workbooks, in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts(
    {
        name: Act(Kind.CHANGED, sentence)
        for name, sentence in {
            "import.uploaded": _("%(by)s brought a workbook"),
            "import.answered": _("%(by)s answered questions about a workbook"),
            "import.confirmed": _("%(by)s had a workbook written"),
            "import.cancelled": _("%(by)s left a workbook aside"),
            "import.imported": _("%(by)s imported a workbook: %(persons)s new persons, %(sessions)s sessions"),
        }.items()
    }
)
