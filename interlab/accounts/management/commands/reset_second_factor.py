"""Take an account's second factor away, for whom no programme lead can do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from interlab.accounts.actions import find_account, remove_second_factors
from interlab.accounts.contacts import way_in
from interlab.accounts.models import Membership
from interlab.accounts.witnesses import tell_of


class Command(BaseCommand):
    help = "Take the second factor of an account away: it sets a new one up at the next sign-in. Be sure who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the account's e-mail or phone")

    @transaction.atomic
    def handle(self, *args: Any, address: str, **options: Any) -> None:
        found = way_in(address)
        account = find_account(*found) if found else None
        if account is None:
            raise CommandError("No account signs in with this address.")
        for member in Membership.objects.current().filter(account=account):
            tell_of(member, "second_factor.reset", by=None)
        remove_second_factors(account)
        self.stdout.write(f"{account.name} sets a new second factor up at the next sign-in.")
