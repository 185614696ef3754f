"""Making up a group: the best total of scores that a few wishes allow, and what each wish costs.

A wish is a `Limit`: at least so many of some, or at most so many. Scores are whole numbers (hundredths of a point); somebody without one
is never taken for a nought: a group has as few of them as its wishes allow, and only then the best total.

Exact, and the same every time. Among groups that are equally good, the one whose members come first in the ranking is taken: higher score
first, then who applied first. When wishes can't all be met, the group that misses the fewest people is returned, with what is short.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

# Members of the ranking that are told apart at once: their powers of two stay exact in the solver's 64 bits.
_AT_ONCE = 30


@dataclass(frozen=True)
class Limit:
    """At least `least`, and at most `most`, of the candidates `members` (their numbers). `name` is the caller's."""

    name: str
    members: frozenset[int]
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Short:
    """A wish that isn't met: asked for so many, the nearest group has `reached`; `alone` is what this wish could have by itself."""

    name: str
    asked: int
    reached: int
    alone: int


@dataclass(frozen=True)
class Group:
    """Who makes up a group: numbers of candidates in the order of the ranking. `total` counts those who have a score."""

    chosen: tuple[int, ...]
    total: int
    unscored: int = 0
    short: tuple[Short, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether every wish is met."""
        return not self.short


@dataclass(frozen=True)
class Difference:
    """What a group has beside the best one: what it costs in score, who comes in and who goes out."""

    cost: int
    enter: tuple[int, ...] = field(default=())
    leave: tuple[int, ...] = field(default=())


def ranking(scores: Sequence[int | None]) -> list[int]:
    """Return the candidates from first to last: higher score first, then the order they are given in; those without a score last."""
    return sorted(range(len(scores)), key=lambda one: (scores[one] is None, -(scores[one] or 0), one))


def compose(
    scores: Sequence[int | None],
    places: int,
    limits: Sequence[Limit] = (),
    *,
    pinned: frozenset[int] = frozenset(),
    left_out: frozenset[int] = frozenset(),
) -> Group:
    """Return the best group of `places` (or of everybody, when there are fewer). `pinned` are in it, `left_out` are not.

    Raises ValueError when more are pinned than there are places, or somebody is both.
    """
    if len(pinned) > places or pinned & left_out:
        raise ValueError("more are pinned than there are places, or somebody is pinned and left out")
    order = [one for one in ranking(scores) if one not in left_out]
    size = min(places, len(order))
    if not limits:
        free = [one for one in order if one not in pinned][: size - len(pinned)]
        return _group([one for one in order if one in pinned or one in free], scores)
    problem = _Problem(scores, order, size, pinned)
    if not problem.limit(limits):
        return problem.solved()
    group = problem.solved()
    return Group(group.chosen, group.total, group.unscored, _short(limits, group.chosen, order, size, pinned))


def compare(group: Group, best: Group) -> Difference:
    """Return what `group` costs beside `best`, and whom it changes."""
    enter = tuple(one for one in group.chosen if one not in best.chosen)
    return Difference(best.total - group.total, enter, tuple(one for one in best.chosen if one not in group.chosen))


def _group(chosen: list[int], scores: Sequence[int | None]) -> Group:
    known = [score for one in chosen if (score := scores[one]) is not None]
    return Group(tuple(chosen), sum(known), len(chosen) - len(known))


def _short(
    limits: Sequence[Limit], chosen: Sequence[int], order: list[int], size: int, pinned: frozenset[int]
) -> tuple[Short, ...]:
    found = []
    for limit in limits:
        members = limit.members & set(order)
        held = len(members & pinned)
        reached = len(members.intersection(chosen))
        if reached < limit.least:
            # Whoever is pinned and isn't one of them keeps a place.
            alone = min(len(members), size - (len(pinned) - held))
            found.append(Short(limit.name, limit.least, reached, alone))
        elif limit.most is not None and reached > limit.most:
            others = len(order) - len(members)
            found.append(Short(limit.name, limit.most, reached, max(held, size - others)))
    return tuple(found)


class _Problem:
    """A small integer programme: one variable a candidate, solved goal by goal. Each goal reached becomes a condition of the next."""

    def __init__(self, scores: Sequence[int | None], order: list[int], size: int, pinned: frozenset[int]) -> None:
        # Half a second and its memory, which no other page needs.
        from ortools.sat.python import cp_model

        self.scores, self.order = scores, order
        self.model: Any = cp_model.CpModel()
        self.solver: Any = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.random_seed = 0
        # The linear relaxation of these problems is almost whole: with all of it, nothing is left to search.
        self.solver.parameters.linearization_level = 2
        self.optimal = cp_model.OPTIMAL
        self.taken: dict[int, Any] = {one: self.model.new_bool_var("") for one in order}
        self.model.add(sum(self.taken.values()) == size)
        for one in pinned:
            self.model.add(self.taken[one] == 1)

    def limit(self, limits: Sequence[Limit]) -> int:
        """Ask for every limit, as nearly as can be; return by how many people all of them together are missed."""
        missing = []
        for limit in limits:
            count = sum(self.taken[one] for one in limit.members if one in self.taken)
            if limit.least > 0:
                missing.append(self.model.new_int_var(0, limit.least, ""))
                self.model.add(count + missing[-1] >= limit.least)
            if limit.most is not None:
                missing.append(self.model.new_int_var(0, len(self.order), ""))
                self.model.add(count - missing[-1] <= limit.most)
        return self._least(sum(missing)) if missing else 0

    def solved(self) -> Group:
        """Return the group with the fewest people without a score, then the best total, then the first of the ranking."""
        best = max((score for score in self.scores if score is not None), default=0)
        # One more with a score outweighs any total.
        a_score = best * len(self.order) + 1
        worth = {one: 0 if (score := self.scores[one]) is None else a_score + score for one in self.order}
        self._least(-sum(worth[one] * self.taken[one] for one in self.order))
        for start in range(0, len(self.order), _AT_ONCE):
            part = self.order[start : start + _AT_ONCE]
            self._least(-sum(2 ** (len(part) - 1 - at) * self.taken[one] for at, one in enumerate(part)))
        return _group([one for one in self.order if self.solver.boolean_value(self.taken[one])], self.scores)

    def _least(self, goal: Any) -> int:
        self.model.minimize(goal)
        if self.solver.solve(self.model) != self.optimal:
            raise RuntimeError(f"the solver found no group: {self.solver.status_name()}")
        self.model.clear_hints()
        for variable in self.taken.values():
            self.model.add_hint(variable, self.solver.boolean_value(variable))
        reached = round(self.solver.objective_value)
        # Nothing is below the least: said so, it prunes; an equality of large sums is searched for seconds.
        self.model.add(goal <= reached)
        return reached
