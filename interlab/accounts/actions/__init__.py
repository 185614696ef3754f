"""Opening accounts, letting people in, and taking away what lets somebody in."""

from interlab.accounts.actions.invitations import accept_invitation, issue_invitation, withdraw_invitation
from interlab.accounts.actions.members import change_contact, create_member, find_account, members_named, open_account
from interlab.accounts.actions.security import (
    end_every_visit,
    refuse_change,
    remove_second_factors,
    renew_sign_ins,
    settle_second_factor,
)

__all__ = [
    "accept_invitation",
    "change_contact",
    "create_member",
    "end_every_visit",
    "find_account",
    "issue_invitation",
    "members_named",
    "open_account",
    "refuse_change",
    "remove_second_factors",
    "renew_sign_ins",
    "settle_second_factor",
    "withdraw_invitation",
]
