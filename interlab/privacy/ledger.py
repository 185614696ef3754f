"""The ledger of erasures, beside the database: whoever restores an older database erases again what had been erased since."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Entry:
    """One erasure. It names nobody: a code leads nowhere once the row is gone. `kind` is "person" or "member"."""

    incubator: str
    kind: str
    code: str
    at: str


def append_entry(incubator: str, kind: str, code: str) -> None:
    """Write an erasure down, on disk for good when this returns: before the erasure itself is acknowledged."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"incubator": incubator, "kind": kind, "code": code, "at": timezone.now().isoformat()})
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def entries() -> Iterator[Entry]:
    """Yield every erasure written down, oldest first; a line cut short by a crash is passed over."""
    path = Path(settings.ERASURE_LEDGER)
    if not path.exists():
        return
    seen: set[tuple[str, str, str]] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue
        key = (entry.incubator, entry.kind, entry.code)
        if key not in seen:
            seen.add(key)
            yield entry
