"""The one error an action raises when what is asked can't be done: its message is shown to the person as it is."""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """What was asked can't be done now. `message` is translated and says what to do; `field` names the input it is about."""

    def __init__(self, message: Any, *, field: str | None = None, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.details = dict(details or {})
