"""Put right what an older state of the database would do wrong. Used by `restore`."""

from typing import Any

from django.core.management.base import BaseCommand

from interlab.core.keeping.after import put_right


class Command(BaseCommand):
    help = "Put right what an older state of the database would do wrong, such as sending messages again. Used by `restore`."

    def handle(self, *args: Any, **options: Any) -> None:
        for told in put_right():
            self.stdout.write(told)
