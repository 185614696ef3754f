"""Sharing readings out: complete, fair, never across a conflict; against every sharing there is, on small cases."""

import time
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlab.matching.readings import Shared, TooFewReaders, Wishes, share_out


def _every_sharing(applications, readers, each, forbidden, standing, capacities):
    """Yield every sharing that is allowed."""
    choices = []
    for application in applications:
        kept = {reader for one, reader in standing if one == application}
        may = [reader for reader in readers if (application, reader) not in forbidden and reader not in kept]
        choices.append([{*kept, *more} for more in combinations(may, max(0, each - len(kept)))])
    stands = {reader: sum(one == reader for _, one in standing) for reader in readers}
    for chosen in product(*choices):
        loads = {reader: sum(reader in readings for readings in chosen) for reader in readers}
        if all(load <= max(capacities.get(reader, 99), stands[reader]) for reader, load in loads.items()):
            yield frozenset((a, r) for a, readings in zip(applications, chosen, strict=True) for r in readings), loads


def _rank(pairs, loads, wishes, current):
    """The goals in their order, the smaller the better."""
    met = sum(len({a for a, _r in pairs & known}) for known in wishes.asked())
    return (sorted(loads.values(), reverse=True), -met, -len(pairs & current))


@st.composite
def _cases(draw):
    applications = [f"a{n}" for n in range(draw(st.integers(1, 4)))]
    readers = [f"r{n}" for n in range(draw(st.integers(1, 4)))]
    pairs = [(a, r) for a in applications for r in readers]
    some = st.sets(st.sampled_from(pairs)).map(frozenset)
    each = draw(st.integers(0, 3))
    forbidden = draw(st.sets(st.sampled_from(pairs), max_size=4).map(frozenset))
    standing = frozenset(p for p in draw(st.sets(st.sampled_from(pairs), max_size=3)) if p not in forbidden)
    standing = frozenset(p for n, p in enumerate(sorted(standing)) if n < each)
    capacities = draw(st.dictionaries(st.sampled_from(readers), st.integers(0, 4)))
    wishes = Wishes(draw(some), draw(some), draw(st.booleans()), draw(st.booleans()))
    return applications, readers, each, forbidden, standing, draw(some), capacities, wishes


@given(_cases())
def test_a_sharing_is_the_best_of_all_there_are(case):
    applications, readers, each, forbidden, standing, current, capacities, wishes = case
    every = list(_every_sharing(applications, readers, each, forbidden, standing, capacities))
    asked = {
        "each": each, "forbidden": forbidden, "standing": standing, "current": current, "capacities": capacities, "wishes": wishes
    }  # fmt: skip
    if not every:
        with pytest.raises(TooFewReaders):
            share_out(applications, readers, **asked)
        return
    shared = share_out(applications, readers, **asked)
    found = frozenset(shared.pairs)
    assert (found, dict(shared.loads)) in [(pairs, loads) for pairs, loads in every]
    moving = current - forbidden - standing
    assert _rank(found, shared.loads, wishes, moving) == min(_rank(*one, wishes, moving) for one in every)
    assert max(shared.loads.values()) - min(shared.loads.values()) == min(
        max(loads.values()) - min(loads.values()) for _pairs, loads in every
    )
    assert shared.proven
    assert share_out(applications, readers, **asked) == shared


def _sixty() -> tuple[Shared, float, set]:
    applications, readers = [f"a{n:02}" for n in range(60)], [f"r{n}" for n in range(6)]
    conflicts = {(f"a{n:02}", f"r{n % 6}") for n in range(0, 60, 4)}
    knows = frozenset((f"a{n:02}", f"r{m}") for n in range(60) for m in range(6) if (n * 7 + m * 5) % 6 == 0)
    speaks = frozenset((f"a{n:02}", f"r{m}") for n in range(60) for m in (1, 4) if n % 3 == 0)
    began = time.perf_counter()
    shared = share_out(applications, readers, each=3, forbidden=conflicts, wishes=Wishes(knows, speaks, True, True))
    return shared, time.perf_counter() - began, conflicts


def test_sixty_applications_and_six_readers(capsys):
    shared, seconds, conflicts = _sixty()
    with capsys.disabled():
        print(f"\n60 applications, 6 readers, 3 each, two wishes: {seconds * 1000:.0f} ms, {shared.fulfilled} wishes met")
    read = [a for a, _r in shared.pairs]
    assert {read.count(f"a{n:02}") for n in range(60)} == {3}
    assert set(shared.loads.values()) == {30}
    assert not conflicts & set(shared.pairs)
    assert shared.proven


def test_a_loads_differ_by_one_when_they_cannot_be_equal():
    shared = share_out(["a", "b", "c", "d"], ["x", "y", "z"], each=2)
    assert sorted(shared.loads.values()) == [2, 3, 3]


def test_too_few_readers_says_how_many_readings_are_missing():
    with pytest.raises(TooFewReaders) as refused:
        share_out([f"a{n}" for n in range(15)], ["x", "y", "z"], each=3, capacities={"x": 14, "y": 14, "z": 14})
    assert (refused.value.needed, refused.value.possible, refused.value.missing) == (45, 42, 3)
    assert refused.value.short == ()


def test_too_few_unconflicted_readers_names_the_application():
    with pytest.raises(TooFewReaders) as refused:
        share_out(["a", "b"], ["x", "y"], each=2, forbidden={("b", "x")})
    assert refused.value.short == ("b",)


def test_what_was_begun_stays_when_an_application_is_added():
    before = share_out(["a", "b", "c"], ["x", "y", "z"], each=2)
    after = share_out(["a", "b", "c", "d"], ["x", "y", "z"], each=2, standing=before.pairs)
    assert set(before.pairs) <= set(after.pairs)
    assert len(after.pairs) == 8


@pytest.mark.parametrize("wrong", [{"each": -1}, {"each": 1, "standing": [("a", "x")], "forbidden": [("a", "x")]}])
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"each|standing"):
        share_out(["a"], ["x"], **wrong)
