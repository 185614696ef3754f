"""Decisions: groups that were weighed against each other, and what each applicant is answered."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.accounts.models import Membership
from interlab.core.fields import EncryptedTextField
from interlab.intake.models.applications import Application
from interlab.intake.models.calls import Call
from interlab.network.models import IncubatorRow


class Composition(IncubatorRow):
    """A group that people chose, with the wishes they weighed, what each would have cost, and why they chose so. Kept as it was."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="compositions")
    places = models.PositiveSmallIntegerField(_("places"))
    wishes = models.JSONField(default=dict)
    # The groups that were offered: their wish, total and members by code.
    offered = models.JSONField(default=list)
    # The codes of the applications that were chosen.
    chosen = models.JSONField(default=list)
    reasons = EncryptedTextField(_("why"))
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(IncubatorRow.Meta):
        ordering = ("-made_at", "-pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "call", "made_at"], name="intake_composition_call")
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def prepared(self) -> "DecisionQuerySet":
        """Keep those that nobody was told yet."""
        return self.filter(told_at=None)

    def told(self) -> "DecisionQuerySet":
        """Keep those that were told."""
        return self.filter(told_at__isnull=False)


class Decision(IncubatorRow):
    """What an applicant is answered. Prepared first, told once; a later one takes its place and both stay."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("a place")
        WAIT = "wait", _("waiting list")
        NOT_NOW = "not_now", _("not now")

    class Reason(models.TextChoices):
        NO_PLACE = "no_place", _("no place left")
        TOO_EARLY = "too_early", _("the idea is still very young")
        OTHER_NEEDS = "other_needs", _("something else is more urgent first")
        ELSEWHERE = "elsewhere", _("another place fits better")
        NOT_HERE = "not_here", _("the project lies outside our region")
        NO_TIME = "no_time", _("too little time for the programme")
        UNREACHABLE = "unreachable", _("we could not reach each other")
        OTHER = "other", pgettext_lazy("reason of a decision", "something else")

    class Door(models.TextChoices):
        PARTNER = "partner", _("a partner")
        EVENT = "event", _("an event")
        NEXT_CALL = "next_call", _("the next call")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    composition = models.ForeignKey(Composition, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    kind = models.CharField(_("answer"), max_length=8, choices=Kind)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    # On the waiting list: the place in it, and until when they hear.
    rank = models.PositiveSmallIntegerField(_("place on the list"), null=True, blank=True)
    answer_by = models.DateField(_("they hear before"), null=True, blank=True)
    words = EncryptedTextField(_("words for them"), blank=True)
    door = models.CharField(_("next door"), max_length=10, choices=Door, blank=True)
    door_words = models.CharField(_("which one"), max_length=300, blank=True)
    prepared_at = models.DateTimeField(auto_now_add=True)
    prepared_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("prepared_at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "application", "prepared_at"], name="intake_decision_application")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            # A refusal without a reason and a next door is none of ours: it can be prepared, not told.
            models.CheckConstraint(
                condition=Q(told_at=None) | ~Q(kind="not_now") | (~Q(reason="") & ~Q(door="")),
                name="intake_decision_says_why_and_where_next",
            ),
            models.UniqueConstraint(
                fields=["incubator", "application"], condition=Q(told_at=None), name="intake_decision_one_prepared"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    def is_late(self, day: date) -> bool:
        """Whether they should have heard from us before `day`."""
        return self.kind == self.Kind.WAIT and self.answer_by is not None and self.answer_by < day
