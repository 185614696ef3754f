"""What the base itself has done again and again."""

from datetime import time, timedelta

from django.conf import settings

from interlab.core.files import delete_files_without_rows
from interlab.core.keeping.daily import make_daily_copy
from interlab.core.recurring import recurring
from interlab.core.statistics import refresh_statistics

recurring("core.statistics", every=timedelta(hours=1))(refresh_statistics)


@recurring("core.backup", every=timedelta(days=1), at=time(3, 10))
def daily_backup() -> None:
    """Copy everything to the folder of backups, where there is one."""
    if settings.BACKUPS:
        make_daily_copy()


@recurring("core.files", every=timedelta(days=1), at=time(4, 10))
def sweep_files() -> None:
    """Delete files whose row never came."""
    delete_files_without_rows()
