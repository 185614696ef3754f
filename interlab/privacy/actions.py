"""Writing the audit trail."""

from typing import Any

from interlab.accounts.models import Membership
from interlab.network.models import IncubatorRow
from interlab.privacy.digests import digest_of_details, new_salt
from interlab.privacy.models import AuditEntry


def record_act(subject: IncubatorRow, act: str, *, by: Membership | None, person_code: str = "", **details: Any) -> None:
    """Add one entry to the audit trail. Details name fields and states, never what a person wrote."""
    entry_of(subject, act, by=by, person_code=person_code, **details).save(force_insert=True)


def record_acts(entries: list[AuditEntry]) -> None:
    """Add several entries at once, each made by `entry_of`."""
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        AuditEntry.objects.bulk_create(entries, batch_size=500)


def entry_of(subject: IncubatorRow, act: str, *, by: Membership | None, person_code: str = "", **details: Any) -> AuditEntry:
    """Return the entry of an act, not yet added. It is sealed into the chain later: an act waits for no other."""
    salt = new_salt() if details else ""
    return AuditEntry(
        incubator_id=subject.incubator_id,
        by=by,
        act=act,
        subject_kind=subject._meta.model_name or "",
        subject_code=subject.code,
        person_code=person_code,
        details=details,
        details_salt=salt,
        details_digest=digest_of_details(details, salt) if details else "",
    )
