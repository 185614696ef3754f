"""How an entry and a segment become a digest: the one place that says what the chain covers."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from interlab.privacy.models import AuditEntry


def new_salt() -> str:
    """Return a salt, without which a digest of few words could be guessed."""
    return secrets.token_hex(16)


def digest_of_details(details: Mapping[str, Any], salt: str) -> str:
    """Return the digest by which the chain knows an entry's details."""
    return _digest(salt, json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def digest_of_entry(entry: AuditEntry) -> str:
    """Return the digest of everything an entry says; of its details, their own digest stands in."""
    return _digest(
        entry.pk,
        entry.incubator_id,
        entry.code,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id or 0,
        entry.act,
        entry.subject_kind,
        entry.subject_code,
        entry.person_code,
        entry.details_digest,
    )


def digest_of_segment(previous: str, number: int, leaves: Iterable[str]) -> str:
    """Return the digest of a segment: it takes in the one before and every entry, in order."""
    return _digest(previous, number, *leaves)


def _digest(*parts: Any) -> str:
    # Written as JSON, so that no two lists of parts give the same text.
    return hashlib.sha256(json.dumps([str(part) for part in parts], ensure_ascii=False).encode()).hexdigest()
