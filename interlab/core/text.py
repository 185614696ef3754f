"""Comparing texts as people do: accents, case and spacing make no difference, in any script."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
# Letters that Unicode doesn't decompose and that people type either way.
_ALIKE = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": ""}
)


def fold(text: str) -> str:
    """Return `text` without accents, case, marks or doubled spaces: the form in which texts are compared and indexed."""
    # NFKD takes the hamza off an alef and the breve off й alike; what is left is the bare letter.
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.translate(_ALIKE).split())


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in order, each once."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))
