"""Who changed a record last: read in the audit trail."""

from django.db.models import Model

from interlab.core.editing import Change, tells_changes
from interlab.network.models import Incubator, IncubatorRow
from interlab.privacy.models import AuditEntry
from interlab.privacy.trail import Kind, acts_of_kind


@tells_changes
def last_act(row: Model) -> Change | None:
    """Return who wrote the latest entry about `row`, by name, and when."""
    if isinstance(row, Incubator):
        # It has no code of its own: its entries hang on whoever changed it.
        entries = AuditEntry.objects.filter(incubator=row, act="incubator.updated")
    elif isinstance(row, IncubatorRow):
        kind = row._meta.model_name or ""
        entries = AuditEntry.objects.filter(incubator_id=row.incubator_id, subject_kind=kind, subject_code=row.code)
    else:
        return None
    entries = entries.exclude(act__in=acts_of_kind(Kind.OPENED))
    entry = entries.select_related("by").order_by("-pk").first()
    return Change(entry.by.name, entry.at) if entry is not None and entry.by is not None else None
