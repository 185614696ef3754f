"""The audit trail listens to what happens to accounts: sign-in keys, second factors, devices."""

from typing import Any

from interlab.accounts.models import Membership
from interlab.accounts.witnesses import witness
from interlab.privacy.actions import record_act


@witness
def write_down(member: Membership, act: str, by: Membership | None, details: dict[str, Any]) -> None:
    """Record an act on an account under the membership it touches."""
    record_act(member, act, by=by, **details)
