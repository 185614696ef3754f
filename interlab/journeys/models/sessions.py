"""Dated accompaniment: who came, for how long, and what was noted for whose eyes."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.fields import EncryptedTextField
from interlab.journeys.models.participations import Participation
from interlab.network.models import IncubatorRow, SessionKind
from interlab.people.models import Person

LONGEST_MINUTES = 12 * 60


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, member: Membership) -> "SessionQuerySet":
        """Keep those `member` may see: the team its incubator's, whoever gave one theirs, a person those attended."""
        rows = self.filter(incubator_id=member.incubator_id)
        if member.can(Ability.SEE_PEOPLE):
            return rows
        own = Q(pk__in=[])
        if member.can(Ability.SEE_OWN_SESSIONS_GIVEN):
            own |= Q(given_by=member)
        if member.can(Ability.SEE_OWN_JOURNEY) and member.account_id:
            attended = Attendance.objects.filter(session=models.OuterRef("pk"), person__account_id=member.account_id)
            own |= Q(models.Exists(attended))
        return rows.filter(own)

    def standing(self) -> "SessionQuerySet":
        """Keep those that weren't undone."""
        return self.filter(voided_at=None)


class Session(IncubatorRow):
    """One meeting, call or message of accompaniment, with one or several persons."""

    kind = models.ForeignKey(SessionKind, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions_given")
    topics = models.JSONField(_("topics"), default=list, blank=True)
    noted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    # The key of the workbook's row that it came from: the same row twice makes one session.
    # None where nothing else made it: SQLite finds a key through an index of all keys only.
    act_key = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001
    voided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SessionQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            # Everything the figures of a year ask of a session, so that they read this index alone.
            models.Index(fields=["incubator", "held_on", "kind", "minutes", "voided_at", "id"], name="journeys_session_day"),
            models.Index(fields=["incubator", "given_by", "held_on"], name="journeys_session_given_by"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "act_key"], name="journeys_session_act_once"),
            models.CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES)), name="journeys_session_minutes_plausible"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> "AttendanceQuerySet":
        """Keep attendances at sessions that weren't undone."""
        return self.filter(session__voided_at=None)


class Attendance(models.Model):
    """A person was at a session. Sessions and hours of the figures count these."""

    incubator = models.ForeignKey("network.Incubator", on_delete=models.PROTECT, db_index=False, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "person", "session"], name="journeys_attendance_person")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "person"], name="journeys_attendance_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.session}"


class SessionNote(models.Model):
    """What was noted of a session, for one circle of readers. Encrypted at rest, whoever reads it."""

    class Visibility(models.TextChoices):
        SHARED = "shared", _("shared with the person")
        TEAM = "team", _("the team only")
        CONFIDENTIAL = "confidential", _("confidential: its author and the programme lead")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.TEAM)
    body = EncryptedTextField(max_length=20000)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "visibility"], name="journeys_note_one_a_circle")
        ]

    def __str__(self) -> str:
        return self.get_visibility_display()
