"""The worker: one process that does the queued tasks, what is looked for all the time, and the recurring work, each in a thread."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner

from interlab.core.background import bury_dead_workers, revive_lost_tasks, worker_ended, worker_lives
from interlab.core.recurring import Continuous, all_continuous, run_due_work

logger = logging.getLogger(__name__)
SAYS_IT_LIVES_EVERY = 10
LOOKS_FOR_THE_DEAD_EVERY = 30
LOOKS_AT_THE_SCHEDULE_EVERY = 2
TASKS_EVERY = 0.5
# A thread that fails again and again must not keep the machine busy.
AFTER_A_FAILURE = 2


class LivingWorker:
    """Runs until `stop` is called. Killed at any point, it loses nothing: what it held is given back by another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stopping = threading.Event()
        self.tasks = TaskRunner(
            queue_names=["default"],
            interval=TASKS_EVERY,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )

    def stop(self) -> None:
        """Ask every thread to end once it has finished what it does."""
        self.stopping.set()
        self.tasks.running = False

    def run(self) -> None:
        """Work until told to stop, then wait for what is under way."""
        worker_lives(self.name)
        threads = [self._thread("tasks", self.tasks.run), self._thread("schedule", self._schedule)]
        threads += [self._thread(work.name, self._again_and_again(work)) for work in all_continuous()]
        while not self.stopping.wait(SAYS_IT_LIVES_EVERY):
            self._guarded(lambda: worker_lives(self.name))
        for thread in threads:
            thread.join()
        self._guarded(lambda: worker_ended(self.name))

    def _thread(self, name: str, work: Callable[[], object]) -> threading.Thread:
        def whole_life() -> None:
            while not self.stopping.is_set():
                if not self._guarded(work):
                    self.stopping.wait(AFTER_A_FAILURE)
            connections.close_all()

        thread = threading.Thread(target=whole_life, name=name)
        thread.start()
        return thread

    def _guarded(self, work: Callable[[], object]) -> bool:
        """Do `work`; whatever it raises is logged, so that the worker outlives a database that restarts. Return whether it went well."""
        try:
            close_old_connections()
            work()
        except DatabaseError as error:
            logger.error("the database didn't answer the worker: %s", error)
            return False
        except Exception:
            logger.exception("the worker met something unforeseen")
            return False
        return True

    def _again_and_again(self, work: Continuous) -> Callable[[], None]:
        look = work.start(self.name, self.stopping.is_set)

        def turn() -> None:
            if not look():
                self.stopping.wait(work.pause)

        return turn

    def _schedule(self) -> None:
        looked_at = 0.0
        while not self.stopping.is_set():
            close_old_connections()
            if time.monotonic() - looked_at > LOOKS_FOR_THE_DEAD_EVERY:
                bury_dead_workers()
                revive_lost_tasks()
                looked_at = time.monotonic()
            run_due_work(self.name, self.stopping.is_set)
            self.stopping.wait(LOOKS_AT_THE_SCHEDULE_EVERY)
