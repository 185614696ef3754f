"""Several people at work on the same two records at the same moment: each waits for the other, and nothing is left behind."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.journeys.actions import create_next_act, move_participation
from interlab.journeys.models import Attendance, NextAct, Participation
from interlab.journeys.models.participations import State
from interlab.people.merging.actions import undo_merge
from interlab.people.models import Merge, Person
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory
from tests.people.merging import merged

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The tests' SQLite lives in memory, where a second writer is refused instead of waiting as it does with a file.
    pytest.mark.skipif(connection.vendor == "sqlite", reason="writers of SQLite take turns"),
]
ROUNDS = 5


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on its own connection, and return what each gave: its result, or its error."""
    found: list[Any] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait()
            found[place] = act()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_two_merges_of_the_same_records_are_one(incubator, coach, lead):
    for _ in range(ROUNDS):
        one, two = (PersonFactory(incubator=incubator, full_name="Sami Haddad") for _ in range(2))
        results = at_once(lambda: merged(one, two, coach), lambda: merged(two, one, lead))  # noqa: B023
        assert sorted(type(result).__name__ for result in results) == ["DomainError", "Merge"], results
        assert Merge.objects.filter(merged=two).count() == 1


def test_merges_in_a_ring_leave_no_record_behind(incubator, coach):
    for _ in range(ROUNDS):
        a, b, c = (PersonFactory(incubator=incubator, full_name="Sami Haddad") for _ in range(3))
        results = at_once(lambda: merged(a, b, coach), lambda: merged(b, c, coach), lambda: merged(c, a, coach))  # noqa: B023
        assert all(isinstance(result, Merge | DomainError) for result in results), results
        # Whoever leads somewhere leads to a record that stands.
        assert not Person.objects.filter(merged_into__merged_into__isnull=False).exists()


def test_what_is_noted_during_a_merge_lands_on_the_one(incubator, coach):
    for _ in range(ROUNDS):
        one, two = (PersonFactory(incubator=incubator, full_name="Sami Haddad") for _ in range(2))
        ParticipationFactory(person=two, by=coach)
        results = at_once(
            lambda: merged(one, two, coach),  # noqa: B023
            lambda: SessionFactory(persons=[two], by=coach),  # noqa: B023
            lambda: create_next_act(two, what="Appeler", due_on=today(), by=coach),  # noqa: B023
        )
        assert not [result for result in results if isinstance(result, Exception)], results
        assert (Attendance.objects.filter(person=one).count(), NextAct.objects.filter(person=one).count()) == (1, 1)
    assert not Attendance.objects.filter(person__merged_into__isnull=False).exists()
    assert not NextAct.objects.filter(person__merged_into__isnull=False).exists()


def test_what_is_noted_during_an_undo_is_on_one_of_the_two(incubator, coach):
    for _ in range(ROUNDS):
        one, two = (PersonFactory(incubator=incubator, full_name="Sami Haddad") for _ in range(2))
        merge = merged(one, two, coach)
        results = at_once(lambda: undo_merge(merge, by=coach), lambda: SessionFactory(persons=[two], by=coach))  # noqa: B023
        assert not [result for result in results if isinstance(result, Exception)], results
        assert Attendance.objects.filter(person__in=[one, two]).count() == 1


def test_moving_a_way_while_it_is_taken_up_is_done_or_told(incubator, coach):
    for _ in range(ROUNDS):
        one, two = (PersonFactory(incubator=incubator, full_name="Sami Haddad") for _ in range(2))
        ways = [ParticipationFactory(person=person, by=coach) for person in (one, two)]
        results = at_once(
            lambda: merged(one, two, coach),  # noqa: B023
            lambda: move_participation(ways[1], State.COMPLETED, by=coach),  # noqa: B023
        )
        assert isinstance(results[0], Merge), results
        assert isinstance(results[1], Participation | DomainError), results
        assert not Participation.objects.filter(person=two).exists()
