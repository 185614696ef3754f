"""Nobody is found out by whoever reads figures alone: an attack that tries every table."""

from collections import defaultdict
from itertools import product

import pytest

from interlab.impact.disclosure import SMALLEST_GROUP, for_readers, hidden_cells

LINES = {
    "gender": (("women", "men", "other", "unknown"), ("other", "unknown"), 18),
    "standing": (("newcomers", "locals", "unknown"), ("locals", "unknown"), 34),
}


def published(cells, pair):
    """What a reader sees of a line: its total, and each cell or None."""
    gone = hidden_cells(cells, pair)
    return sum(cells.values()), tuple(None if name in gone else n for name, n in cells.items())


@pytest.mark.parametrize("line", LINES)
def test_no_hidden_count_can_be_worked_out(line):
    names, pair, largest = LINES[line]
    consistent = defaultdict(list)
    for counts in product(range(largest), repeat=len(names)):
        consistent[published(dict(zip(names, counts, strict=True)), pair)].append(counts)
    edge = largest - 1
    for (total, shown), tables in consistent.items():
        if total >= edge:
            continue  # tables beyond the largest count tried are missing
        for place, cell in enumerate(shown):
            if cell is None:
                assert len({table[place] for table in tables}) > 1, (total, shown, tables)


def test_small_counts_are_hidden_two_at_a_time():
    for counts in product((0, 1, 4, 5, 14), repeat=4):
        cells = dict(zip(LINES["gender"][0], counts, strict=True))
        gone = hidden_cells(cells, ("other", "unknown"))
        assert not [name for name, n in cells.items() if 0 < n < SMALLEST_GROUP and name not in gone]
        assert len(gone) != 1


def figures(women, men, other, unknown, newcomers=20, locals_=10, unsaid=0):
    n = women + men + other
    return {
        "women_share": {"value": 100 * women / n, "k": women, "n": n, "unknown": unknown, "men": men, "other": other},
        "newcomers": {"value": newcomers, "n": newcomers + locals_, "unknown": unsaid},
        "locals": {"value": locals_, "n": newcomers + locals_, "unknown": unsaid},
    }


def test_large_groups_are_shown_as_they_are():
    whole = figures(14, 18, 0, 0)
    assert for_readers(whole, whole_incubator=True) == whole


def test_one_person_of_another_gender_hides_the_pair_and_the_share():
    share = for_readers(figures(14, 17, 1, 0), whole_incubator=True)["women_share"]
    assert (share["k"], share["men"]) == (14, 17)
    assert [share[name] for name in ("other", "unknown", "n", "value")] == [None] * 4


def test_few_women_hide_the_whole_line():
    share = for_readers(figures(3, 30, 0, 0), whole_incubator=True)["women_share"]
    assert {share[name] for name in ("k", "men", "other", "unknown", "n", "value")} == {None}


def test_few_locals_are_hidden_with_those_who_did_not_say():
    shown = for_readers(figures(14, 18, 0, 0, newcomers=20, locals_=2, unsaid=10), whole_incubator=True)
    assert shown["newcomers"]["value"] == 20
    assert shown["locals"]["value"] is shown["newcomers"]["unknown"] is shown["newcomers"]["n"] is None


def test_one_programme_alone_shows_no_trait():
    shown = for_readers(figures(14, 18, 5, 5), whole_incubator=False)
    assert shown["women_share"]["k"] is shown["newcomers"]["value"] is shown["locals"]["value"] is None
