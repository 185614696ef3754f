"""What the core does by itself: the daily backup, and sweeping files that belong to nothing."""

from datetime import timedelta

from django.conf import settings

from interlab.core import maintenance
from interlab.core.files import delete_files_without_rows
from interlab.core.keeping.daily import make_daily_copy
from interlab.core.recurring import recurring


@recurring("core.backup", every=timedelta(days=1))
def daily_backup() -> None:
    """Copy everything to the folder of backups, where there is one."""
    if settings.BACKUPS and maintenance.current() is None:
        make_daily_copy()


@recurring("core.files", every=timedelta(days=1))
def sweep_files() -> None:
    """Delete files whose row never came."""
    delete_files_without_rows()
