"""How allauth is told our ways: nobody signs up alone, codes have six digits, mail leaves through the outbox."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from interlab.accounts.models import Account


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the team: there is no sign-up."""
        return False

    def generate_login_code(self) -> str:
        """Return six digits: they can be read aloud and typed on any phone."""
        return f"{secrets.randbelow(10**6):06d}"

    def format_email_subject(self, subject: str) -> str:
        return " ".join(subject.split())


def display_name(account: Account) -> str:
    return account.name
