"""What is done after the answer, by the worker."""

from django_tasks import task

from interlab.privacy.freed_space import vacuum
from interlab.privacy.personal import all_personal


@task()
def vacuum_in_background() -> None:
    """Give back the space of erased rows."""
    vacuum([one.model._meta.db_table for one in all_personal()])
