"""What the base itself has done again and again."""

from datetime import time, timedelta

from django.conf import settings
from django.utils import timezone

from interlab.core.files import delete_files_without_rows
from interlab.core.keeping.daily import make_daily_copy
from interlab.core.kept import KEPT_FOR
from interlab.core.models import KeptText, SentForm
from interlab.core.recurring import recurring
from interlab.core.statistics import refresh_statistics

# A browser restored after a weekend may send its form again.
REMEMBERED = timedelta(days=2)

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


@recurring("core.forget_sent_forms", every=timedelta(hours=6))
def forget_sent_forms() -> None:
    """Forget the forms sent more than two days ago."""
    SentForm.objects.filter(sent_at__lt=timezone.now() - REMEMBERED).delete()


@recurring("core.forget_kept_texts", every=timedelta(minutes=30))
def forget_kept_texts() -> None:
    """Forget what was typed into forms whose visit had ended more than an hour ago."""
    KeptText.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()
