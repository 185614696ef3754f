"""What the trail has done by itself: sealed every minute, checked every day, dropped after a year."""

from datetime import timedelta

from interlab.core.recurring import recurring
from interlab.network.models import Incubator
from interlab.privacy import chain


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
