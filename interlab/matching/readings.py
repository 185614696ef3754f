"""Who reads what: each application gets its readings, nobody reads what they may not, and the work is shared evenly.

The goals, one after the other; an earlier one is never given up for a later one:

1. every application has exactly its number of readings (else `TooFewReaders` says what is short);
2. the loads are as even as they can be: no other sharing has a smaller largest load, nor a larger smallest one. Where neither
   capacities nor conflicts bind, they differ by one at most;
3. as many as possible of the wishes for a reader who knows the trade or speaks the language;
4. as few as possible of the readings that are given already move;
5. the same input gives the same answer.

The second goal is a sum of squared loads: among integer flows of one value its minimum is "decreasingly minimal" and "increasingly
maximal" at once (Frank and Murota, Decreasing minimization on M-convex sets, Mathematical Programming 195, 2022), so one flow of
least cost with convex costs finds it exactly. Wishes are no flow (one reader may fulfil two): they are a small integer programme.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Pair = tuple[str, str]
# Of work, not of time: the same input stops at the same place on every machine.
_EFFORT = 20.0


class TooFewReaders(Exception):
    """The readings can't all be given. `missing` of `needed`; `short` are applications with too few readers who may read them at all."""

    def __init__(self, *, needed: int, possible: int, short: Sequence[str]) -> None:
        super().__init__(f"{needed - possible} readings missing: readers can take {possible}, {needed} are needed")
        self.needed, self.possible, self.short = needed, possible, tuple(short)

    @property
    def missing(self) -> int:
        return self.needed - self.possible


@dataclass(frozen=True)
class Wishes:
    """Pairs (application, reader) in which the reader knows the application's trade or speaks its language; asked for or not."""

    knows_sector: frozenset[Pair] = frozenset()
    knows_language: frozenset[Pair] = frozenset()
    wants_sector: bool = False
    wants_language: bool = False

    def asked(self) -> list[frozenset[Pair]]:
        """Return the kinds of knowledge that are asked for."""
        return [
            known
            for wanted, known in ((self.wants_sector, self.knows_sector), (self.wants_language, self.knows_language))
            if wanted
        ]


@dataclass(frozen=True)
class Shared:
    """Who reads what. `fulfilled` counts wishes met, of `wished`; `proven` is false where the search was cut short after goal 2."""

    pairs: tuple[Pair, ...]
    loads: Mapping[str, int]
    fulfilled: int = 0
    wished: int = 0
    proven: bool = True


@dataclass
class _Task:
    applications: list[str]
    readers: list[str]
    each: int
    forbidden: frozenset[Pair]
    standing: frozenset[Pair]
    current: frozenset[Pair]
    room: dict[str, int]
    wishes: Wishes
    # What is still to be given, and to whom it may be.
    need: dict[str, int] = field(default_factory=dict)
    free: list[Pair] = field(default_factory=list)
    begun: dict[str, int] = field(default_factory=dict)


def share_out(
    applications: Sequence[str],
    readers: Sequence[str],
    *,
    each: int,
    forbidden: Collection[Pair] = (),
    standing: Collection[Pair] = (),
    current: Collection[Pair] = (),
    capacities: Mapping[str, int] | None = None,
    wishes: Wishes | None = None,
) -> Shared:
    """Give each application `each` readers, evenly; the goals and their order stand at the head of this module.

    Names are any distinct texts, pairs are (application, reader). `forbidden` pairs are never given; `standing` ones (begun) are kept
    whatever else, `current` ones (given, not begun) where it costs nothing. `capacities` are readings at most, in all, for
    those readers who have a limit; one already beyond theirs keeps what stands and gets no more.

    Raises TooFewReaders when some reading can't be given, ValueError for `each` < 0, names that repeat or a standing pair that is forbidden.
    """
    task = _task(applications, readers, each, forbidden, standing, current, capacities or {}, wishes or Wishes())
    evenest = _evenest(task)
    if not task.free or not (task.wishes.asked() or task.current):
        return _shared(task, evenest, proven=True)
    return _fulfilled(task, evenest)


def _task(
    applications: Sequence[str],
    readers: Sequence[str],
    each: int,
    forbidden: Collection[Pair],
    standing: Collection[Pair],
    current: Collection[Pair],
    capacities: Mapping[str, int],
    wishes: Wishes,
) -> _Task:
    if each < 0 or len(set(applications)) < len(applications) or len(set(readers)) < len(readers):
        raise ValueError("each is zero or more, and every name stands once")
    every, all_readers = set(applications), set(readers)
    kept = frozenset(pair for pair in standing if pair[0] in every and pair[1] in all_readers)
    banned = frozenset(forbidden)
    if kept & banned:
        raise ValueError("a standing reading is forbidden")
    begun = dict.fromkeys(readers, 0)
    have = dict.fromkeys(applications, 0)
    for application, reader in kept:
        begun[reader] += 1
        have[application] += 1
    need = {application: max(0, each - have[application]) for application in applications}
    room = {reader: max(0, min(capacities.get(reader, len(every)), len(every)) - begun[reader]) for reader in readers}
    taken = kept | banned
    free = [(a, r) for a in applications if need[a] for r in readers if room[r] and (a, r) not in taken]
    return _Task(
        list(applications), list(readers), each, banned, kept, frozenset(current) & set(free), room, wishes, need, free, begun
    )


def _evenest(task: _Task) -> list[Pair]:
    """Return the new pairs of a sharing with the least sum of squared loads, or raise TooFewReaders."""
    # Half a second and much memory that no other page needs.
    from ortools.graph.python import min_cost_flow

    flow, source, sink = min_cost_flow.SimpleMinCostFlow(), 0, 1
    node = {("a", name): 2 + n for n, name in enumerate(task.applications)}
    node |= {("r", name): 2 + len(task.applications) + n for n, name in enumerate(task.readers)}
    needed = sum(task.need.values())
    for application, need in task.need.items():
        flow.add_arc_with_capacity_and_unit_cost(source, node["a", application], need, 0)
    arcs = {
        flow.add_arc_with_capacity_and_unit_cost(node["a", application], node["r", reader], 1, 0): (application, reader)
        for application, reader in task.free
    }
    for reader in task.readers:
        # The k-th reading adds 2k − 1 to the square of the load: dearer each time, so that they fill in order.
        for load in range(task.begun[reader] + 1, task.begun[reader] + task.room[reader] + 1):
            flow.add_arc_with_capacity_and_unit_cost(node["r", reader], sink, 1, 2 * load - 1)
    flow.set_node_supply(source, needed)
    flow.set_node_supply(sink, -needed)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the solver answers {status}")
    if flow.maximum_flow() < needed:
        may = dict.fromkeys(task.applications, 0)
        for application, _reader in task.free:
            may[application] += 1
        short = [name for name in task.applications if may[name] < task.need[name]]
        stands = len(task.standing)
        raise TooFewReaders(needed=needed + stands, possible=flow.maximum_flow() + stands, short=short)
    return [pair for arc, pair in arcs.items() if flow.flow(arc)]


def _fulfilled(task: _Task, evenest: list[Pair]) -> Shared:
    """Among the sharings as even as `evenest`, return one that fulfils most wishes, then moves fewest."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    given = {pair: model.new_bool_var("") for pair in task.free}
    for application, need in task.need.items():
        model.add(sum(given[pair] for pair in task.free if pair[0] == application) == need)
    squares = []
    for reader in task.readers:
        steps = [model.new_bool_var("") for _ in range(task.room[reader])]
        model.add(sum(given[pair] for pair in task.free if pair[1] == reader) == sum(steps))
        for earlier, later in pairwise(steps):
            model.add_implication(later, earlier)
        squares += [(2 * (task.begun[reader] + n) + 1) * step for n, step in enumerate(steps)]
    loads = _loads(task, evenest)
    model.add(sum(squares) == sum(load**2 - task.begun[reader] ** 2 for reader, load in loads.items()))
    met = _wishes_met(model, task, given)
    dear = len(task.current) + 1
    model.maximize(sum(dear * wish for wish in met) + sum(given[pair] for pair in task.current))
    first = set(evenest)
    for pair, chosen in given.items():
        model.add_hint(chosen, pair in first)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = _EFFORT
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _shared(task, evenest, proven=False)
    found = [pair for pair, chosen in given.items() if solver.value(chosen)]
    return _shared(task, found, proven=status == cp_model.OPTIMAL)


def _wishes_met(model: Any, task: _Task, given: Mapping[Pair, Any]) -> list[Any]:
    met = []
    for known in task.wishes.asked():
        for application in task.applications:
            helpful = [chosen for pair, chosen in given.items() if pair[0] == application and pair in known]
            # What stands may fulfil it already.
            if not helpful or any(pair[0] == application and pair in known for pair in task.standing):
                continue
            wish = model.new_bool_var("")
            model.add(wish <= sum(helpful))
            met.append(wish)
    return met


def _loads(task: _Task, new: Collection[Pair]) -> dict[str, int]:
    loads = dict(task.begun)
    for _application, reader in new:
        loads[reader] += 1
    return loads


def _shared(task: _Task, new: Collection[Pair], *, proven: bool) -> Shared:
    pairs = task.standing | set(new)
    asked = task.wishes.asked()
    fulfilled = sum(len({application for application, _reader in pairs & known}) for known in asked)
    ordered = sorted(pairs, key=lambda pair: (task.applications.index(pair[0]), task.readers.index(pair[1])))
    return Shared(tuple(ordered), _loads(task, new), fulfilled, len(asked) * len(task.applications), proven)
