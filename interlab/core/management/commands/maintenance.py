"""Close InterLab for a while with a clear page, or open it again."""

from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from interlab.core import maintenance
from interlab.core.maintenance import Maintenance


class Command(BaseCommand):
    help = "maintenance on ['A sentence for everybody'] [--until 14:30], maintenance off, maintenance status."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way to say it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["on", "off", "status"])
        parser.add_argument("sentence", nargs="?", default="", help="why, in your own words; shown as it is")
        parser.add_argument("--until", default="", help="today's hour at which InterLab should be back: 14:30")

    def handle(self, *args: Any, what: str, sentence: str, until: str, **options: Any) -> None:
        if what == "on":
            maintenance.begin(Maintenance(sentence=sentence, until=self.moment(until)))
        elif what == "off":
            maintenance.end()
        found = maintenance.current()
        if found is None:
            self.stdout.write("InterLab is open.")
            return
        back = found.ends_at
        self.stdout.write(f"InterLab is closed{f' until {back:%H:%M}' if back else ''}. Open it again: manage.py maintenance off")

    def moment(self, until: str) -> str:
        if not until:
            return ""
        try:
            hour = time.fromisoformat(until)
        except ValueError:
            raise CommandError(f"“{until}” is no hour of the day: write it like 14:30.") from None
        return datetime.combine(timezone.localdate(), hour, timezone.get_current_timezone()).isoformat()
