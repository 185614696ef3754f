"""Copy everything into one file: database, files, list of erasures."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interlab.core.keeping.copying import make_copy
from interlab.core.keeping.daily import make_daily_copy
from interlab.core.keeping.errors import CannotKeep


class Command(BaseCommand):
    help = "Copy database, files and list of erasures into one file, and check it. InterLab may go on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, help="the file to write; without it, one named after the moment, in INTERLAB_BACKUPS"
        )
        parser.add_argument("--daily", action="store_true", help="also delete old copies: 7 days, 4 weeks and 6 months stay")

    def handle(self, *args: Any, to: Path | None, daily: bool, **options: Any) -> None:
        try:
            if daily:
                make_daily_copy(self.stdout.write)
            else:
                make_copy(to, say=self.stdout.write)
        except CannotKeep as error:
            raise CommandError(f"No backup was made. {error}") from error
