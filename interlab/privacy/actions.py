"""Writing the audit trail."""

from typing import Any

from interlab.accounts.models import Membership
from interlab.network.models import IncubatorRow
from interlab.privacy.models import AuditEntry


def audit_entry(subject: IncubatorRow, act: str, *, by: Membership | None, person_code: str = "", **details: Any) -> AuditEntry:
    """Return an unsaved entry saying that `by` (None: the command line) did `act` to `subject`; for bulk writes."""
    return AuditEntry(
        incubator_id=subject.incubator_id,
        by=by,
        act=act,
        subject_kind=subject._meta.model_name or "",
        subject_code=subject.code,
        person_code=person_code,
        details=details,
    )


def record_act(subject: IncubatorRow, act: str, *, by: Membership | None, person_code: str = "", **details: Any) -> None:
    """Add one entry to the audit trail. Details name fields and states, never what a person wrote."""
    audit_entry(subject, act, by=by, person_code=person_code, **details).save()
