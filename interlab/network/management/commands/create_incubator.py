"""Open an incubator from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interlab.core.errors import DomainError
from interlab.network.actions import create_incubator


class Command(BaseCommand):
    help = "Open an incubator with the default programme."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its address, such as liege")
        parser.add_argument("--name", required=True)
        parser.add_argument("--city", default="")

    def handle(self, *args: Any, slug: str, name: str, city: str, **options: Any) -> None:
        try:
            incubator = create_incubator(slug=slug, name=name, city=city)
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{incubator.slug}: {incubator.name}")
