"""Work in the background whose worker was killed: found and given back, so that none stays "running" for ever."""

import logging
import socket
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from interlab.core.models import Worker
from interlab.core.recurring import give_back_work_of

logger = logging.getLogger(__name__)
# A task whose worker was never seen is lost after this long: the worker of an older version, or one of another command.
LONGEST_RUN = timedelta(minutes=15)
MOST_ATTEMPTS = 3
# A worker says every ten seconds that it lives.
DEAD_AFTER = timedelta(seconds=45)


def worker_lives(name: str) -> None:
    """Note that the worker `name` is alive."""
    now = timezone.now()
    if not Worker.objects.filter(name=name).update(seen_at=now):
        Worker.objects.get_or_create(name=name, defaults={"host": socket.gethostname()[:120], "started_at": now, "seen_at": now})


def worker_ended(name: str) -> None:
    """Give back at once all that the worker `name` held: it stopped, or it died."""
    Worker.objects.filter(name=name).delete()
    give_back_work_of(name)
    if lost := revive_lost_tasks(name):
        logger.warning("%s task(s) whose worker was lost are queued again", lost)


def bury_dead_workers() -> int:
    """Give back the work of workers that haven't been seen for a while, on whichever machine, and return how many they were."""
    dead = list(Worker.objects.filter(seen_at__lt=timezone.now() - DEAD_AFTER).values_list("name", flat=True))
    for name in dead:
        worker_ended(name)
    return len(dead)


def revive_lost_tasks(worker_id: str | None = None) -> int:
    """Queue anew the tasks that no worker runs any more, and return how many.

    Those are the ones that run for longer than any may without a living worker or, given `worker_id`, all of that (dead) worker's.
    After three attempts a task is failed instead: it may be what kills the worker.
    """
    running = DBTaskResult.objects.running()
    if worker_id is None:
        running = running.filter(started_at__lt=timezone.now() - LONGEST_RUN)
    alive = set(Worker.objects.values_list("name", flat=True))
    lost = 0
    for found in list(running):
        last = (found.worker_ids or [""])[-1]
        if last != worker_id if worker_id is not None else last in alive:
            continue
        with transaction.atomic():
            task = DBTaskResult.objects.running().select_for_update().filter(pk=found.pk).first()
            if task is None or task.started_at != found.started_at:
                continue
            lost += 1
            if len(task.worker_ids) >= MOST_ATTEMPTS:
                task.set_failed(RuntimeError(f"its worker was lost {len(task.worker_ids)} times"))
            else:
                task.status = "READY"
                task.started_at = None
                task.save(update_fields=["status", "started_at"])
    return lost
