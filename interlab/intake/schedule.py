"""What intake does by itself, again and again."""

from datetime import time, timedelta

from interlab.core.recurring import recurring
from interlab.intake.actions.acknowledgements import remind_unfinished
from interlab.intake.actions.interests import tell_of_open_calls

# What comes after an application.


@recurring("intake.unfinished", every=timedelta(days=1), at=time(10, 0))
def _remind_unfinished() -> None:
    remind_unfinished()


@recurring("intake.interests", every=timedelta(hours=1))
def _tell_interested() -> None:
    tell_of_open_calls()
