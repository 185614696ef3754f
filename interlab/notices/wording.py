"""The words of messages: each app declares its own in `messages.py`, with the variables that they may use.

    register_wording(
        Wording("accounts.invitation", variables={"name": "Patricia", "link": "https://…"}, subject=gettext_lazy("…"), body=gettext_lazy("…"))
    )

Sentences are in the catalogues like those of pages, with named placeholders: %(name)s. Short ones (`text`) are for a phone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import override


@dataclass(frozen=True)
class Wording:
    """One kind of message. `variables` maps each placeholder to an example of it; `secret` ones aren't kept once they left."""

    name: str
    variables: Mapping[str, str]
    subject: str | Promise
    body: str | Promise
    text: str | Promise = ""
    secret: bool = False

    def written(self, language: str, about: Mapping[str, str]) -> "Written":
        """Return the message in `language`. Raises KeyError when a variable is missing, ValueError for one not declared."""
        if strangers := set(about) - set(self.variables):
            raise ValueError(f"{self.name} declares no {', '.join(sorted(strangers))}")
        with override(language):
            return Written(str(self.subject) % about, str(self.body) % about, str(self.text or self.body) % about)


@dataclass(frozen=True)
class Written:
    """A message in one language: for mail a subject and a body, for a phone a text."""

    subject: str
    body: str
    text: str = field(default="")


_WORDINGS: dict[str, Wording] = {}


def register_wording(wording: Wording) -> None:
    """Declare a kind of message."""
    _WORDINGS[wording.name] = wording


def wording_named(name: str) -> Wording:
    """Return a declared kind of message. Raises KeyError for a name nobody declared."""
    autodiscover_modules("messages")
    return _WORDINGS[name]
