"""Closed for a while: a file says so, so that it holds without a database, for every process of this machine."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Maintenance:
    """Why and until when InterLab is closed. With `process`, only as long as that process lives."""

    sentence: str = ""
    until: str = ""
    process: int | None = None

    @property
    def ends_at(self) -> datetime | None:
        """The announced end, while it is still to come."""
        end = datetime.fromisoformat(self.until) if self.until else None
        return timezone.localtime(end) if end is not None and end > timezone.now() else None


def flag() -> Path:
    return Path(settings.VAR_DIR) / "maintenance.json"


def current() -> Maintenance | None:
    """Return the maintenance in force, None while InterLab is open."""
    try:
        text = flag().read_text()
    except OSError:
        return None
    try:
        found = Maintenance(**json.loads(text))
    except (ValueError, TypeError):
        # Whoever wrote it by hand meant to close.
        return Maintenance()
    return found if found.process is None or _lives(found.process) else None


def begin(maintenance: Maintenance) -> None:
    """Close InterLab from the next request on."""
    draft = flag().with_suffix(".draft")
    draft.write_text(json.dumps(asdict(maintenance)))
    draft.replace(flag())


def end() -> None:
    """Open InterLab again."""
    flag().unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
