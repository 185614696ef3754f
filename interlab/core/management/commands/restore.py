"""Make the database and the files what a backup holds."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interlab.core.keeping.errors import CannotKeep
from interlab.core.keeping.restoring import Wish, restore_copy


class Command(BaseCommand):
    help = "Restore a backup. Everything is checked beside what is there, then exchanged in one step. Stop InterLab first."
    # The database may be damaged, or not there: that's why one restores.
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way to say it
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="even if the database holds something; a safety copy is made first"
        )
        parser.add_argument("--without-notes", action="store_true", help="even if the keys of its notes are lost")
        parser.add_argument("--jobs", type=int, default=2, help="how many processes fill a PostgreSQL")

    def handle(self, *args: Any, file: Path, replace: bool, without_notes: bool, jobs: int, **options: Any) -> None:
        try:
            restore_copy(file, Wish(replace=replace, without_notes=without_notes, jobs=jobs), say=self.say)
        except CannotKeep as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.say("Restored.")

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
