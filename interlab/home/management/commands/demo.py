"""Fill an empty installation with the living demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interlab.core.errors import DomainError
from interlab.home.demo.building import build_demo, demo_exists
from interlab.home.demo.cast import PASSWORD


class Command(BaseCommand):
    help = "Write the demo's invented incubators and people, once. Only where INTERLAB_DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's people are written only where INTERLAB_DEMO=1: never beside real people.")
        if demo_exists():
            self.stdout.write("The demo is there already.")
            return
        try:
            incubator = build_demo()
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The demo is ready: {incubator.name}. Every account's password is {PASSWORD}.")
