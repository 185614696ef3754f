"""Work that comes back by itself: each app says in its `schedule.py` what is done and how often; the worker does it.

Several workers share one table: a run is taken by one of them, and given back when that worker dies. A run that was missed,
the machine being off, is caught up once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from secrets import SystemRandom

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from interlab.core.models import RecurringWork

logger = logging.getLogger(__name__)
# After a failure the next try comes sooner than the next turn, then later and later.
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=6)


@dataclass(frozen=True)
class Recurring:
    """What `run` does is harmless when done twice: a worker may be lost in the middle of it.

    `at` is a time of the local day, for what runs once a day or less often.
    """

    name: str
    every: timedelta
    run: Callable[[], None]
    at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        """Return when it runs next, having run at `moment`."""
        if self.at is None:
            return moment + self.every
        day = timezone.localdate(moment) + max(self.every, timedelta(days=1))
        return timezone.make_aware(datetime.combine(day, self.at))


@dataclass(frozen=True)
class Continuous:
    """Work that is looked for all the time, in a thread of its own: `start` gives what is called, which tells if it found any."""

    name: str
    pause: float
    start: Callable[[str, Callable[[], bool]], Callable[[], bool]]


_RECURRING: dict[str, Recurring] = {}
_CONTINUOUS: dict[str, Continuous] = {}
_WHEN_LOST: list[Callable[[str], None]] = []


def recurring(name: str, *, every: timedelta, at: time | None = None) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Have the function beneath run `every` so often, for all incubators; `name` is its own for ever ("privacy.retention").

    With `at`, a local time, it runs then: for what is best done at night.
    """

    def register(run: Callable[[], None]) -> Callable[[], None]:
        _RECURRING[name] = Recurring(name, every, run, at)
        return run

    return register


def continuous(name: str, start: Callable[[str, Callable[[], bool]], Callable[[], bool]], *, pause: float = 0.5) -> None:
    """Have every worker call what `start(worker's name, is it stopping)` returns, again and again.

    It returns whether it found something to do; when it didn't, it is called again after `pause` seconds.
    """
    _CONTINUOUS[name] = Continuous(name, pause, start)


def when_a_worker_is_lost(give_back: Callable[[str], None]) -> None:
    """Have `give_back(worker's name)` called for a worker that died: what it held is somebody else's to do."""
    if give_back not in _WHEN_LOST:
        _WHEN_LOST.append(give_back)


@cache
def _look_for_schedules() -> None:
    autodiscover_modules("schedule")


def all_recurring() -> list[Recurring]:
    """Return what the apps have scheduled, by name."""
    _look_for_schedules()
    return [_RECURRING[name] for name in sorted(_RECURRING)]


def all_continuous() -> list[Continuous]:
    """Return what every worker does all the time, by name."""
    _look_for_schedules()
    return [_CONTINUOUS[name] for name in sorted(_CONTINUOUS)]


def give_back_work_of(worker: str) -> None:
    """Let others do what a dead worker held: its recurring work here, the rest by what each app registered."""
    now = timezone.now()
    held = RecurringWork.objects.filter(held_by=worker)
    for work in held:
        logger.warning("the worker that ran %s was lost", work.name)
        _ended(work.name, worker, now + _retry_after(work.failures), "its worker was lost in the middle of it")
    _look_for_schedules()
    for give_back in _WHEN_LOST:
        give_back(worker)


def run_due_work(worker: str, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Run what is due and nobody runs yet, one after the other; return how many. Never raises for what one of them does."""
    done = 0
    known = dict(RecurringWork.objects.values_list("name", "next_at"))
    now = timezone.now()
    for work in all_recurring():
        if work.name not in known:
            # Several workers may meet a new work at once.
            RecurringWork.objects.get_or_create(name=work.name, defaults={"next_at": now})
        elif known[work.name] > now:
            continue
        if is_stopping():
            break
        done += _run(work, worker)
    return done


def _run(work: Recurring, worker: str) -> bool:
    now = timezone.now()
    free = RecurringWork.objects.filter(name=work.name, held_by="", next_at__lte=now)
    if not free.update(held_by=worker, started_at=now):
        return False
    try:
        work.run()
    except Exception as error:
        # Whatever went wrong is told where the schedule is shown, and the other work goes on.
        logger.exception("%s failed", work.name)
        failures = RecurringWork.objects.values_list("failures", flat=True).get(name=work.name)
        soon = timezone.now() + _retry_after(failures)
        _ended(work.name, worker, min(soon, work.next_after(now)), f"{type(error).__name__}: {error}"[:1000])
    else:
        _ended(work.name, worker, work.next_after(now), "")
    return True


def _retry_after(failures: int) -> timedelta:
    later: timedelta = min(FIRST_RETRY * 2 ** min(failures, 20), LAST_RETRY)
    return later * SystemRandom().uniform(0.8, 1.2)


@transaction.atomic
def _ended(name: str, worker: str, next_at: datetime, error: str) -> None:
    now = timezone.now()
    mine = RecurringWork.objects.filter(name=name, held_by=worker)
    if error:
        mine.update(held_by="", ended_at=now, next_at=next_at, error=error, failures=F("failures") + 1)
    else:
        mine.update(held_by="", ended_at=now, succeeded_at=now, next_at=next_at, error="", failures=0)
