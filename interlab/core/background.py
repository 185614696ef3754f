"""Work in the background whose worker was killed: found by age and given back, so that none stays "running" for ever."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

LONGEST_RUN = timedelta(minutes=15)
MOST_ATTEMPTS = 3


def revive_lost_tasks(worker_id: str | None = None) -> int:
    """Queue anew the tasks that no worker runs any more, and return how many.

    Those are the ones running for longer than any may or, given `worker_id`, all of that (dead) worker's.
    After three attempts a task is failed instead: it may be what kills the worker.
    """
    running = DBTaskResult.objects.running()
    if worker_id is None:
        running = running.filter(started_at__lt=timezone.now() - LONGEST_RUN)
    lost = 0
    for found in list(running):
        if worker_id is not None and found.worker_ids[-1:] != [worker_id]:
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
