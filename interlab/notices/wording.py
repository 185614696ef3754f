"""The words of messages: each app declares its own in `messages.py`, with the variables that they may use.

    register_wording(
        Wording("accounts.invitation", variables={"name": "Patricia", "link": "https://…"}, subject=gettext_lazy("…"), body=gettext_lazy("…"))
    )

Sentences are in the catalogues like those of pages, with named placeholders: %(name)s. Short ones (`text`) are for a phone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext, override

from interlab.core.errors import DomainError
from interlab.notices.clean import clean, one_line

_PLACEHOLDER = re.compile(r"%\((\w*)\)s")
# A sign of percent is written twice; anything else after one isn't a placeholder of ours.
_PERCENT = re.compile(r"%%|%\(\w*\)s|(?P<stray>%.{0,8})")


# Where a variable has nothing to say, no hole stays.
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Wording:
    """One kind of message. `variables` maps each placeholder to an example of it; `secret` ones aren't kept once they left.

    `title` names it where a team changes its words; without one, the subject does.
    """

    name: str
    variables: Mapping[str, str]
    subject: str | Promise
    body: str | Promise
    text: str | Promise = ""
    secret: bool = False
    title: str | Promise = ""

    def in_language(self, language: str) -> "Written":
        """Return the words of `language`, with their placeholders."""
        with override(language):
            return Written(str(self.subject), str(self.body), str(self.text))

    def written(self, language: str, about: Mapping[str, str], own: "Written | None" = None) -> "Written":
        """Return the message in `language`, in a team's `own` words if given.

        Raises KeyError when a variable is missing, ValueError for one not declared.
        """
        if strangers := set(about) - set(self.variables):
            raise ValueError(f"{self.name} declares no {', '.join(sorted(strangers))}")
        if missing := set(self.variables) - set(about):
            raise KeyError(f"{self.name} needs {', '.join(sorted(missing))}")
        return (own or self.in_language(language)).filled(about)

    def example(self, language: str, own: "Written | None" = None) -> "Written":
        """Return the message filled with the examples of its variables."""
        return self.written(language, self.variables, own)


@dataclass(frozen=True)
class Written:
    """A message in one language: for mail a subject and a body, for a phone a text."""

    subject: str
    body: str
    text: str = field(default="")

    def filled(self, about: Mapping[str, str]) -> "Written":
        """Return the message with its variables filled in; nothing in them can add a header or hide a direction."""
        values = {name: clean(str(value)) for name, value in about.items()}
        lines = {name: one_line(value) for name, value in values.items()}
        body, text = self.body % values, (self.text or self.body) % values
        return Written(one_line(self.subject % lines)[:250], _EMPTY_LINES.sub("\n\n", body), _EMPTY_LINES.sub("\n\n", text))

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield each part's field and its words."""
        yield from (("subject", self.subject), ("body", self.body), ("text", self.text))

    def mistakes(self, variables: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return (field, what is wrong in it): a placeholder that isn't one of `variables`, or a percent sign alone."""
        wrong = []
        for name, words in self.parts():
            wrong += [(name, f"%({found})s") for found in _PLACEHOLDER.findall(words) if found not in variables]
            wrong += [(name, found["stray"]) for found in _PERCENT.finditer(words) if found["stray"]]
        return wrong

    def checked(self, variables: Mapping[str, str]) -> "Written":
        """Return the words themselves. Raises DomainError, beside its field, for a variable that isn't known or a stray percent sign."""
        for name, found in self.mistakes(variables):
            known = ", ".join(f"%({variable})s" for variable in variables)
            text = gettext("“%(found)s” isn’t known here. You may use: %(known)s. A percent sign is written twice.")
            raise DomainError(text % {"found": found, "known": known}, field=name)
        if "\n" in self.subject.strip():
            raise DomainError(gettext("A subject is on one line."), field="subject")
        return self

    def placeholders(self) -> set[str]:
        """Return the names of the variables that are used."""
        return {found for _, words in self.parts() for found in _PLACEHOLDER.findall(words)}


_WORDINGS: dict[str, Wording] = {}


def register_wording(wording: Wording) -> None:
    """Declare a kind of message."""
    _WORDINGS[wording.name] = wording


@cache
def look_for_messages() -> None:
    """Import what the apps declare in their `messages.py`, once."""
    autodiscover_modules("messages")


def wording_named(name: str) -> Wording:
    """Return a declared kind of message. Raises KeyError for a name nobody declared."""
    look_for_messages()
    return _WORDINGS[name]


def all_wordings() -> list[Wording]:
    """Return every kind of message that the apps declare, by name."""
    look_for_messages()
    return [_WORDINGS[name] for name in sorted(_WORDINGS)]
