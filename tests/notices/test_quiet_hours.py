"""Nobody is written to at night or on a Sunday, unless it can't wait."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlab.notices.actions import set_quiet_hours
from interlab.notices.models import Message
from interlab.notices.quiet import Quiet
from tests.notices.conftest import write_to

BRUSSELS = ZoneInfo("Europe/Brussels")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:00"),  # a Tuesday morning
        ("2026-11-24T19:59", "2026-11-24T19:59"),
        ("2026-11-24T20:00", "2026-11-25T08:00"),
        ("2026-11-24T23:59", "2026-11-25T08:00"),
        ("2026-11-25T00:10", "2026-11-25T08:00"),
        ("2026-11-25T08:00", "2026-11-25T08:00"),
        ("2026-11-28T21:00", "2026-11-30T08:00"),  # a Saturday evening: over the Sunday
        ("2026-11-29T12:00", "2026-11-30T08:00"),
        ("2026-10-24T22:00", "2026-10-26T08:00"),  # the clock goes back in between
        ("2026-03-28T23:00", "2026-03-30T08:00"),  # and forward
    ],
)
def test_a_message_leaves_at_the_first_hour_that_is_not_quiet(asked: str, leaves: str):
    assert Quiet().first_moment(local(asked)) == local(leaves)


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(BRUSSELS)),
    st.times(),
    st.times(),
    st.booleans(),
)
def test_it_always_leaves_within_two_days_and_never_in_quiet_hours(moment: datetime, starts: time, ends: time, sundays: bool):
    quiet = Quiet(starts, ends, sundays)
    leaves = quiet.first_moment(moment)
    assert moment <= leaves <= moment + timedelta(hours=72)
    assert quiet.first_moment(leaves) == leaves


@pytest.mark.django_db
def test_what_can_wait_waits_and_what_cannot_leaves(patricia, lead):
    set_quiet_hours(starts_at=time(0), ends_at=time(23, 59, 59), sundays=True, by=lead)
    waits, leaves = write_to(patricia, key="a", urgent=False), write_to(patricia, key="b", urgent=True)
    assert waits.due_at > leaves.due_at
    assert Message.objects.get(key="a").due_at == waits.due_at
