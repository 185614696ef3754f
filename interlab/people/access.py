"""Whose file belongs to whose caseload: each app says it for what it knows, in an `access.py` that calls `register_access`."""

from collections.abc import Callable
from functools import cache, reduce
from operator import or_

from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability

CaseloadOf = Callable[[Membership], Q]
_REGISTERED: dict[str, CaseloadOf] = {}


def register_access(name: str, condition: CaseloadOf) -> None:
    """Let a condition on persons, asked for a member, put them in that member's caseload. It costs an index, never a scan."""
    _REGISTERED[name] = condition


@cache
def _conditions() -> tuple[CaseloadOf, ...]:
    autodiscover_modules("access")
    return tuple(_REGISTERED.values())


def caseload_of(member: Membership) -> Q:
    """Return the condition on persons whose file `member` opens without a reason asked."""
    if member.can(Ability.OPEN_ANY_FILE):
        return Q()
    if not member.can(Ability.SEE_PEOPLE):
        return Q(pk__in=[])
    return reduce(or_, [condition(member) for condition in _conditions()], Q(pk__in=[]))
