"""Accounts, and their memberships of incubators."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interlab.accounts.roles import SECOND_FACTOR_ROLES, TEAM_ROLES, Ability, Role, abilities_of
from interlab.core.codes import new_code
from interlab.core.text import fold
from interlab.network.models import Incubator, IncubatorRow


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "Account":
        """Create an account that signs in by `email` or by `phone` (E.164); without a password, by code only."""
        account = self.model(email=self.normalize_email(email).lower() or None, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, email: str | None) -> "Account":
        return self.get(email=(email or "").lower())


class Account(AbstractBaseUser):
    """A way to sign in. The same account may belong to several incubators."""

    code = models.CharField(max_length=12, default=new_code, editable=False, unique=True)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    # E.164, so that a number is one however it is typed.
    phone = models.CharField(_("phone"), max_length=16, unique=True, null=True, blank=True)
    # Whoever has neither comes in by a QR code that the team hands over, and by nothing else.
    is_handed_over = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    # Derived from allauth's authenticators: see second_factors.py. Asked on every page, so it costs no query.
    has_second_factor = models.BooleanField(default=False, editable=False)
    # Part of what each session vouches for: a new one ends them all.
    sign_ins = models.CharField(max_length=12, default=new_code, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(models.Q(email__isnull=False) | models.Q(phone__isnull=False) | models.Q(is_handed_over=True))
                & (models.Q(email=None) | ~models.Q(email=""))
                & (models.Q(phone=None) | ~models.Q(phone="")),
                name="accounts_account_has_a_way_in",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "interlab.accounts.sessions", self.password + self.sign_ins, secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_staff(self) -> bool:
        """Whether the account reaches Django's own administration: nobody's does, there is none."""
        return False


def validate_roles(roles: list[str]) -> None:
    """Raise ValidationError unless `roles` is a non-empty list of known roles."""
    if not isinstance(roles, list) or not roles or set(roles) - set(Role.values):
        raise ValidationError(_("A member has at least one of the known roles."))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of_team(self) -> "MembershipQuerySet":
        """Keep those who accompany people: coaches and programme leads."""
        return self.filter(is_team=True)

    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


class Membership(IncubatorRow):
    """Somebody's place in one incubator, with its roles. A colleague known by name only has no account yet."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    name = models.CharField(_("name"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    roles = models.JSONField(_("roles"), validators=[validate_roles])
    is_team = models.BooleanField(default=False, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        ordering = ("name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["incubator", "account"],
                condition=models.Q(account__isnull=False),
                name="accounts_membership_one_per_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        validate_roles(self.roles)
        self.folded_name = fold(self.name)
        self.is_team = bool(TEAM_ROLES & set(self.roles))
        super().save(*args, **kwargs)

    @cached_property
    def abilities(self) -> frozenset[Ability]:
        return abilities_of(self.roles)

    def can(self, ability: Ability) -> bool:
        return ability in self.abilities

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of the roles opens other people's data: a password or a code alone isn't enough for it."""
        return bool(SECOND_FACTOR_ROLES & set(self.roles))

    @property
    def called(self) -> str:
        """The first word of the name: how somebody is greeted."""
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def first_role(self) -> Role:
        """The role whose first page this member sees: the earliest in the list of roles."""
        return next(role for role in Role if role.value in self.roles)


def members_of(incubator: Incubator) -> MembershipQuerySet:
    """Return the current members of `incubator`."""
    return Membership.objects.filter(incubator=incubator).current()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Keep those that still let somebody in."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(IncubatorRow):
    """A key that lets a member in once: a link in a message, or a QR code that the team hands over. Only its digest is kept."""

    class Way(models.TextChoices):
        MESSAGE = "message", _("message")
        IN_PERSON = "in_person", _("QR code")

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="invitations")
    way = models.CharField(max_length=9, choices=Way)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incubator", "member", "created_at"], name="accounts_invitation_of"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(accepted_at=None, withdrawn_at=None), name="accounts_invitation_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.code}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()
