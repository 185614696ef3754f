"""Conflicts of interest: whoever said that they can't judge an application opens it in no way while that stands."""

from interlab.accounts.models import Membership
from interlab.intake.models import Application, Conflict


def in_conflict(member: Membership, application: Application) -> bool:
    """Whether `member` said that they can't judge `application` fairly, and hasn't taken it back."""
    return Conflict.objects.filter(
        incubator_id=member.incubator_id, application=application, member=member, taken_back_at=None
    ).exists()
