"""The ways out: each hands one message to another server, and says plainly what the other side answered.

The same rule for all: `hand_over()` is called just before the point of no return. What fails before it was not taken, and is tried
again. What fails after it without an answer is in doubt, and is not sent again by itself.
"""

from collections.abc import Callable
from typing import Protocol

from interlab.notices.models import Message, Problem


class NotTaken(Exception):
    """The other side did not take the message: `for_good`, or for now. `away` says that it can't be reached at all."""

    def __init__(self, problem: str, error: str, *, for_good: bool = False, away: bool = False) -> None:
        super().__init__(error)
        self.problem, self.error, self.for_good, self.away = problem, error, for_good, away


class Unanswered(Exception):
    """The message was handed over and no answer came: nobody can tell whether it was taken."""


class Way(Protocol):
    """One way out, kept open while several messages leave one after the other."""

    def send(self, message: Message, hand_over: Callable[[], None]) -> str:
        """Hand over one message and return the other side's name for it. Raises NotTaken or Unanswered."""

    def close(self) -> None:
        """Let go of the connection, if any."""


def nothing_set(what: str) -> NotTaken:
    """Return the error of a way that nobody set up."""
    return NotTaken(Problem.NOT_SET, what, away=True)
