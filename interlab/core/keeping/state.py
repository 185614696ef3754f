"""How the last automatic copy went: in a small file, so that it can be asked for without a database."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

LATE_AFTER = timedelta(hours=30)


def _place() -> Path:
    return Path(settings.VAR_DIR) / "backup.json"


def _told() -> dict[str, Any]:
    try:
        told = json.loads(_place().read_text())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def note(**facts: str) -> None:
    """Keep what the last run came to: `done` or `failed`, each the moment it ended."""
    draft = _place().with_suffix(".draft")
    draft.write_text(json.dumps(_told() | facts))
    draft.replace(_place())


def last_copy() -> list[str]:
    """Return a line on the daily copy for whoever watches the server; none where no copies are made."""
    if not settings.BACKUPS:
        return []
    told = _told()
    done, failed = told.get("done", ""), told.get("failed", "")
    if failed > done:
        return [f"backup: failed {failed}"]
    if not done or timezone.now() - datetime.fromisoformat(done) > LATE_AFTER:
        return [f"backup: late, the last one is of {done or 'no day'}"]
    return [f"backup: {done}"]
