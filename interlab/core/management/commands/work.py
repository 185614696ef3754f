"""Run one worker. Several may run at once, on one machine or on many that share a PostgreSQL database."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.crypto import get_random_string

from interlab.core.worker import LivingWorker


class Command(BaseCommand):
    help = "Do the work in the background: queued tasks, messages that leave, the schedule. Ends on Ctrl+C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--worker-id", default="", help="its name, unlike any other's; default: a random one")

    def handle(self, *args: Any, worker_id: str, **options: Any) -> None:
        worker = LivingWorker(worker_id or get_random_string(32))

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        worker.run()
