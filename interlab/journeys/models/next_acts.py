"""What comes next: who promised what, for when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.journeys.models.participations import Participation
from interlab.network.models import IncubatorRow
from interlab.people.models import Person


class NextActQuerySet(models.QuerySet["NextAct"]):
    def visible_to(self, member: Membership) -> "NextActQuerySet":
        """Keep those `member` may see: the team its incubator's, a person the promises of both sides that concern them."""
        rows = self.filter(incubator_id=member.incubator_id)
        if member.can(Ability.SEE_PEOPLE):
            return rows
        if member.can(Ability.SEE_OWN_JOURNEY) and member.account_id:
            return rows.filter(person__account_id=member.account_id)
        return rows.none()

    def of_coach(self, coach: Membership | None) -> "NextActQuerySet":
        """Keep what `coach` promised, and what the persons they accompany promised; None keeps everybody's."""
        if coach is None:
            return self
        coached = Participation.objects.underway().filter(person=models.OuterRef("person"), coach=coach)
        return self.filter(models.Q(owner=coach) | models.Q(models.Exists(coached), owner=None))

    def awaited(self) -> "NextActQuerySet":
        return self.filter(done_on=None, dropped_at=None)


class NextAct(IncubatorRow):
    """Something promised to or by a person, with its day. `owner` is the colleague who promised; none: the person did."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="next_acts")
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="next_acts")
    what = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("for"))
    at = models.TimeField(_("time"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    session = models.ForeignKey("journeys.Session", on_delete=models.SET_NULL, null=True, blank=True, related_name="next_acts")
    created_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NextActQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("due_on", "at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["incubator", "due_on"], condition=models.Q(done_on=None, dropped_at=None), name="journeys_act_due"
            ),
            models.Index(fields=["incubator", "person", "due_on"], name="journeys_act_person"),
        ]

    def __str__(self) -> str:
        return self.what
