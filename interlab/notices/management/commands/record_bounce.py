"""Note that what was sent to an address came back: for whoever reads the bounces of the sender's mailbox."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interlab.notices.actions import record_bounce


class Command(BaseCommand):
    help = "Avoid an address from now on, and show its last message as not sent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--reason", default="", help="what the other server answered")

    def handle(self, *args: Any, address: str, reason: str, **options: Any) -> None:
        shown = record_bounce(address, error=reason)
        self.stdout.write(f"{shown} message(s) shown as not sent" if shown else "no message was sent to this address")
