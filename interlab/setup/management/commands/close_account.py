"""Close an account everywhere at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interlab.accounts.actions import find_account
from interlab.accounts.contacts import way_in
from interlab.core.errors import DomainError
from interlab.setup.actions import close_account


class Command(BaseCommand):
    help = "Close an account in every incubator. Refused while an incubator would be left without a programme lead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the account's e-mail or phone")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        found = way_in(address)
        account = find_account(*found) if found else None
        if account is None:
            raise CommandError("No account signs in with this address.")
        try:
            close_account(account, by=None)
        except DomainError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"The account of {account.name} is closed.")
