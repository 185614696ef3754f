"""What a person agreed to, and took back: acts that are only ever added."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.network.models import IncubatorRow
from interlab.privacy.subjects import persons


class ConsentActQuerySet(models.QuerySet["ConsentAct"]):
    def visible_to(self, member: Membership) -> "ConsentActQuerySet":
        """Keep what was said by or for the persons whose record `member` may open."""
        seen = persons().visible_to(member).values("code")
        return self.filter(incubator_id=member.incubator_id, person_code__in=seen)

    def standing(self, on: date) -> "ConsentActQuerySet":
        """Keep what is agreed to on the day `on`: given by then, not taken back by then, and not expired."""
        by_then = ConsentAct.objects.filter(
            incubator=OuterRef("incubator"),
            person_code=OuterRef("person_code"),
            purpose=OuterRef("purpose"),
            channel=OuterRef("channel"),
            item=OuterRef("item"),
            on__lte=on,
            pk__gt=OuterRef("pk"),
        )
        return self.filter(given=True, on__lte=on, expires_on__gt=on).filter(~Exists(by_then))


class ConsentAct(IncubatorRow):
    """A person said yes, or took it back, for one purpose on one channel about one item ("" means no item in particular).

    The person is named by code: this app knows no persons. `text` is what they read or were read, as it was worded then.
    """

    class How(models.TextChoices):
        SELF = "self", _("by the person themselves, here")
        SPOKEN = "spoken", _("said aloud to a colleague")
        SIGNED = "signed", _("signed on paper")

    person_code = models.CharField(max_length=12)
    purpose = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=80, blank=True)
    given = models.BooleanField()
    language = models.CharField(max_length=8)
    text = models.TextField()
    text_version = models.PositiveSmallIntegerField(default=1)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(null=True, blank=True)
    how = models.CharField(_("how it was said"), max_length=8, choices=How)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ConsentActQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("pk",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "person_code", "purpose", "channel"], name="privacy_consent_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(given=False) | models.Q(expires_on__isnull=False), name="privacy_consent_given_expires"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.channel}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("what was agreed to is never changed: taking it back is an act of its own")
        super().save(*args, **kwargs)
