"""Rebuild the words by which persons are found."""

from typing import Any

from django.core.management.base import BaseCommand

from interlab.people.actions import index_persons
from interlab.people.models import Person

CHUNK = 500


class Command(BaseCommand):
    help = "Rebuild the words by which persons are found, from their records and their projects. Harmless at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        changed, last = 0, 0
        while persons := list(Person.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
            changed += index_persons(persons)
            last = persons[-1].pk
        self.stdout.write(f"{changed} words corrected")
