"""Which persons a text in a person column names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .folding import fold, tidy
from .names import LONGEST_NAME, name_key, split_names, without_title
from .sameness import People
from .shapes import Reason, because

_GROUP = re.compile(
    r"^(?:groupe|group|groep|tous|toutes|tout le groupe|tout le monde|everyone|all|iedereen|allen|"
    r"collectif|la cohorte|cohorte|promo|promotion|l equipe|\d+ (?:pers|personnes|participants|people|"
    r"deelnemers))\b"
)


@dataclass(slots=True)
class Resolved:
    """What one text in a person column came to: keys, or a reason with the choices a question offers."""

    keys: tuple[str, ...] = ()
    reason: Reason | None = None
    about: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Whose:
    """Looks names up among the people."""

    people: People

    def resolve(self, typed: str) -> Resolved:
        if len(typed) > 5000 or (len(typed) > LONGEST_NAME and len(split_names(typed)) == 1):
            return Resolved(reason=because("name_too_long", longest=LONGEST_NAME))
        marked = self.people.marked(typed)
        if marked:
            return Resolved(keys=(marked,))
        whole = self.people.directory.find(typed) if len(typed) <= LONGEST_NAME else []
        pieces = split_names(typed)
        if len(whole) != 1 and len(pieces) > 1:
            several = self.pieces(pieces)
            # "Ruiz, Martin" names one person; "Ruiz, Pichon" two.
            return several if several.reason is None or not whole else self._one(typed, whole)
        return self._one(typed, whole)

    def pieces(self, pieces: list[str]) -> Resolved:
        keys: list[str] = []
        for piece in pieces[:60]:
            one = self._one(piece, self.people.directory.find(piece))
            if one.reason is not None:
                return one
            keys.extend(one.keys)
        return Resolved(keys=tuple(dict.fromkeys(keys)))

    def _one(self, typed: str, found: list[str]) -> Resolved:
        labels, name = self.people.directory.labels, tidy(typed)[:120]
        if len(found) == 1:
            return Resolved(keys=(found[0],))
        gender = without_title(name)[1]
        if found and gender:
            # "Mme Mertens" of a couple: the title tells.
            told = [key for key in found if self.people.genders.get(key, gender) == gender]
            if len(told) == 1:
                return Resolved(keys=(told[0],))
        if found:
            choices = tuple((key, labels[key]) for key in found[:30])
            return Resolved(reason=because("person_ambiguous", name=name, count=len(found)), about=typed, choices=choices)
        refused = self.people.refused.get(name_key(typed))
        if refused:
            return Resolved(reason=because("person_rejected", name=name, sheet=refused[0], row=refused[1]))
        if _GROUP.match(fold(typed)):
            return Resolved(reason=because("group_without_names", name=name))
        near = tuple((key, labels[key]) for key in self.people.directory.closest(typed))
        return Resolved(reason=because("person_near" if near else "person_unknown", name=name), about=typed, choices=near)
