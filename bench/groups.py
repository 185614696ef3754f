"""Composing a group: 16 of 60 under four wishes, against the floor of its linear relaxation (no whole people) in the same run.

`.venv/bin/python bench/groups.py`; `PEOPLE=200 PLACES=40` for other sizes. Prints milliseconds of the processor, the ratio, and how far the exact total
is below the relaxed one: never above it.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from interlab.matching.groups import Limit, compose

PEOPLE, PLACES = int(os.environ.get("PEOPLE", "60")), int(os.environ.get("PLACES", "16"))
TIMES = 20


def a_case(seed: int) -> tuple[list[int | None], list[list[Limit]]]:
    """Return scores, and the limits of the best total, parity, mix, variety and all of them."""
    random = Random(seed)

    def split(choices: Sequence[object], weights: Sequence[int]) -> list[frozenset[int]]:
        drawn = random.choices(choices, weights, k=PEOPLE)
        return [frozenset(one for one in range(PEOPLE) if drawn[one] == value) for value in choices]

    scores: list[int | None] = [random.randrange(3000, 9500, 25) for _ in range(PEOPLE)]
    women, men, _unknown = split("wm?", [4, 5, 1])
    newcomers, local, _unknown = split("nl?", [7, 2, 1])
    each = -(-PLACES * 2 // 5)
    parity = [Limit("women", women, each), Limit("others", men, each)]
    mix = [Limit("newcomers", newcomers, PLACES // 2), Limit("locals", local, 3)]
    variety = [Limit(str(at), one, most=max(3, PLACES // 5)) for at, one in enumerate(split(range(8), [1] * 8))]
    return scores, [[], parity, mix, variety, [*parity, *mix, *variety]]


def relaxed(scores: Sequence[int | None], limits: Sequence[Limit]) -> float:
    """Return the best total when somebody may come in part: no group of whole people has more."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    shares = [solver.NumVar(0, 1, "") for _ in scores]
    solver.Add(sum(shares) == min(PLACES, len(scores)))
    for limit in limits:
        solver.Add(sum(shares[one] for one in limit.members) >= limit.least)
        if limit.most is not None:
            solver.Add(sum(shares[one] for one in limit.members) <= limit.most)
    solver.Maximize(sum((score or 0) * share for score, share in zip(scores, shares, strict=True)))
    return float(solver.Objective().Value()) if solver.Solve() == pywraplp.Solver.OPTIMAL else float("inf")


def main() -> None:
    begun = time.process_time()
    scores, wishes = a_case(0)
    for limits in wishes:
        compose(scores, PLACES, limits)
    print(f"{PLACES} of {PEOPLE}, the first time, with the solver's import: {(time.process_time() - begun) * 1000:.0f} ms")
    exact, floor, gaps = [], [], []
    for seed in range(1, TIMES + 1):
        scores, wishes = a_case(seed)
        begun = time.process_time()
        groups = [compose(scores, PLACES, limits) for limits in wishes]
        between = time.process_time()
        bounds = [relaxed(scores, limits) for limits in wishes]
        floor.append(time.process_time() - between)
        exact.append(between - begun)
        gaps += [bound - group.total for group, bound in zip(groups, bounds, strict=True) if group.is_possible]
    took, least = median(exact) * 1000, median(floor) * 1000
    print(
        f"five groups: {took:.0f} ms (slowest {max(exact) * 1000:.0f}); relaxed: {least:.0f} ms; {took / least:.1f} × the floor"
    )
    print(f"below the relaxed total by {min(gaps) / 100:.2f} to {max(gaps) / 100:.2f} points")
    if min(gaps) < -0.01:
        sys.exit("a group has more than its relaxation allows")


if __name__ == "__main__":
    main()
