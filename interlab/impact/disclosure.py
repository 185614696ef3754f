"""What a reader of figures alone may see of personal traits: no small group, and nothing that a subtraction gives back.

Pure: no database. A hidden number is None.
"""

from copy import deepcopy
from typing import Any

SMALLEST_GROUP = 5


def hidden_cells(cells: dict[str, int], pair: tuple[str, str]) -> frozenset[str]:
    """Return which counts of an additive line, whose total is printed, must be hidden.

    A count from 1 to 4 is hidden. The two counts of `pair` are hidden together, so that the total gives back only their sum;
    when a count outside the pair is small too, the whole line is hidden. Which cells are hidden then tells nothing more.
    """
    if not any(0 < n < SMALLEST_GROUP for n in cells.values()):
        return frozenset()
    outside = [n for name, n in cells.items() if name not in pair]
    return frozenset(pair) if min(outside) >= SMALLEST_GROUP else frozenset(cells)


def for_readers(figures: dict[str, dict[str, Any]], *, whole_incubator: bool) -> dict[str, dict[str, Any]]:
    """Return the figures with small groups hidden, for whoever sees no list behind them.

    Of one programme no trait is shown at all: two programmes apart could be subtracted from the whole.
    """
    shown = deepcopy(figures)
    if "women_share" not in shown:
        return shown
    women, newcomers, locals_ = shown["women_share"], shown["newcomers"], shown["locals"]
    genders = {"k": women["k"], "men": women["men"], "other": women["other"], "unknown": women["unknown"]}
    standings = {"newcomers": newcomers["value"], "locals": locals_["value"], "unknown": newcomers["unknown"]}
    of_gender = hidden_cells(genders, ("other", "unknown")) if whole_incubator else frozenset(genders)
    of_standing = hidden_cells(standings, ("locals", "unknown")) if whole_incubator else frozenset(standings)
    if of_gender:
        women.update(dict.fromkeys([*of_gender, "n", "value"]), hidden=True)
    if of_standing:
        for figure in (newcomers, locals_):
            figure.update(n=None, unknown=None, hidden=True)
        locals_["value"] = None
        if "newcomers" in of_standing:
            newcomers["value"] = None
    return shown
