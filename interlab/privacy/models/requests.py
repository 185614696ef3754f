"""What people ask of us about their own data, and what came of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.codes import new_code
from interlab.core.dates import today
from interlab.network.models import IncubatorRow
from interlab.privacy.subjects import persons


def stored_name(request: "DataRequest", filename: str) -> str:
    """Where an archive is kept: by incubator, under a name that tells nothing."""
    return f"archives/{request.incubator_id}/{new_code()}{new_code()}"


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, member: Membership) -> "DataRequestQuerySet":
        """Keep those `member` may see: who answers them their incubator's, a person and a colleague their own."""
        rows = self.filter(incubator_id=member.incubator_id)
        if member.can(Ability.ANSWER_REQUESTS):
            return rows
        own = models.Q(member=member)
        if member.account_id:
            mine = persons().of_account(member.account_id).filter(incubator_id=member.incubator_id).values("code")
            own |= models.Q(person_code__in=mine)
        return rows.filter(own)

    def open(self) -> "DataRequestQuerySet":
        """Keep those that wait for an answer."""
        return self.filter(state=DataRequest.State.ASKED)

    def about(self, person_code: str) -> "DataRequestQuerySet":
        return self.filter(person_code=person_code)


class DataRequest(IncubatorRow):
    """Somebody wants to know what is kept about them, or wants it gone. About a person (by code) or a member."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("a copy of everything")
        ERASURE = "erasure", _("erasure of everything")

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    class How(models.TextChoices):
        SELF = "self", _("by themselves, here")
        SPOKEN = "spoken", _("aloud")
        WRITTEN = "written", _("in writing")

    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    person_code = models.CharField(max_length=12, blank=True)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(_("how they asked"), max_length=8, choices=How, default=How.SELF)
    asked_on = models.DateField(default=today)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    # The law's month. An erasure asked for happens by itself on that day.
    due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    # What was answered when something is not handed over, or nothing is: told to the person, in the words of whoever decided.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    withheld = models.PositiveIntegerField(default=0)
    archive = models.FileField(upload_to=stored_name, blank=True)
    archive_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("-asked_on", "-pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "state", "due_on"], name="privacy_request_due"),
            models.Index(fields=["incubator", "person_code"], name="privacy_request_person"),
            models.Index(fields=["incubator", "asked_on", "id"], name="privacy_request_list"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["incubator", "kind", "person_code"],
                condition=models.Q(state="asked") & ~models.Q(person_code=""),
                name="privacy_request_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED

    def has_archive(self, on: date) -> bool:
        """Whether the archive can still be fetched on the day `on`."""
        return bool(self.archive) and self.archive_until is not None and on <= self.archive_until
