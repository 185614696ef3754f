"""Print the figures of a year."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interlab.core.dates import today
from interlab.impact.definitions import UNITS
from interlab.impact.figures import EARLIEST_YEAR, Figure, figures_of
from interlab.network.models import Incubator


class Command(BaseCommand):
    help = "Print the figures of a year, counted live."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--incubator", required=True, help="its address, such as liege")
        parser.add_argument("--year", required=True)
        parser.add_argument("--json", action="store_true", dest="as_json", help="for another program")

    def handle(self, *args: Any, incubator: str, year: str, as_json: bool, **options: Any) -> None:
        found = Incubator.objects.filter(slug=incubator).first() if "\x00" not in incubator else None
        if found is None:
            raise CommandError(f"There is no incubator called “{incubator}”.")
        known = range(EARLIEST_YEAR, today().year + 1)
        number = int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0
        if number not in known:
            raise CommandError(f"There are no figures for “{year}”: choose a year from {known[0]} to {known[-1]}.")
        figures = figures_of(found, number)
        if as_json:
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{found.name}, {year}")
        for figure in figures.values():
            self.stdout.write(_line(figure))


def _line(figure: Figure) -> str:
    value = figure["value"]
    shown = "-" if value is None else f"{round(value, 2):.10g}"
    unit = "%" if "k" in figure else str(UNITS[figure["unit"]])
    beside = [f"{figure['k']} of {figure['n']}"] if "k" in figure else []
    beside += [f"{figure['unknown']} unknown"] if "unknown" in figure else []
    beside += [f"{round(figure['hours'], 2):.10g} hours"] if "hours" in figure else []
    return f"{figure['label']:<45} {shown:>9} {unit}{' (' + ', '.join(beside) + ')' if beside else ''}"
