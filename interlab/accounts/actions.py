"""Opening accounts and giving people their place in an incubator."""

from django.db import transaction
from django.utils.translation import gettext as _

from interlab.accounts.models import Account, Membership, members_of
from interlab.accounts.roles import Role
from interlab.core.errors import DomainError
from interlab.core.text import fold
from interlab.network.models import Incubator


@transaction.atomic
def create_member(incubator: Incubator, *, name: str, roles: list[Role], account: Account | None = None) -> Membership:
    """Give somebody a place with `roles` in `incubator`; without an account, they are known by name only."""
    if account and members_of(incubator).filter(account=account).exists():
        raise DomainError(_("This account is already a member of the incubator."))
    return Membership.objects.create(incubator=incubator, account=account, name=name[:200], roles=[str(role) for role in roles])


def colleague_named(incubator: Incubator, name: str) -> Membership | None:
    """Return the one current member whose name, or first name, is `name`; None when there is no or more than one."""
    folded = fold(name)
    members = list(members_of(incubator))
    exact = [member for member in members if member.folded_name == folded]
    first = [member for member in members if member.folded_name.split()[:1] == [folded]]
    found = exact or first
    return found[0] if len(found) == 1 else None
