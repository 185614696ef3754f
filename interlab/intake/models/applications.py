"""Applications: what somebody tells us, page by page; their recordings; and those whom a partner recommends."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.codes import new_code
from interlab.core.fields import EncryptedTextField
from interlab.intake.models.calls import Call, CallForm
from interlab.journeys.models import Participation
from interlab.network.models import IncubatorRow, Source
from interlab.people.models import ContactPoint, Person


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, member: Membership) -> "RecommendationQuerySet":
        """Keep those of the team's incubator: whoever of them calls first."""
        rows = self.filter(incubator_id=member.incubator_id)
        return rows if member.can(Ability.SEE_APPLICATIONS) else rows.none()

    def waiting(self) -> "RecommendationQuerySet":
        """Keep those whom nobody of the team has reached yet and who didn't apply by themselves."""
        sent = Application.objects.filter(recommendation=OuterRef("pk"), submitted_at__isnull=False)
        return self.filter(~Exists(sent), handled_at=None)


class Recommendation(IncubatorRow):
    """A partner sends somebody to us, with that person's agreement."""

    organisation = models.CharField(_("organisation"), max_length=200)
    by_whom = models.CharField(_("your name"), max_length=200)
    partner_contact = models.CharField(_("how we reach you"), max_length=254)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=ContactPoint.Kind)
    value = models.CharField(_("value"), max_length=254)
    normal = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8)
    words = EncryptedTextField(_("what we should know"), blank=True)
    # Said by the partner: the person knows and agrees, and how they said so.
    agreed_how = models.CharField(_("how they agreed"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("created_at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "handled_at", "created_at"], name="intake_recommendation_new")
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, member: Membership) -> "ApplicationQuerySet":
        """Keep those `member` may open as the team does. A reviewer reads through `Reading`, blind where the round is."""
        rows = self.filter(incubator_id=member.incubator_id)
        return rows if member.can(Ability.SEE_APPLICATIONS) else rows.none()

    def sent(self) -> "ApplicationQuerySet":
        """Keep those that were sent and not taken back."""
        return self.filter(submitted_at__isnull=False, withdrawn_at=None)

    def started(self) -> "ApplicationQuerySet":
        """Keep those that somebody is still writing."""
        return self.filter(submitted_at=None, withdrawn_at=None)


class Application(IncubatorRow):
    """What somebody told us to get a place. Until it is sent nobody is known by it; then it leads to a person and a participation."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    form = models.ForeignKey(CallForm, on_delete=models.PROTECT, related_name="applications")
    # What somebody writes down and says on the phone: LUNE-4821.
    spoken = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    # {question: answer} as JSON, in the shapes of core.questions.
    answers = EncryptedTextField(default="{}")
    # The furthest question they came to: where people stop is told by it.
    reached = models.CharField(max_length=40, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    # Helper mode: a colleague fills it in with the person, who said that they may, and how.
    helped_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mandate = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # From this moment its writer may pick a time to meet.
    invited_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="applications")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="applications")

    objects = ApplicationQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("started_at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "call", "submitted_at", "id"], name="intake_application_call"),
            models.Index(fields=["incubator", "saved_at"], condition=Q(submitted_at=None), name="intake_application_started"),
            models.Index(fields=["incubator", "person"], name="intake_application_person"),
            # The team's list: what waits since when, and everything, the latest first.
            models.Index(fields=["incubator", "submitted_at", "id"], name="intake_application_sent"),
            models.Index(fields=["incubator", "started_at", "id"], name="intake_application_all"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "spoken"], name="intake_application_spoken"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(person__isnull=False), name="intake_application_sent_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.spoken

    @property
    def is_sent(self) -> bool:
        return self.submitted_at is not None

    @property
    def answer_due_on(self) -> date | None:
        """The day before whose end the answer was promised; None while it isn't sent."""
        if self.submitted_at is None:
            return None
        return timezone.localdate(self.submitted_at) + timedelta(days=self.call.answer_days)


def upload_path(upload: "Upload", filename: str) -> str:
    """Return where a file goes: under its incubator, by a random name that says nothing of its content."""
    return f"intake/{upload.incubator_id}/{new_code()}{new_code()}"


class Upload(IncubatorRow):
    """A recording or a picture that answers a question."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="uploads")
    question = models.CharField(max_length=40)
    file = models.FileField(upload_to=upload_path, max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    # What a recording says, written down by the team: whoever reads blind hears no voice.
    transcript = EncryptedTextField(_("in words"), blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("added_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "application", "question"], name="intake_upload_one_a_question"),
        ]

    def __str__(self) -> str:
        return self.media_type
