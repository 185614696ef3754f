"""By what the figures are recognised after a restore: a digest of each incubator's years."""

import hashlib
import json
from datetime import date

from django.utils import translation

from interlab.core.keeping.marks import mark
from interlab.impact.figures import figures_of
from interlab.network.models import Incubator

YEARS = 2


@mark("impact.figures")
def figures_digests(on: date) -> dict[str, str]:
    """Return a digest of all the figures of each incubator, for the year of `on` and the one before."""
    return {
        f"{incubator.slug}/{year}": _digest(incubator, year)
        for incubator in Incubator.objects.order_by("slug")
        for year in range(on.year - YEARS + 1, on.year + 1)
    }


def _digest(incubator: Incubator, year: int) -> str:
    # Labels are the interface's, not the data's.
    with translation.override("en"):
        figures = figures_of(incubator, year)
    values = {key: {name: value for name, value in figure.items() if name != "label"} for key, figure in figures.items()}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]
