"""Readings: rounds with a rubric, readers and their capacity, conflicts of interest, what each reader wrote, interview slots."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.fields import EncryptedTextField
from interlab.intake.models.applications import Application
from interlab.intake.models.calls import Call
from interlab.network.models import IncubatorRow, Sector


class Round(IncubatorRow):
    """One time in which applications of a call are read, or their writers met, by several people with one rubric."""

    class Kind(models.TextChoices):
        READING = "reading", _("reading")
        INTERVIEW = "interview", _("interview")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.READING)
    readings_each = models.PositiveSmallIntegerField(_("readings of each application"), default=3)
    is_blind = models.BooleanField(_("blind reading"), default=True)
    wants_sector = models.BooleanField(_("one reader who knows the trade"), default=False)
    wants_language = models.BooleanField(_("one reader who speaks the language"), default=False)
    ends_on = models.DateField(_("read before"), null=True, blank=True)
    shared_out_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("call", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "call", "number"], name="intake_round_numbered"),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(IncubatorRow):
    """One line of a rubric: what is looked at, how much it weighs, and what each level means in words."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    # Five sentences, from 0 to 4.
    anchors = models.JSONField(_("levels in words"), default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(IncubatorRow.Meta):
        ordering = ("position", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(condition=Q(weight__range=(1, 5)), name="intake_criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class Reader(IncubatorRow):
    """A member who reads in a round: how much they can read, and what they know."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="readers")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reads_in")
    capacity = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    sectors = models.ManyToManyField(Sector, related_name="+", blank=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("member__name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "round", "member"], name="intake_reader_once"),
        ]

    def __str__(self) -> str:
        return str(self.member)


class Conflict(IncubatorRow):
    """A member says that they can't judge an application fairly. Until they take it back, they don't read it."""

    class Reason(models.TextChoices):
        FAMILY = "family", _("family")
        FRIEND = "friend", _("a friend")
        BUSINESS = "business", _("we do business together")
        HELPED = "helped", _("I helped to write it")
        OTHER = "other", pgettext_lazy("conflict of interest", "something else")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    said_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(IncubatorRow.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["incubator", "application", "member"], condition=Q(taken_back_at=None), name="intake_conflict_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, member: Membership) -> "ReadingQuerySet":
        """Keep one's own readings; the lead sees all of their incubator's, but none of an application they are in conflict with."""
        rows = self.filter(incubator_id=member.incubator_id).exclude(
            application__conflicts__in=Conflict.objects.filter(member=member, taken_back_at=None)
        )
        if member.can(Ability.DECIDE_APPLICATIONS):
            return rows
        return rows.filter(reader__member=member) if member.can(Ability.READ_APPLICATIONS) else rows.none()

    def standing(self) -> "ReadingQuerySet":
        """Keep those that count: not handed back for a conflict or lack of time."""
        return self.filter(handed_back_at=None)


class Reading(IncubatorRow):
    """One application read by one reader."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="readings")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="readings")
    given_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # {criterion code: 0–4}
    scores = models.JSONField(default=dict)
    for_team = EncryptedTextField(_("for the team"), blank=True)
    for_applicant = EncryptedTextField(_("for the applicant"), blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    handed_back_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("given_at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "application"], name="intake_reading_application"),
            models.Index(fields=["incubator", "reader", "done_at"], name="intake_reading_reader"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "application", "reader"], name="intake_reading_once_a_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.reader}"


class InterviewSlot(IncubatorRow):
    """A time at which a colleague can meet an applicant, who picks one on their own page."""

    class Outcome(models.TextChoices):
        HELD = "held", _("we met")
        MISSED = "missed", _("they did not come")
        CANCELLED = "cancelled", _("cancelled")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="slots")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.CharField(_("place"), max_length=200)
    application = models.ForeignKey(Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="slots")
    booked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = EncryptedTextField(_("note"), blank=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("starts_at", "pk")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "call", "starts_at"], name="intake_slot_call")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["incubator", "member", "starts_at"], condition=~Q(outcome="cancelled"), name="intake_slot_no_clash"
            ),
            models.UniqueConstraint(
                fields=["incubator", "application"],
                condition=Q(application__isnull=False) & Q(outcome=""),
                name="intake_slot_one_ahead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
