"""The outbox: every message that leaves, written down before it is sent; and what a team decides about messages."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.network.models import Incubator, IncubatorRow
from interlab.notices.wording import wording_named


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", "WhatsApp"


class State(models.TextChoices):
    QUEUED = "queued", _("waits to leave")
    # Taken by a worker: nobody else sends it.
    SENDING = "sending", _("is leaving")
    # A server took charge of it.
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("arrived")
    # It was handed over and no answer came: only a human can tell whether it arrived.
    DOUBTFUL = "doubtful", _("perhaps sent")
    # Nothing sends it by itself: a colleague does, from their own phone.
    BY_HAND = "by_hand", _("to send by hand")
    FAILED = "failed", pgettext_lazy("message", "not sent")
    CANCELLED = "cancelled", pgettext_lazy("message", "taken back")


# What a human must know: it didn't arrive, or nobody can tell.
WANTS_A_HUMAN = (State.FAILED, State.DOUBTFUL, State.BY_HAND)
STILL_HERE = (State.QUEUED, State.BY_HAND)


class Problem(models.TextChoices):
    """Why a message didn't leave, in words that say what to do."""

    REFUSED = "refused", _("This address doesn’t exist or refuses messages. Ask the person for another one.")
    CONTENT = "content", _("The server refused this message. Read its answer, then write to the person another way.")
    AWAY = "away", _("The server couldn’t be reached. It is tried again by itself.")
    LATER = "later", _("The server asked to try later. It is tried again by itself.")
    UNDELIVERED = "undelivered", _("The phone couldn’t be reached. Try again later, or reach the person another way.")
    GAVE_UP = "gave_up", _("The server couldn’t be reached for a whole day. Try again, or reach the person another way.")
    NOT_SET = "not_set", _("Nothing is set up to send this kind of message. Ask whoever runs InterLab, or send it otherwise.")
    UNANSWERED = (
        "unanswered",
        _("It was handed over but no answer came. Ask the person whether it arrived; if not, send it again."),
    )
    TOO_LATE = "too_late", _("It was no longer valid when it could have left. A new one must be asked for.")
    CAUSE = "cause", _("What it was about no longer holds.")
    BY_SOMEBODY = "by_somebody", _("A colleague took it back.")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, member: Membership) -> "MessageQuerySet":
        """Keep the messages of the team's incubator. Secret ones are listed too: what they say is shown to nobody."""
        if member.can(Ability.SEE_PEOPLE):
            return self.filter(incubator_id=member.incubator_id)
        return self.none()

    def wanting_a_human(self) -> "MessageQuerySet":
        return self.filter(state__in=WANTS_A_HUMAN, settled_at=None)


class Message(IncubatorRow):
    """One message to one person by one channel. Written in the transaction of what causes it; mail for signing in has no incubator.

    `others` are the addresses tried after this one, `tried` those tried before it. `handed_at` is set just before the point of no
    return: from then on, nothing sends it again by itself unless the other side said that it didn't take it.
    """

    incubator = models.ForeignKey(  # type: ignore[assignment]
        Incubator, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    wording = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(max_length=254)
    others = models.JSONField(default=list)
    tried = models.JSONField(default=list)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    text = models.TextField(blank=True)
    person_code = models.CharField(max_length=12, blank=True)
    member = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    cause = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=200, blank=True)
    urgent = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    tried_since = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=16, choices=Problem, blank=True)
    # The other side's own words, in whatever language it speaks.
    error = models.TextField(blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    objects = MessageQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["urgent", "due_at"], condition=Q(state="queued"), name="notices_message_due"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="notices_message_leaving"),
            models.Index(fields=["expires_at"], condition=Q(secret=True) & ~Q(body=""), name="notices_message_secret"),
            models.Index(fields=["incubator", "created_at", "id"], name="notices_message_list"),
            models.Index(fields=["incubator", "state", "created_at", "id"], name="notices_message_state"),
            models.Index(fields=["incubator", "person_code", "created_at", "id"], name="notices_message_person"),
            models.Index(
                fields=["incubator", "cause"], condition=Q(state__in=["queued", "by_hand"]), name="notices_message_cause"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "key"], condition=~Q(key=""), name="notices_message_key"),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key="") & Q(incubator=None), name="notices_message_key_of_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wording or self.subject} → {self.channel}"

    @property
    def title(self) -> str:
        """What it is called where it isn't read whole: its subject, or the name of its kind for a secret one."""
        if not self.secret:
            return self.subject
        try:
            return str(wording_named(self.wording).title) or gettext("A code or a personal link")
        except KeyError:
            return gettext("A code or a personal link")

    @property
    def to(self) -> str:
        return self.address

    @property
    def says(self) -> str:
        """What it says on its channel: the short text on a phone, the whole by mail."""
        return self.body if self.channel == Channel.EMAIL else self.text or self.body

    @property
    def wants_a_human(self) -> bool:
        return self.state in WANTS_A_HUMAN and self.settled_at is None

    @property
    def reference(self) -> str:
        """What names it to other servers, on which no two messages agree."""
        return f"{self.pk}-{self.code}"


class FailingAddress(models.Model):
    """An address to which messages don't arrive. It is avoided until somebody says that it works again."""

    incubator = models.ForeignKey(Incubator, on_delete=models.CASCADE, null=True, db_index=False, related_name="+")
    address = models.CharField(max_length=254)
    since = models.DateTimeField(auto_now_add=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incubator", "address"], name="notices_failing_once"),
            models.UniqueConstraint(fields=["address"], condition=Q(incubator=None), name="notices_failing_once_of_nobody"),
        ]
        verbose_name_plural = "failing addresses"

    def __str__(self) -> str:
        return self.address


class OwnWording(IncubatorRow):
    """A team's own words for one kind of message in one language."""

    wording = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("message"), max_length=5000)
    text = models.TextField(_("short text, for a phone"), max_length=600, blank=True)

    class Meta(IncubatorRow.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator", "wording", "language"], name="notices_own_wording_once"),
        ]

    def __str__(self) -> str:
        return f"{self.wording} ({self.language})"


class QuietHours(IncubatorRow):
    """When an incubator's messages don't leave, unless urgent. One a incubator; without one, the usual hours hold."""

    starts_at = models.TimeField(_("from"), default=time(20))
    ends_at = models.TimeField(_("until"), default=time(8))
    sundays = models.BooleanField(_("the whole Sunday too"), default=True)

    class Meta(IncubatorRow.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(fields=["incubator"], name="notices_quiet_hours_once"),
        ]
        verbose_name_plural = "quiet hours"

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"
