"""A venture, its way through the stages, and the enterprise it may become."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.network.models import IncubatorRow, Programme, Sector, Stage
from interlab.people.models import Person


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, member: Membership) -> "ProjectQuerySet":
        """Keep those `member` may see: the team its incubator's, a holder their own."""
        rows = self.filter(incubator_id=member.incubator_id)
        if member.can(Ability.SEE_PEOPLE):
            return rows
        if member.can(Ability.SEE_OWN_JOURNEY) and member.account_id:
            return rows.filter(
                models.Exists(ProjectHolder.objects.filter(project=models.OuterRef("pk"), person__account_id=member.account_id))
            )
        return rows.none()


class Project(IncubatorRow):
    """A venture held by one or more persons."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("in one sentence"), max_length=1000, blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    # Both derived from the stage moves, which stay the truth.
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", editable=False)
    launched_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProjectQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "stage"], name="journeys_project_stage"),
            models.Index(fields=["incubator", "launched_on"], name="journeys_project_launched"),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectHolder(models.Model):
    """A person who carries a project, alone or with others."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "person"], name="journeys_holder_once_a_project")
        ]

    def __str__(self) -> str:
        return str(self.person)


class StageMoveQuerySet(models.QuerySet["StageMove"]):
    def standing(self) -> "StageMoveQuerySet":
        """Keep the moves that were not corrected away."""
        return self.filter(voided_at=None)


class StageMove(IncubatorRow):
    """A project entered a stage on a day. A mistake is voided with its reason, never edited."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="moves")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="moves")
    on = models.DateField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    voided_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StageMoveQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("on", "pk")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["incubator", "on"], name="journeys_move_day")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(condition=Q(voided_at=None) | ~Q(voided_reason=""), name="journeys_move_voided_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.on}"


class Launch(IncubatorRow):
    """What is known of the enterprise a project became, and how well it is known."""

    class Evidence(models.TextChoices):
        REGISTER = "A", _("seen in the register")
        DOCUMENT = "B", _("a document seen")
        OWN_WORD = "C", _("the person's own word")
        UNKNOWN = "D", _("unknown")

    class LegalForm(models.TextChoices):
        SELF_EMPLOYED = "self_employed", _("self-employed, main activity")
        SELF_EMPLOYED_SECONDARY = "self_employed_secondary", _("self-employed, secondary activity")
        COMPANY = "company", _("company (SRL, SA…)")
        COOPERATIVE = "cooperative", _("cooperative")
        NON_PROFIT = "non_profit", _("non-profit association")
        OTHER = "other", _("another form")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="launch")
    started_on = models.DateField(_("start of the activity"))
    enterprise_number = models.CharField(_("enterprise number"), max_length=10, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=24, choices=LegalForm, blank=True)
    evidence = models.CharField(_("evidence"), max_length=1, choices=Evidence, default=Evidence.UNKNOWN)

    class Meta(IncubatorRow.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(enterprise_number="") | Q(enterprise_number__regex=r"^[01][0-9]{9}$"),
                name="journeys_launch_number_shape",
            ),
        ]

    def __str__(self) -> str:
        return self.enterprise_number or str(self.project)
