"""List the recurring work: when each ran last, when it runs next, and what went wrong."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.crypto import get_random_string

from interlab.core.models import RecurringWork, Worker
from interlab.core.recurring import all_recurring, run_due_work


def _moment(value: datetime | None) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if value else "never"


class Command(BaseCommand):
    help = "List the recurring work and the workers. --run NAME has one run at the next occasion; --run-due runs now what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--run", default="", metavar="NAME")
        parser.add_argument("--run-due", action="store_true")

    def handle(self, *args: Any, run: str, run_due: bool, **options: Any) -> None:
        declared = {work.name: work for work in all_recurring()}
        if run:
            if run not in declared:
                raise CommandError(f"nothing is called {run}: {', '.join(declared)}")
            RecurringWork.objects.update_or_create(name=run, defaults={"next_at": timezone.now()})
        if run_due:
            run_due_work(f"schedule-{get_random_string(12)}")
        known = {row.name: row for row in RecurringWork.objects.all()}
        for name, work in declared.items():
            row = known.get(name)
            state = "not yet run" if row is None else f"last success {_moment(row.succeeded_at)}, next {_moment(row.next_at)}"
            held = f", running since {_moment(row.started_at)}" if row and row.held_by else ""
            failed = f"\n    failed {row.failures} time(s): {row.error}" if row and row.failures else ""
            self.stdout.write(f"{name}  every {work.every}: {state}{held}{failed}")
        for worker in Worker.objects.order_by("started_at"):
            self.stdout.write(f"worker {worker.name} on {worker.host}: seen {_moment(worker.seen_at)}")
