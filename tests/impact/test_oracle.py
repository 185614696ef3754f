"""The figures against a slow reading of the definitions, over random small lives; and each list against its figure."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from interlab.core.dates import Period
from interlab.impact.definitions import DEFINITIONS
from interlab.impact.figures import figures_of, figures_with
from interlab.impact.lists import lines_of, listing_of
from interlab.impact.populations import Scope
from interlab.network.actions import create_programme
from tests.factories import first_programme
from tests.impact.lives import Life, Meeting, Stay, Venture, World, as_judged, judge, store

# Days crowd round the edges of the year, where mistakes are.
EDGES = [date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1)]
days = st.sampled_from(EDGES) | st.dates(date(2021, 10, 1), date(2023, 2, 1))
MEANINGS = ["welcome", "idea", "model", "test", "launched", "post_launch", "paused", "abandoned"]


@st.composite
def stays(draw):
    found = []
    for _ in range(draw(st.integers(0, 3))):
        enrolled = draw(days)
        ended = enrolled + timedelta(days=draw(st.integers(0, 300)))
        found.append(
            Stay(draw(st.integers(0, 1)), enrolled, ended, draw(st.sampled_from(["job", "training", "moved", "launched"])))
        )
    if found and draw(st.booleans()):
        found[-1].ended = None
    return found


lives = st.builds(
    Life,
    gender=st.sampled_from(["woman", "man", "other", ""]),
    standing=st.sampled_from(["newcomer", "local", ""]),
    stays=stays(),
)


@st.composite
def worlds(draw):
    people = draw(st.lists(lives, min_size=1, max_size=4))
    who = st.lists(st.integers(0, len(people) - 1), min_size=1, max_size=3, unique=True)
    kinds = st.sampled_from(["coaching", "workshop", "message", "information"])
    meetings = st.builds(
        Meeting,
        day=days,
        who=who,
        kind=kinds,
        minutes=st.sampled_from([10, 45, 60, 90]),
        voided=st.sampled_from([False, False, True]),
    )
    moves = st.lists(st.tuples(st.sampled_from(MEANINGS), days, st.sampled_from([False, False, True])), max_size=5)
    ventures = st.builds(Venture, programme=st.integers(0, 1), holders=who, moves=moves)
    return World(people, draw(st.lists(meetings, max_size=5)), draw(st.lists(ventures, max_size=3)))


@pytest.mark.slow
@given(world=worlds())
def test_figures_equal_a_slow_reading(incubator, neighbour_incubator, world):
    with transaction.atomic():
        programmes = [first_programme(incubator), create_programme(incubator, name="Autre")]
        store(world, incubator, programmes)
        # The neighbour's same facts change nothing here.
        store(
            world,
            neighbour_incubator,
            [first_programme(neighbour_incubator), create_programme(neighbour_incubator, name="Autre")],
        )
        assert as_judged(figures_of(incubator, 2022)) == judge(world)
        assert as_judged(figures_of(incubator, 2022, programmes[0])) == judge(world, 0)
        for programme in (None, programmes[1]):
            scope = Scope(incubator, Period.year(2022), programme)
            for key in DEFINITIONS:
                figure = figures_with(key, scope)[key]
                count = {"women_share": figure.get("k"), "hours_given": figure.get("sessions")}.get(key, figure["value"])
                assert len(list(lines_of(listing_of(key, scope), scope))) == 1 + count, key
        transaction.set_rollback(True)
