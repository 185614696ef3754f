"""Names of people: whose given name is it, and which person does a typed name mean."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .contacts import read_gender
from .folding import cleaned, fold, tidy

LONGEST_NAME = 200
_TITLES = (
    r"mesdames|messieurs|madame|monsieur|mademoiselle|mevrouw|mevr\.?|dhr\.?|de heer|mme\.?|mlle\.?|"
    r"mrs\.?|mr\.?|ms\.?|m\.|m(?=\s\w{2})|dr\.?|"
    r"docteur|prof\.?|ing\.?|maître|me\."
)
_TITLE = re.compile(rf"^\s*(?P<title>{_TITLES})\s*(?=[^\W\d_])", re.IGNORECASE)
_TITLE_AFTER = re.compile(r"[,\s]+(?:\((?P<in>mme|m|mr|mlle|mevr|dhr)\.?\)|(?P<out>mme|mr|mlle))\.?\s*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?\s*")
_PARTICLES = frozenset(
    "da de do dos das del della di du des la le van der den von ter ten el al ben bin ibn bint abu d l y zu vande vander".split()
)
_SEVERAL = re.compile(r"\s*(?:[;+/&,\n]|\s(?:et|en|and|avec|ainsi que)\s)\s*", re.IGNORECASE)
# Cyrillic and Greek capitals as the first letter of the same name in Latin script.
_LATIN_INITIAL = str.maketrans("абвгдезийклмнопрстуфхіїєґюя", "abvgdezijklmnoprstufhiiegjj")


@dataclass(frozen=True, slots=True)
class Name:
    """`full` has the given name first; `given` may be "" when only one name is known; `gender` comes from a title."""

    full: str
    given: str
    family: str = ""
    gender: str = ""


def without_title(text: str) -> tuple[str, str]:
    """The name without "Mme", "Dr", "Mevr."…, and the gender the title tells."""
    gender = ""
    for _ in range(3):
        match = _TITLE.match(text)
        if not match:
            break
        gender = gender or read_gender(match["title"].rstrip(".")) or ""
        text = text[match.end() :].strip()
    match = _TITLE_AFTER.search(text)
    if match and len(text[: match.start()].split()) >= 1:
        gender = gender or read_gender(match["in"] or match["out"]) or ""
        text = text[: match.start()].strip()
    return text, gender


def name_of(full: str, *, family_first: bool) -> Name:
    """A name from one cell: a comma or capitals tell the family name, else the column's habit does."""
    text, gender = without_title(tidy(full))
    text = _ASIDE.sub(" ", text).strip() or text
    if "," in text:
        family, _, given = (part.strip() for part in text.partition(","))
        if given and family:
            return _built(given, family, gender)
        text = (family or given).strip(", ")
    words = text.split()
    if len(words) < 2:
        return Name(_cased(text), _cased(text), "", gender)
    capitals = [_is_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        return _split_by_capitals(words, capitals, gender, family_first=family_first)
    cut = _family_length(words) if family_first else len(words) - _family_length_at_end(words)
    first, second = " ".join(words[:cut]), " ".join(words[cut:])
    return _built(second, first, gender) if family_first else _built(first, second, gender)


def name_from_two(given: str, family: str) -> Name:
    """A name from a given-name cell and a family-name cell; either may be empty, neither may be told."""
    given, gender = without_title(tidy(given))
    family, other = without_title(tidy(family))
    given, family = _ASIDE.sub(" ", given).strip() or given, _ASIDE.sub(" ", family).strip() or family
    if not given or not family:
        return name_of(given or family, family_first=True)
    return _built(given, family, gender or other)


def _built(given: str, family: str, gender: str) -> Name:
    # "van der BERG": the particles stay as typed.
    family = (
        _cased(family)
        if family.isupper() or family.islower() and given.islower()
        else " ".join(_cased(word) if _is_capitals(word) else word for word in family.split())
    )
    given = _cased(given)
    return Name(f"{given} {family}".strip(), given, family, gender)


def _is_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and word.isupper() and not (word.endswith(".") and len(letters) < 2)


def _split_by_capitals(words: list[str], capitals: list[bool], gender: str, *, family_first: bool) -> Name:
    family = list(capitals)
    for index in range(len(words) - 2, -1, -1):
        if family[index + 1] and fold(words[index]) in _PARTICLES:
            family[index] = True
    if all(family):  # "de SMET": nothing is left to be a given name.
        return name_of(" ".join(words).title(), family_first=family_first)
    return _built(
        " ".join(word for word, is_family in zip(words, family, strict=True) if not is_family),
        " ".join(word for word, is_family in zip(words, family, strict=True) if is_family),
        gender,
    )


def _family_length(words: list[str]) -> int:
    """How many of the first words make the family name: its particles and the word they belong to."""
    length = 0
    while length < len(words) - 2 and fold(words[length]) in _PARTICLES:
        length += 1
    return length + 1


def _family_length_at_end(words: list[str]) -> int:
    length = 1
    while length < len(words) - 1 and fold(words[-length - 1]) in _PARTICLES:
        length += 1
    return length


def _cased(text: str) -> str:
    """All capitals or no capital at all becomes "Dupont", "El Amrani", "Jean-Luc"; anything else is left as typed."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2 or not (text.isupper() or text.islower()):
        return text
    words = []
    for index, word in enumerate(text.lower().split()):
        particle = text.islower() and index < len(text.split()) - 1 and fold(word) in _PARTICLES
        words.append(word if particle else re.sub(r"(?:^|(?<=[-'’]))\w", lambda match: match[0].upper(), word))
    return " ".join(words)


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """Equal for two spellings of a name that differ by accents, case, hyphens, spaces or order only."""
    return " ".join(sorted(fold(text).split()))


def split_names(text: str) -> list[str]:
    """The names of one cell that names several."""
    return [piece for piece in (tidy(part).strip(" .-") for part in _SEVERAL.split(cleaned(text))) if piece]


@dataclass(slots=True)
class Directory:
    """Everybody a session may name, found by any part of their name."""

    labels: dict[str, str] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_letters: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_trigram: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _searched: int = 0

    def add(self, key: str, full: str, others: Iterable[str] = ()) -> None:
        """`others`: the called name, a spelling of the same person in another sheet."""
        self.labels.setdefault(key, full)
        for spelling in (full, *others):
            words = fold(spelling).split()
            if not words or len(spelling) > LONGEST_NAME:
                continue
            for index, under in (
                (self._by_key, name_key(spelling)),
                (self._by_letters, "".join(words)),
                (self._by_letters, "".join(words[1:] + words[:1])),
            ):
                if key not in index[under]:
                    index[under].append(key)
            for word in words:
                self._by_word[word].add(key)
                self._words[key].add(word)
            for trigram in _trigrams(words):
                self._by_trigram[trigram].add(key)

    def find(self, text: str) -> list[str]:
        """Keys of everybody this name may mean; one key ties, several are homonyms or a part of several names."""
        bare = _ASIDE.sub(" ", tidy(text)).strip(" .,-") or tidy(text)
        exact = self._exactly(bare)
        if exact:
            return exact
        untitled, _ = without_title(bare)
        if untitled != bare:
            exact = self._exactly(untitled)
            if exact:
                return exact
        words = fold(untitled).split()
        found = self._containing(words)
        if len(found) != 1 and untitled != bare:
            # "M. Ruiz" of two Ruiz is Martin or any Mr Ruiz: an initial that is a title too tells nobody apart.
            found = found or self._containing(fold(bare).split())
        return found

    def _exactly(self, text: str) -> list[str]:
        words = fold(text).split()
        if not words:
            return []
        for found in (self._by_key.get(" ".join(sorted(words))), self._by_letters.get("".join(words))):
            if found:
                return list(found)
        # "Marie-Claire Dupont" against "Dupont Marieclaire": the last word first.
        for cut in range(1, min(len(words), 5)):
            found = self._by_letters.get("".join(words[cut:] + words[:cut]))
            if found:
                return list(found)
        return []

    def _containing(self, words: list[str]) -> list[str]:
        """Everybody who has all these words, one letter standing for a word that begins with it."""
        whole = [word for word in words if len(word) > 1 or not word.isalpha()]
        initials = [word for word in words if word not in whole]
        if not whole:
            return []
        found = set.intersection(*(self._by_word.get(word, set()) for word in whole))
        if not found and len(whole) == 1 and not initials:
            return []
        for initial in initials:
            found = {
                key for key in found if any(_initial(word) == _initial(initial) for word in self._words[key] if word not in whole)
            }
        return sorted(found, key=list(self.labels).index) if len(found) <= 20 else sorted(found)

    def closest(self, text: str, at_most: int = 5) -> list[str]:
        """Keys whose names look like this one without being it, best first; at most 2,000 different names are searched."""
        self._searched += 1
        words = fold(_ASIDE.sub(" ", text)).split()
        wanted = _trigrams(words)
        if not wanted or self._searched > 2000:
            return []
        # A trigram half the directory has ("mar") tells nothing and costs much.
        postings = (self._by_trigram.get(trigram, set()) for trigram in wanted)
        shared = Counter(key for posting in postings if len(posting) <= 200 for key in posting)
        scored = []
        for key, count in shared.most_common(40):
            own = len(_trigrams(fold(self.labels[key]).split()))
            score = 2 * count / (len(wanted) + own)
            common_word = any(word in self._words[key] and len(word) > 2 for word in words)
            if score >= 0.5 or (common_word and score >= 0.3):
                scored.append((-score, self.labels[key], key))
        return [key for _, _, key in sorted(scored)[:at_most]]


def _initial(word: str) -> str:
    return word[0].translate(_LATIN_INITIAL)


@lru_cache(maxsize=32768)
def _trigrams_of_word(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _trigrams(words: list[str]) -> set[str]:
    return {trigram for word in words[:12] for trigram in _trigrams_of_word(word[:60])}
