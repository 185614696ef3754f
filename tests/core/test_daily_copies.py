"""Which daily copies stay: seven days, four weeks, six months."""

from datetime import UTC, datetime, timedelta

import pytest

from interlab.core.keeping.daily import kept

pytestmark = pytest.mark.once
LAST = datetime(2026, 6, 30, 3, tzinfo=UTC)


def test_a_year_of_daily_copies_leaves_seven_days_four_weeks_six_months():
    every = [LAST - timedelta(days=number) for number in range(365)]
    stay = sorted(kept(every), reverse=True)
    assert stay[:7] == every[:7]
    assert {moment.strftime("%Y-%m") for moment in stay} == {f"2026-0{month}" for month in range(1, 7)}
    assert {moment.strftime("%G-%V") for moment in stay} >= {
        (LAST - timedelta(weeks=week)).strftime("%G-%V") for week in range(4)
    }
    assert len(stay) <= 7 + 4 + 6


def test_the_last_copy_of_a_day_stays():
    morning, evening = LAST, LAST + timedelta(hours=12)
    assert kept([morning, evening]) == {evening}


def test_pruning_every_day_reaches_six_months_back():
    there: set[datetime] = set()
    for number in range(400, -1, -1):
        there = kept(there | {LAST - timedelta(days=number)})
    assert min(there).strftime("%Y-%m") == "2026-01"
    assert len(there) <= 7 + 4 + 6


def test_old_copies_stay_when_none_came_after():
    assert kept([LAST - timedelta(days=900)]) == {LAST - timedelta(days=900)}
    assert kept([]) == set()
