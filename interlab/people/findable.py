"""The words by which persons are found: which ones a record gives, and which ones a search asks for.

Apps above add texts of their own (a project's name finds who carries it) by a `findable.py` that calls `register_texts`, and
call `people.actions.index_persons` when such a text changes. Everything here can be rebuilt: `manage.py reindex_people`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from django.utils.module_loading import autodiscover_modules

from interlab.core.text import words

LONGEST_WORD = 60
MOST_WORDS = 5
# What is typed between the digits of one phone number.
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\d\s./()\-\u2010-\u2015]*\d)?(?!\w)")
# The last digits are what people remember, or read from a missed call.
_ENDINGS = (4, 6)

TextsOf = Callable[[Sequence[int]], Iterable[tuple[int, str]]]
_REGISTERED: dict[str, TextsOf] = {}


def register_texts(name: str, texts_of: TextsOf) -> None:
    """Let other texts find persons: `texts_of(person pks)` yields (pk, text) in a constant number of queries."""
    _REGISTERED[name] = texts_of


@cache
def _sources() -> tuple[TextsOf, ...]:
    autodiscover_modules("findable")
    return tuple(_REGISTERED.values())


def registered_words(person_ids: Sequence[int]) -> dict[int, set[str]]:
    """Return by person the words that the apps above add."""
    found: dict[int, set[str]] = defaultdict(set)
    for texts_of in _sources():
        for person_id, text in texts_of(person_ids):
            found[person_id].update(words(text))
    return found


def digits_of(text: str) -> str:
    """Return the digits of `text` as 0 to 9, in whatever script they were typed."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdecimal())


def phone_words(typed: str, normal: str) -> set[str]:
    """Return the words of a phone number: as typed, international, national, and its last digits."""
    digits = digits_of(typed)
    if not digits:
        return set()
    found = {digits, normal.lstrip("+") or digits}
    if normal.startswith("+32"):
        found.add(f"0{normal[3:]}")
    found.update(digits[-n:] for n in _ENDINGS if len(digits) > n)
    return found


def asked_words(text: str) -> list[str]:
    """Return the words a search asks for. The digits of a phone are one word, however they are grouped."""
    numbers = [digits_of(number) for number in _NUMBER.findall(text)]
    rest = _NUMBER.sub(" ", text)
    # 0032 is how +32 is dialled.
    numbers = [number[2:] if number.startswith("00") and len(number) > 4 else number for number in numbers]
    return [word[:LONGEST_WORD] for word in dict.fromkeys([*words(rest), *numbers])][:MOST_WORDS]
