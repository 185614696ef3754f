"""The audit trail: who did what to which record, and when."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.network.models import IncubatorRow


class AuditEntry(IncubatorRow):
    """One act, written in the transaction of the act itself. Entries are only ever added.

    Records are named by kind and code, so that an entry outlives what it speaks of and repeats none of its content.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.CharField(_("act"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=12)
    person_code = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "subject_kind", "subject_code"], name="privacy_audit_subject"),
            models.Index(fields=["incubator", "person_code", "at"], name="privacy_audit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_kind} {self.subject_code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("an audit entry is never deleted")
