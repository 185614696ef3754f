"""Keys that let somebody in once: made, taken back, used."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from interlab.accounts.contacts import plain_digits
from interlab.accounts.models import Invitation, Membership
from interlab.accounts.roles import Role
from interlab.accounts.witnesses import tell_of
from interlab.core.codes import new_code
from interlab.core.errors import DomainError
from interlab.network.models import Incubator

BY_MESSAGE = timedelta(days=7)
IN_PERSON = timedelta(minutes=15)


def digest_of(key: str) -> str:
    """Return what is kept of a key. It can't be computed without the site's secret, so a short key stays a secret too."""
    return salted_hmac("interlab.accounts.invitation", plain_key(key), algorithm="sha256").hexdigest()


def plain_key(key: str) -> str:
    """Return a key as it was made, however it is typed: capitals, dashes and spaces make no difference."""
    return "".join(letter for letter in plain_digits(key).lower() if letter.isalnum())[:64]


def open_invitation(key: str) -> Invitation | None:
    """Return the invitation that `key` opens, if it still opens anything."""
    rows = Invitation.objects.open().filter(digest=digest_of(key), member__ended_at=None, member__account__is_active=True)
    found = rows.select_related("member__account", "member__incubator").first()
    # Roles may have come since a key was shown on somebody's screen.
    if found is not None and found.way == Invitation.Way.IN_PERSON and not opens_one_space(found.member):
        return None
    return found


def opens_one_space(member: Membership) -> bool:
    """Whether the member's account opens nothing but this one person's own space: only then may others see its key."""
    places = Membership.objects.current().filter(account=member.account_id)
    return all(place.pk == member.pk and set(place.roles) == {Role.ENTREPRENEUR} for place in places)


@transaction.atomic
def issue_invitation(member: Membership, *, way: str, by: Membership, person_code: str = "") -> tuple[Invitation, str]:
    """Make a new key for `member` and return it with its invitation; the older key opens nothing any more."""
    if member.account_id is None or member.ended_at is not None:
        raise DomainError(_("This person has no way to sign in yet."))
    Membership.objects.select_for_update().get(pk=member.pk)
    now = timezone.now()
    Invitation.objects.filter(member=member, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    in_person = way == Invitation.Way.IN_PERSON
    # Eight letters and digits can be read aloud; they live a quarter of an hour, and guesses are counted.
    key = new_code()[:8] if in_person else secrets.token_hex(20)
    expires: datetime = now + (IN_PERSON if in_person else BY_MESSAGE)
    invitation = Invitation.objects.create(
        incubator_id=member.incubator_id, member=member, way=way, digest=digest_of(key), invited_by=by, expires_at=expires
    )
    tell_of(member, "invitation.shown" if in_person else "invitation.sent", by=by, person_code=person_code)
    return invitation, key


def latest_invitations(incubator: Incubator, members: list[Membership]) -> dict[int, Invitation]:
    """Return the last invitation of each of `members` who had one, by the member's key."""
    rows = Invitation.objects.filter(incubator=incubator, member__in=members).order_by("created_at", "pk")
    return {row.member_id: row for row in rows}


@transaction.atomic
def withdraw_invitation(member: Membership, *, by: Membership) -> Membership:
    """Take back what was sent or shown to `member` and hasn't been used."""
    open_ones = Invitation.objects.filter(member=member, accepted_at=None, withdrawn_at=None)
    if open_ones.update(withdrawn_at=timezone.now()):
        tell_of(member, "invitation.withdrawn", by=by)
    return member


@transaction.atomic
def accept_invitation(key: str) -> Invitation:
    """Use a key up and return its invitation, with the account it lets in. It works once."""
    found = open_invitation(key)
    # Only one of two that come at once changes the row.
    used = found and Invitation.objects.open().filter(pk=found.pk).update(accepted_at=timezone.now())
    if found is None or not used:
        raise DomainError(_("This code or link no longer works. Ask the team for a new one."), field="key")
    tell_of(found.member, "invitation.accepted", by=found.member, way=found.way)
    return found
