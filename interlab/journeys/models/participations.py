"""One person in one programme, from the application to the exit."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.dates import Period
from interlab.network.models import Cohort, ExitReason, IncubatorRow, Programme, Source
from interlab.people.models import Person


class State(models.TextChoices):
    APPLIED = "applied", _("applied")
    WAITLISTED = "waitlisted", _("on the waiting list")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrew")
    ENROLLED = "enrolled", _("enrolled")
    ACTIVE = "active", _("accompanied")
    COMPLETED = "completed", _("completed")
    LEFT = "left", _("left")


# Where a participation may go from each state. A re-entry is a new participation.
MOVES: dict[str, frozenset[str]] = {
    State.APPLIED: frozenset({State.WAITLISTED, State.DECLINED, State.WITHDRAWN, State.ENROLLED}),
    State.WAITLISTED: frozenset({State.DECLINED, State.WITHDRAWN, State.ENROLLED}),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.ENROLLED: frozenset({State.ACTIVE, State.COMPLETED, State.LEFT}),
    State.ACTIVE: frozenset({State.COMPLETED, State.LEFT}),
    State.COMPLETED: frozenset(),
    State.LEFT: frozenset(),
}
OPEN = (State.ENROLLED, State.ACTIVE)
ENDED = (State.COMPLETED, State.LEFT)
# The days say no more than the state does, and lead to the indexes of those underway: SQLite takes such an index only when
# a question says IS NULL or IS NOT NULL as the index does.
UNDERWAY_DAYS = Q(enrolled_on__isnull=False, ended_on=None)
UNDERWAY = Q(state__in=OPEN) & UNDERWAY_DAYS


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, member: Membership) -> "ParticipationQuerySet":
        """Keep those `member` may see: the team its incubator's, a person their own."""
        rows = self.filter(incubator_id=member.incubator_id)
        if member.can(Ability.SEE_PEOPLE):
            return rows
        if member.can(Ability.SEE_OWN_JOURNEY) and member.account_id:
            return rows.filter(person__account_id=member.account_id)
        return rows.none()

    def underway(self) -> "ParticipationQuerySet":
        """Keep those who are enrolled and haven't left."""
        return self.filter(UNDERWAY)

    def of_coach(self, coach: Membership | None) -> "ParticipationQuerySet":
        """Keep those accompanied by `coach`; None keeps everybody's."""
        return self if coach is None else self.filter(coach=coach)

    def awaiting_answer(self) -> "ParticipationQuerySet":
        """Keep the applicants who wait for a word from the team."""
        return self.filter(state=State.APPLIED)

    def quiet_since(self, day: date) -> "ParticipationQuerySet":
        """Keep those underway of whom nothing was heard after `day`."""
        return self.underway().filter(last_news_on__lte=day)

    def waitlisted(self) -> "ParticipationQuerySet":
        """Keep those on a waiting list."""
        return self.filter(state=State.WAITLISTED)

    def past_their_cohort(self, ended: Sequence[int]) -> "ParticipationQuerySet":
        """Keep those underway in one of the cohorts that have `ended` (their keys: SQLite would read everybody for a subquery)."""
        return self.underway().filter(cohort__in=ended)

    def spanning(self, period: Period) -> "ParticipationQuerySet":
        """Keep those whose span from enrolment to exit overlaps `period`; the day of the exit is still in it."""
        return self.filter(Q(enrolled_on__lt=period.end) & (Q(ended_on=None) | Q(ended_on__gte=period.start)))


class Participation(IncubatorRow):
    """One person's way through one programme."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="participations")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    coach = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="coached")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.APPLIED)
    applied_on = models.DateField(_("applied on"))
    enrolled_on = models.DateField(_("enrolled on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    exit_reason = models.ForeignKey(ExitReason, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    # The last day something was heard: derived from sessions, so that "no news" is one range of an index.
    last_news_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "last_news_on", "id"], name="journeys_part_news_order"),
            models.Index(fields=["incubator", "last_news_on", "id"], condition=UNDERWAY_DAYS, name="journeys_part_news_underway"),
            models.Index(fields=["incubator", "coach", "last_news_on"], condition=UNDERWAY_DAYS, name="journeys_part_coach_news"),
            models.Index(fields=["incubator", "cohort"], condition=UNDERWAY_DAYS, name="journeys_part_cohort"),
            models.Index(fields=["incubator", "state", "applied_on"], name="journeys_part_applied"),
            models.Index(fields=["incubator", "enrolled_on"], name="journeys_part_enrolled"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "programme"], condition=Q(state__in=OPEN), name="journeys_participation_one_underway"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*OPEN, *ENDED]) | Q(enrolled_on__isnull=False), name="journeys_participation_enrolled_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | Q(ended_on__isnull=False), name="journeys_participation_ended_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN) | Q(ended_on__isnull=True), name="journeys_participation_underway_no_end"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(enrolled_on=None) | Q(ended_on__gte=models.F("enrolled_on")),
                name="journeys_participation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.programme}"

    @property
    def is_underway(self) -> bool:
        return self.state in OPEN

    @property
    def goes_on(self) -> bool:
        """Whether the participation can still go somewhere."""
        return bool(MOVES[self.state])


class ParticipationMove(IncubatorRow):
    """A participation entered a state, on a day. Only ever added."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=12, choices=State)
    on = models.DateField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.get_state_display()
