"""Calls: when a programme takes people in, what it asks them, and who wants to hear of the next one."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.dates import today
from interlab.network.models import Cohort, Incubator, IncubatorRow, Programme, Source
from interlab.people.models import ContactPoint

# What was started before a call closed may still be sent.
GRACE = timedelta(hours=48)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, member: Membership) -> "CallQuerySet":
        """Keep the calls `member` works with: the team its incubator's, a reviewer those with a round of theirs."""
        rows = self.filter(incubator_id=member.incubator_id)
        if member.can(Ability.SEE_APPLICATIONS):
            return rows
        if member.can(Ability.READ_APPLICATIONS):
            return rows.filter(rounds__readers__member=member).distinct()
        return rows.none()

    def public(self, incubator: Incubator) -> "CallQuerySet":
        """Keep the published calls of `incubator`, whatever their dates."""
        return self.filter(incubator=incubator, published_at__isnull=False)

    def open_on(self, day: date) -> "CallQuerySet":
        """Keep the published calls that take applications on `day`."""
        dated = Q(closes_on=None) | Q(closes_on__gte=day)
        return self.filter(dated, published_at__isnull=False, closed_at=None, opens_on__lte=day)


class Call(IncubatorRow):
    """A time in which a programme takes people in: for a cohort, or rolling."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="calls")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="calls")
    name = models.CharField(_("name"), max_length=120)
    # Some words for the public, by language.
    intro = models.JSONField(_("introduction"), default=dict, blank=True)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    answer_days = models.PositiveSmallIntegerField(_("days until the answer"), default=14)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("-opens_on", "-pk")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "opens_on", "id"], name="intake_call_opens")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="intake_call_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_rolling(self) -> bool:
        return self.closes_on is None

    def is_open(self, day: date | None = None) -> bool:
        """Whether somebody may start an application on this day."""
        day = day or today()
        if self.published_at is None or self.closed_at is not None or day < self.opens_on:
            return False
        return self.closes_on is None or day <= self.closes_on

    def may_finish(self, at: datetime | None = None) -> bool:
        """Whether what was started in time may still be sent: for 48 hours after the call closed."""
        at = at or timezone.now()
        if self.is_open(timezone.localdate(at)):
            return True
        if self.published_at is None:
            return False
        ended = self.closed_at
        if self.closes_on is not None:
            midnight = datetime.combine(self.closes_on + timedelta(days=1), datetime.min.time())
            last = timezone.make_aware(midnight)
            ended = min(ended, last) if ended else last
        return ended is not None and at < ended + GRACE


class CallForm(IncubatorRow):
    """One version of what a call asks, as data for `core.questions`. Published, it never changes: answers stay readable."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    declaration = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("call", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "call", "number"], name="intake_form_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.number}"


class Interest(IncubatorRow):
    """Somebody who wants to hear when the next call opens. No person yet: a way to reach them and a language."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=ContactPoint.Kind)
    value = models.CharField(_("value"), max_length=254)
    normal = models.CharField(max_length=254)
    language = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_of = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="told")

    class Meta(IncubatorRow.Meta):
        ordering = ("created_at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "normal"], name="intake_interest_reached"),
            models.Index(fields=["incubator", "created_at"], name="intake_interest_since"),
        ]

    def __str__(self) -> str:
        return self.value


class Outreach(IncubatorRow):
    """How many people the team told of a call on a day: the head of the funnel, which nobody else can count."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="outreach")
    on = models.DateField(_("day"))
    where = models.CharField(_("where"), max_length=120)
    people = models.PositiveSmallIntegerField(_("people"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(IncubatorRow.Meta):
        ordering = ("on", "pk")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "call", "on"], name="intake_outreach_call")]

    def __str__(self) -> str:
        return f"{self.where}: {self.people}"
