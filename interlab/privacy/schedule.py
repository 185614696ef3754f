"""What comes back by itself: the trail is sealed, checked and dropped after a year; what is kept long enough goes."""

from datetime import timedelta

from interlab.core.recurring import recurring
from interlab.network.models import Incubator
from interlab.privacy import chain
from interlab.privacy.freed_space import scrub_freed_space
from interlab.privacy.retaining import retain


@recurring("privacy.seal", every=timedelta(minutes=1))
def seal() -> None:
    chain.seal_all_trails()


@recurring("privacy.drop", every=timedelta(days=1))
def drop() -> None:
    chain.drop_all_old_segments()


@recurring("privacy.check", every=timedelta(days=1))
def check() -> None:
    for incubator in Incubator.objects.order_by("pk"):
        chain.check_trail(incubator)


@recurring("privacy.retention", every=timedelta(days=1))
def keep_no_longer() -> None:
    """Announce, erase and remove what is due."""
    retain()
    scrub_freed_space()
