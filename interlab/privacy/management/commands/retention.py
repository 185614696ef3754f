"""Do what the time that passed asks for, or say what that would be."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interlab.privacy.retaining import retain, would


class Command(BaseCommand):
    help = "Announce, erase and remove what is kept long enough; with --dry-run, only say how many."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--on", default="", help="with --dry-run: as if it were that day (2027-01-31)")

    def handle(self, *args: Any, dry_run: bool, on: str, **options: Any) -> None:
        try:
            day = date.fromisoformat(on) if on else None
        except ValueError:
            raise CommandError(f"“{on}” is no day: write it like 2027-01-31.") from None
        if day and not dry_run:
            raise CommandError("Another day than today goes with --dry-run only.")
        for name, count in (would(day) if dry_run else retain()).items():
            self.stdout.write(f"{name:<32} {count:>6}")
