"""Files whose time has come: announced, then gone, unless somebody says why they stay."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.network.models import IncubatorRow


class FarewellQuerySet(models.QuerySet["Farewell"]):
    def visible_to(self, member: Membership) -> "FarewellQuerySet":
        """Keep those of the member's incubator, for whoever decides about them."""
        rows = self.filter(incubator_id=member.incubator_id)
        return rows if member.can(Ability.ANSWER_REQUESTS) else rows.none()

    def pending(self) -> "FarewellQuerySet":
        """Keep those that nobody stopped: they end with the file gone."""
        return self.filter(kept_on=None)

    def keeping(self, on: date) -> "FarewellQuerySet":
        """Keep those whose file stays, as somebody said why less than a year ago."""
        return self.filter(kept_on__isnull=False).filter(Q(ask_again_on=None) | Q(ask_again_on__gt=on))


class Farewell(IncubatorRow):
    """A person's file was announced to end on a day. One a person at the most; it goes with the file."""

    class Cause(models.TextChoices):
        INACTIVE = "inactive", _("nothing has happened for two years")
        NOT_TAKEN = "not_taken", _("the application was declined or withdrawn")

    person_code = models.CharField(max_length=12)
    cause = models.CharField(max_length=10, choices=Cause)
    announced_on = models.DateField()
    erase_on = models.DateField()
    written_to = models.BooleanField(default=False)
    kept_on = models.DateField(null=True, blank=True)
    kept_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kept_because = models.TextField(_("why the file stays"), max_length=500, blank=True)
    ask_again_on = models.DateField(null=True, blank=True)

    objects = FarewellQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("erase_on", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "erase_on", "id"], name="privacy_farewell_day")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "person_code"], name="privacy_farewell_one_a_person"),
            models.CheckConstraint(condition=Q(kept_on=None) | ~Q(kept_because=""), name="privacy_farewell_kept_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person_code} {self.erase_on}"
