"""Writing the audit trail."""

from typing import Any

from interlab.accounts.models import Membership
from interlab.network.models import IncubatorRow
from interlab.privacy.models import AuditEntry


def record_act(subject: IncubatorRow, act: str, *, by: Membership | None, person_code: str = "", **details: Any) -> None:
    """Add one entry to the audit trail. Details name fields and states, never what a person wrote."""
    AuditEntry.objects.create(
        incubator_id=subject.incubator_id,
        by=by,
        act=act,
        subject_kind=subject._meta.model_name or "",
        subject_code=subject.code,
        person_code=person_code,
        details=details,
    )
