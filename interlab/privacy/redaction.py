"""Finding a person in free text, and taking them out of it. Pure: no database."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from interlab.core.text import fold

MARK = "[…]"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\d\s./()\-\u2010-\u2015]*\d)?(?!\w)")
# Enough digits that a number is one person's, few enough that +32 and 0 make no difference.
_TELLING_DIGITS = 8
_TELLING_LETTERS = 4

Words = tuple[str, ...]


def _folded(text: str) -> Words:
    return tuple(word for found in _WORD.findall(text) if (word := fold(found)))


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


@dataclass(frozen=True)
class Traces:
    """By what somebody is recognised: whole names (folded words, in the orders people write them), words of names, contacts."""

    whole: frozenset[Words]
    single: frozenset[str]
    literal: tuple[str, ...]
    numbers: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], contacts: Iterable[str]) -> "Traces":
        whole: set[Words] = set()
        single: set[str] = set()
        for name in names:
            words = _folded(name)
            # "Patricia Mbala", and "Mbala Patricia" as a workbook has it.
            turned = (words[turn:] + words[:turn] for turn in range(len(words)))
            whole.update(turned if len(words) > 1 else ())
            single.update(word for word in words if len(word) > 2 or len(words) == 1)
        literal: list[str] = []
        numbers: set[str] = set()
        for contact in contacts:
            digits = _digits(contact)
            if len(digits) >= _TELLING_DIGITS and not any(c.isalpha() for c in contact):
                numbers.add(digits[-_TELLING_DIGITS:])
            elif len(contact.strip()) >= _TELLING_LETTERS:
                literal.append(contact.strip().casefold())
        return cls(frozenset(whole), frozenset(single), tuple(literal), frozenset(numbers))

    def is_named_by(self, text: str) -> bool:
        """Whether `text` is nothing but a name of theirs: a cell of a sheet."""
        words = _folded(text)
        return bool(words) and (words in self.whole or (len(words) == 1 and words[0] in self.single))

    def surely_in(self, text: str) -> bool:
        """Whether `text` holds a whole name or a contact of theirs: it can be nobody else."""
        return any(True for _span in self._sure_spans(text))

    def perhaps_in(self, text: str) -> bool:
        """Whether `text` holds a word of their name: it may be somebody else of that name."""
        return any(word in self.single for word in _folded(text))

    def taken_out(self, text: str, *, first_names: bool) -> str:
        """Return `text` with every sure trace replaced by a mark; with `first_names`, every word of their name too."""
        spans = list(self._sure_spans(text))
        if first_names:
            spans += [(m.start(), m.end()) for m in _WORD.finditer(text) if fold(m.group()) in self.single]
        done, out = 0, []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start < done:
                done = max(done, end)
                continue
            out += [text[done:start], MARK]
            done = end
        return "".join([*out, text[done:]])

    def _sure_spans(self, text: str) -> Iterator[tuple[int, int]]:
        words = [(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
        sizes = {len(name) for name in self.whole}
        for size in sizes:
            for at in range(len(words) - size + 1):
                if tuple(word for word, _start, _end in words[at : at + size]) in self.whole:
                    yield words[at][1], words[at + size - 1][2]
        for contact in self.literal:
            for match in re.finditer(re.escape(contact), text, re.IGNORECASE):
                yield match.span()
        for match in _NUMBER.finditer(text) if self.numbers else ():
            if _digits(match.group())[-_TELLING_DIGITS:] in self.numbers:
                yield match.span()


def speaks_of(value: Any, traces: Traces) -> bool:
    """Whether plain data (of a JSON column) hold somebody, by a whole name, a contact, or a value that is just their name."""
    if isinstance(value, str):
        return traces.surely_in(value) or traces.is_named_by(value)
    if isinstance(value, dict):
        return any(speaks_of(one, traces) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return any(speaks_of(one, traces) for one in value)
    return False
