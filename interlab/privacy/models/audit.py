"""The audit trail: who did what to which record, and when; and the chain that shows whether it was touched since."""

from collections.abc import Collection
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.network.models import IncubatorRow


class TrailQuerySet(models.QuerySet):
    """Rows that are only ever added. The doors that change one (sealing, emptying details, dropping) are in chain.py."""

    def visible_to(self, member: Membership) -> "TrailQuerySet":
        """Keep those `member` may read: whoever answers for an incubator its whole trail, nobody else any."""
        rows = self.filter(incubator_id=member.incubator_id)
        return rows if member.can(Ability.READ_TRAIL) else rows.none()

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit trail is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("the audit trail is never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit trail is never changed")


class AuditEntryQuerySet(TrailQuerySet):
    def about(self, incubator_id: int, person_codes: Collection[str]) -> "AuditEntryQuerySet":
        """Keep what was done to the files of these persons."""
        return self.filter(incubator_id=incubator_id, person_code__in=person_codes)


class TrailRow(IncubatorRow):
    """A row that is only ever added."""

    class Meta(IncubatorRow.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the audit trail is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("the audit trail is never deleted")


class AuditSegment(TrailRow):
    """Some entries, sealed together: its digest takes in theirs and the digest of the segment before.

    `leaves` lists each entry's number and digest, so that a check can name the entry that doesn't fit. After a year the
    entries are dropped whole, and their leaves with them; the segment stays with its digest, and so does the chain.
    """

    number = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    last_entry_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    leaves = models.JSONField(default=list)
    sealed_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = TrailQuerySet.as_manager()

    class Meta(TrailRow.Meta):
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TrailRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "number"], name="privacy_segment_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class AuditEntry(TrailRow):
    """One act, written in the transaction of the act itself. Entries are only ever added.

    Records are named by kind and code, so that an entry outlives what it speaks of and repeats none of its content. `details`
    may hold a typed reason: the chain knows it by a salted digest only, so that it can be emptied and the chain still holds.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    act = models.CharField(_("act"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=12)
    person_code = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)
    details_salt = models.CharField(max_length=32, blank=True)
    details_digest = models.CharField(max_length=64, blank=True)
    segment = models.ForeignKey(AuditSegment, on_delete=models.PROTECT, null=True, related_name="entries", db_index=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta(TrailRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "at"], name="privacy_audit_at"),
            models.Index(fields=["incubator", "by", "at"], name="privacy_audit_by"),
            models.Index(fields=["incubator", "act", "at"], name="privacy_audit_act"),
            models.Index(fields=["incubator", "person_code", "at"], name="privacy_audit_person"),
            # Those of a segment in their order; those that wait for one too.
            models.Index(fields=["incubator", "segment", "id"], name="privacy_audit_segment"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_kind} {self.subject_code}"


class AuditCheck(TrailRow):
    """The chain was checked. The digest it ended with must stay in it: a tail cut off since is found by that."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    entries = models.PositiveIntegerField()
    since = models.DateTimeField(null=True)
    segment_number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    # What doesn't fit, as "kind:segment:entry"; empty when all does.
    fault = models.CharField(max_length=80, blank=True)

    objects = TrailQuerySet.as_manager()

    class Meta(TrailRow.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "at"], name="privacy_check_at")]

    def __str__(self) -> str:
        return f"{self.at} {self.fault or 'unbroken'}"
