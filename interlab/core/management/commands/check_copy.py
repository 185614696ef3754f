"""Compare the database in use with what a backup said of itself."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from interlab.core.keeping.errors import CannotKeep
from interlab.core.keeping.manifest import differences, read_manifest
from interlab.core.keeping.marks import all_marks, rows_by_table


class Command(BaseCommand):
    help = "Compare rows or figures of this database with a backup's manifest. Used by `restore`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("manifest", type=Path)
        parser.add_argument("what", choices=["rows", "figures"])

    def handle(self, *args: Any, manifest: Path, what: str, **options: Any) -> None:
        try:
            told = read_manifest(manifest.read_bytes())
        except CannotKeep as error:
            raise CommandError(str(error)) from error
        if what == "rows":
            before: dict[str, Any] = told.rows
            after: dict[str, Any] = rows_by_table()
        else:
            on = timezone.localtime(datetime.fromisoformat(told.made_at)).date()
            before, after = _flat(told.marks), _flat(all_marks(on))
        if wrong := differences(before, after):
            raise CommandError("; ".join(wrong[:5]))
        self.stdout.write(f"{len(before)} equal")


def _flat(marks: dict[str, dict[str, str]]) -> dict[str, str]:
    return {f"{name} {key}": value for name, found in marks.items() for key, value in found.items()}
