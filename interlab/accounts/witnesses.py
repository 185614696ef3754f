"""What happened to an account is told to whoever keeps a record: the audit trail lies above and can't be called from here.

An app says in its `witness.py` who listens:

    @witness
    def write_down(member: Membership, act: str, by: Membership | None, details: dict[str, Any]) -> None: ...
"""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import autodiscover_modules

from interlab.accounts.models import Account, Membership

Witness = Callable[[Membership, str, Membership | None, dict[str, Any]], None]
_WITNESSES: list[Witness] = []


def witness(listener: Witness) -> Witness:
    """Have `listener` told of every act on an account, once for each incubator it belongs to."""
    _WITNESSES.append(listener)
    return listener


def tell_of(member: Membership, act: str, *, by: Membership | None, **details: Any) -> None:
    """Tell the witnesses what happened to a member, in the transaction of the act."""
    autodiscover_modules("witness")
    for listener in _WITNESSES:
        listener(member, act, by, details)


def tell_all(account: Account, act: str, *, by: Membership | None = None, **details: Any) -> None:
    """Tell the witnesses of every incubator the account belongs to. Without `by`, the person did it themselves."""
    for member in Membership.objects.current().filter(account=account):
        # Somebody of another incubator is named by what they did alone.
        known = by if by is not None and by.incubator_id == member.incubator_id else None
        tell_of(member, act, by=member if by is None else known, **details)
