"""What people does by itself, day after day."""

from datetime import timedelta

from interlab.core.recurring import recurring
from interlab.people.merging.actions import forget_old_changes


@recurring("people.merges", every=timedelta(days=1))
def forget_merges() -> None:
    """Forget what it would take to undo merges older than thirty days."""
    forget_old_changes()
