"""What comes back by itself: the time that data are kept, and the bytes of what was deleted."""

from datetime import timedelta

from interlab.core.recurring import recurring
from interlab.privacy.freed_space import scrub_freed_space
from interlab.privacy.retaining import retain


@recurring("privacy.retention", every=timedelta(days=1))
def keep_no_longer() -> None:
    """Announce, erase and remove what is due."""
    retain()
    scrub_freed_space()
