"""The daily copy, and which old ones stay: seven days, four weeks, six months."""

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from interlab.core.keeping import state
from interlab.core.keeping.copying import Say, default_folder, make_copy

logger = logging.getLogger(__name__)
DAYS, WEEKS, MONTHS = 7, 4, 6
_NAME = re.compile(r"interlab-(\d{8}-\d{6})\.tar")


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Return which copies stay: the last of each of the last seven days, four weeks and six months that have one."""
    stay: set[datetime] = set()
    newest_first = sorted(moments, reverse=True)
    for number, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        last_of: dict[str, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(moment.strftime(period), moment)
        stay |= {last_of[name] for name in sorted(last_of, reverse=True)[:number]}
    return stay


def prune(folder: Path) -> list[Path]:
    """Delete the copies of the folder that needn't stay, and return them. Other files are left alone."""
    found = {}
    for path in folder.iterdir():
        if match := _NAME.fullmatch(path.name):
            found[datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=timezone.get_current_timezone())] = path
    stay = kept(found)
    gone = [path for moment, path in sorted(found.items()) if moment not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def make_daily_copy(say: Say = lambda words: None) -> Path:
    """Make today's copy and delete those that needn't stay. A failure is logged, and told to whoever watches the server."""
    try:
        made = make_copy(say=say)
        gone = prune(default_folder())
    except Exception:
        logger.exception("the daily backup failed")
        state.note(failed=timezone.now().isoformat())
        raise
    state.note(done=timezone.now().isoformat())
    if gone:
        say(f"{len(gone)} old copies deleted.")
    return made
