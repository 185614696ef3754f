"""Make ready what the server needs: folders, tables, static files and, where it is the demo, its people."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from interlab.core.locks import preparing
from interlab.core.statistics import refresh_statistics


def fingerprint_of_static_files() -> str:
    """Return a digest that changes when any static file, or the place where they are collected, does."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Create or update the database and the static files; in the demo, its people too. May be run at any time."
    # The database may not be there yet.
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way to say it

    def handle(self, *args: Any, **options: Any) -> None:
        # Several machines, or several units of one, may start at the same moment.
        with preparing():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            self.collect_static_files()
            if settings.DEMO and "demo" in get_commands():
                call_command("demo")
            refresh_statistics()

    def collect_static_files(self) -> None:
        stamp = settings.VAR_DIR / "static.collected"
        fingerprint = fingerprint_of_static_files()
        if stamp.exists() and stamp.read_text() == fingerprint and (settings.STATIC_ROOT / "staticfiles.json").exists():
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(fingerprint)
