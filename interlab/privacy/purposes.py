"""What people may be asked to agree to. Each app declares its purposes in its `consents.py`; help never depends on any."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

MONTHS = 24


@dataclass(frozen=True)
class Purpose:
    """One thing a person may agree to.

    `asks` is what they read, in easy words and the first person; when it changes, `version` grows and those who agreed to the
    earlier words are still told those. `channels` are (name, label): each is agreed to apart; none means that there is but one.
    """

    name: str
    label: str | Promise
    asks: str | Promise
    why: str | Promise
    channels: tuple[tuple[str, str | Promise], ...] = ()
    version: int = 1
    months: int = MONTHS

    def channel_label(self, channel: str) -> str:
        return str(dict(self.channels).get(channel, channel))

    def text(self, channel: str) -> str:
        """Return the words agreed to, in the present language."""
        return f"{self.asks} ({self.channel_label(channel)})" if channel else str(self.asks)


_PURPOSES: dict[str, Purpose] = {}


def register_purpose(*purposes: Purpose) -> None:
    """Declare what may be asked."""
    _PURPOSES.update({purpose.name: purpose for purpose in purposes})


@cache
def _discover() -> None:
    autodiscover_modules("consents")


def all_purposes() -> list[Purpose]:
    """Return every declared purpose, in the order of the apps and of their files."""
    _discover()
    return list(_PURPOSES.values())


def purpose_named(name: str) -> Purpose:
    """Return a declared purpose. Raises KeyError for a name nobody declared."""
    _discover()
    return _PURPOSES[name]
