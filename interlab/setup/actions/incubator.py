"""An incubator's own facts."""

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.network.models import Incubator
from interlab.privacy.actions import record_act


@transaction.atomic
def update_incubator(incubator: Incubator, *, name: str, city: str, quiet_after_days: int, by: Membership) -> Incubator:
    """Change an incubator's name, city, and after how many days of silence somebody is called."""
    incubator.name, incubator.city, incubator.quiet_after_days = name, city, quiet_after_days
    incubator.save(update_fields=["name", "city", "quiet_after_days"])
    # An incubator has no code of its own: its entry hangs on whoever changed it.
    record_act(by, "incubator.updated", by=by)
    return incubator
