"""Opening accounts and giving people their place in an incubator."""

from collections.abc import Iterable

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


def members_named(members: Iterable[Membership], name: str) -> list[Membership]:
    """Return those called `name`: by their whole name, else by their first; accents and case make no difference."""
    folded, found = fold(name), list(members)
    exact = [member for member in found if member.folded_name == folded]
    return exact or [member for member in found if member.folded_name.split()[:1] == [folded]]
