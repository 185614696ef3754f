"""From scores to numbers: what one reading says of an application, what all of them say, and how far they lie apart.

A reading's total is 0 to 100: each criterion's level (0 to 4) times its weight, over the most there can be. An application's is the mean of
its readings in a round; with several rounds (reading, then meeting), the mean of the rounds', each counting the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlab.intake.models import Call, Criterion, Reading

TOP = 4
# Points of 100 between the highest and the lowest total of an application.
DIFFERS, DIFFERS_A_LOT = 15.0, 30.0


class Agreement(models.TextChoices):
    AGREE = "agree", _("readers agree")
    DIFFER = "differ", _("readers differ")
    DIFFER_A_LOT = "differ_a_lot", _("readers differ a lot")


@dataclass(frozen=True)
class Weighed:
    """What an application's readings come to: `mean` and `spread` from 0 to 100; agreement needs two readings."""

    totals: tuple[float, ...]
    mean: float | None
    spread: float
    agreement: Agreement | None


def total(scores: Mapping[str, int], weights: Mapping[str, int]) -> float | None:
    """Return the total of one reading, 0 to 100, or None while a criterion has no level yet. `weights` by the criterion's code."""
    if not weights or any(code not in scores for code in weights):
        return None
    most = TOP * sum(weights.values())
    return 100 * sum(weight * scores[code] for code, weight in weights.items()) / most


def weighed(totals: Iterable[float]) -> Weighed:
    """Return the mean of some totals and how far they lie apart: from 15 points on they differ, from 30 a lot."""
    known = tuple(totals)
    spread = max(known) - min(known) if known else 0.0
    return Weighed(known, fmean(known) if known else None, spread, _agreement(spread) if len(known) > 1 else None)


def _agreement(spread: float) -> Agreement:
    if spread >= DIFFERS_A_LOT:
        return Agreement.DIFFER_A_LOT
    return Agreement.DIFFER if spread >= DIFFERS else Agreement.AGREE


def scores_of(call: Call) -> dict[int, float]:
    """Return what each application of a call comes to, 0 to 100, by its id; one that nobody has finished reading is missing.

    Costs two queries.
    """
    weights: dict[int, dict[str, int]] = defaultdict(dict)
    for number, code, weight in Criterion.objects.filter(round__call=call).values_list("round", "code", "weight"):
        weights[number][code] = weight
    found: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    rows = Reading.objects.standing().filter(round__call=call, done_at__isnull=False)
    for application, number, scores in rows.values_list("application", "round", "scores"):
        points = total(scores, weights[number])
        if points is not None:
            found[application][number].append(points)
    return {application: fmean(fmean(totals) for totals in rounds.values()) for application, rounds in found.items()}
