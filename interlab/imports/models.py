"""A workbook on its way in, and what a team taught us about its columns."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.codes import new_code
from interlab.network.models import IncubatorRow


def stored_name(workbook: "WorkbookImport", filename: str) -> str:
    """Where an uploaded workbook is kept: by incubator, under a name that tells nothing."""
    return f"imports/{workbook.incubator_id}/{new_code()}{new_code()}"


class WorkbookImportQuerySet(models.QuerySet["WorkbookImport"]):
    def visible_to(self, member: Membership) -> "WorkbookImportQuerySet":
        """Keep the imports of the member's incubator, if they may import at all: their own, or all for whoever opens any file.

        A workbook and its refused rows tell of persons of every caseload.
        """
        rows = self.filter(incubator_id=member.incubator_id)
        if not member.can(Ability.IMPORT_WORKBOOKS):
            return rows.none()
        return rows if member.can(Ability.OPEN_ANY_FILE) else rows.filter(uploaded_by=member)


class WorkbookImport(IncubatorRow):
    """One uploaded workbook: what was understood, what was answered, what came of it."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        UNREADABLE = "unreadable", _("could not be read")
        PREVIEWED = "previewed", _("to be confirmed")
        IMPORTING = "importing", _("being imported")
        IMPORTED = "imported", _("imported")
        FAILED = "failed", _("stopped on the way")
        CANCELLED = "cancelled", _("cancelled")

    file = models.FileField(upload_to=stored_name)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.READING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # What was said of sheets, columns and values, as the workbook core takes it: question id → answer.
    answers = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = WorkbookImportQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "created_at"], name="imports_import_list")]

    def __str__(self) -> str:
        return self.filename


class RememberedColumn(models.Model):
    """A column this team told us about, so that it isn't asked again."""

    incubator = models.ForeignKey("network.Incubator", on_delete=models.CASCADE, db_index=False, related_name="+")
    sheet_kind = models.CharField(max_length=12)
    header = models.CharField(max_length=200)
    field = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incubator", "sheet_kind", "header"], name="imports_column_once")
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.field}"
