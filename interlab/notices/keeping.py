"""After a restore: what waited to leave when the copy was made has probably left since."""

from interlab.core.keeping.after import after_restore
from interlab.notices.actions.outcomes import doubt_waiting_messages


@after_restore("notices.outbox")
def hold_messages() -> str:
    """Send nothing twice: a colleague decides about each message that was due."""
    held = doubt_waiting_messages()
    return f"{held} messages that were waiting are held back: they may have left since. See the outbox." if held else ""
