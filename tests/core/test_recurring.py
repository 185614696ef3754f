"""Recurring work: run when due, once across workers, caught up once, given back when its worker dies, its error kept."""

from datetime import datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from interlab.core import recurring as schedule
from interlab.core.background import DEAD_AFTER, bury_dead_workers, worker_ended, worker_lives
from interlab.core.models import RecurringWork, Worker
from interlab.core.recurring import Recurring, recurring, run_due_work

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def runs(monkeypatch: Any) -> list[str]:
    """Only "tests.work" is scheduled, every ten minutes; what it does is to say so here, or to fail."""
    done: list[str] = []
    schedule.all_recurring()
    monkeypatch.setattr(schedule, "_RECURRING", {})

    @recurring("tests.work", every=timedelta(minutes=10))
    def work() -> None:
        done.append("run")
        if done[0] == "fail":
            raise RuntimeError("no such folder")

    return done


def row() -> RecurringWork:
    return RecurringWork.objects.get(name="tests.work")


def due(**more: Any) -> None:
    RecurringWork.objects.update(next_at=timezone.now() - timedelta(seconds=1), **more)


def test_new_work_runs_at_once_then_when_it_is_due(runs: list[str]):
    assert run_due_work("w1") == 1
    assert run_due_work("w1") == 0
    assert row().next_at > timezone.now() + timedelta(minutes=9)
    due()
    assert run_due_work("w1") == 1
    assert (runs, row().held_by, row().error) == (["run", "run"], "", "")


def test_missed_runs_are_caught_up_once(runs: list[str]):
    run_due_work("w1")
    RecurringWork.objects.update(next_at=timezone.now() - timedelta(days=3))
    assert [run_due_work("w1"), run_due_work("w2")] == [1, 0]


def test_two_workers_never_run_the_same_at_once(runs: list[str]):
    run_due_work("w1")
    due(held_by="w1")
    assert run_due_work("w2") == 0


def test_what_a_dead_worker_ran_is_given_back(runs: list[str]):
    run_due_work("w1")
    worker_lives("w1")
    due(held_by="w1", started_at=timezone.now())
    assert bury_dead_workers() == 0, "it lives"
    Worker.objects.update(seen_at=timezone.now() - DEAD_AFTER - timedelta(seconds=1))
    assert bury_dead_workers() == 1
    assert (row().held_by, row().failures, "lost" in row().error) == ("", 1, True)
    due()
    assert run_due_work("w2") == 1
    assert (row().failures, row().error) == (0, "")


def test_a_failure_is_kept_and_tried_again_later_and_later(runs: list[str], caplog: Any):
    runs.append("fail")
    waits = []
    for _ in range(3):
        run_due_work("w1")
        waits.append((row().next_at - timezone.now()).total_seconds())
        due()
    assert "no such folder" in row().error
    assert waits == sorted(waits)
    assert waits[-1] < 600
    assert row().failures == 3
    out = StringIO()
    call_command("schedule", stdout=out)
    assert "no such folder" in out.getvalue()


def test_one_that_fails_does_not_stop_the_others(runs: list[str], caplog: Any):
    runs.append("fail")
    others: list[str] = []
    recurring("tests.zebra", every=timedelta(days=1))(lambda: others.append("run"))
    assert run_due_work("w1") == 2
    assert others == ["run"]


def test_a_worker_that_stops_is_forgotten(runs: list[str]):
    worker_lives("w1")
    worker_lives("w1")
    assert Worker.objects.count() == 1
    worker_ended("w1")
    assert not Worker.objects.exists()


@pytest.mark.parametrize(
    ("moment", "following"),
    [
        ("2026-11-24T03:00", "2026-11-25T03:00"),
        ("2026-03-28T12:00", "2026-03-29T03:00"),
        ("2026-10-24T23:59", "2026-10-25T03:00"),
    ],
)
def test_nightly_work_keeps_its_hour_when_the_clock_changes(moment: str, following: str):
    nightly = Recurring("n", timedelta(days=1), lambda: None, at=time(3))
    local = [datetime.fromisoformat(text).replace(tzinfo=BRUSSELS) for text in (moment, following)]
    assert nightly.next_after(local[0]) == local[1]


def test_the_schedule_is_listed_and_one_may_be_run(runs: list[str]):
    out = StringIO()
    call_command("schedule", stdout=out)
    assert "tests.work" in out.getvalue()
    run_due_work("w1")
    call_command("schedule", "--run", "tests.work", "--run-due", stdout=out)
    assert runs == ["run", "run"]
    with pytest.raises(CommandError, match=r"tests\.work"):
        call_command("schedule", "--run", "nothing")


def test_what_the_product_schedules_has_a_name_of_its_app():
    for work in schedule.all_recurring():
        assert work.name.count(".") == 1
        assert work.every >= timedelta(minutes=1)
