"""Who reads figures, and how much of them."""

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability


def sees_lists(member: Membership) -> bool:
    """Whether `member` may see who and what a figure counts, and therefore small groups too."""
    return member.can(Ability.SEE_LISTS_BEHIND_FIGURES)
