"""Text as people type it, brought to one shape so that two spellings of one thing are equal."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from .shapes import NotComputed, Value

# Marks that spreadsheets, phones and right-to-left keyboards leave in cells and nobody sees.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "ə": "e",
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ـ": None,
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
    }
)
_INCLUSIVE = re.compile(
    r"(?<=\w)(?:\(e\)s?|\(e?s\)|\(trice\)|\(euse\)|[·•‧.]e(?:[·•‧.]?s)?\b|/e\b|[/·](?:trice|rice|euse|ne)\b)", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_NUMBER_SIGN = re.compile(r"\bn\s*[°º]|\bnr\b\.?|\bn°", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Without unseen marks and control characters; lines are kept."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", text).strip()


def tidy(text: str) -> str:
    """On one line, single spaces, nothing unseen."""
    return _tidy(text) if len(text) < 120 else _tidied(text)


def _tidied(text: str) -> str:
    return _SPACES.sub(" ", cleaned(text)).strip()


_tidy = lru_cache(maxsize=65536)(_tidied)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, words separated by one space: equal for two spellings of one word, in any script."""
    text = tidy(text).casefold().translate(_LETTERS)
    text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return _NOT_WORD.sub(" ", text.translate(_LETTERS)).strip()


@lru_cache(maxsize=4096)
def fold_header(text: str) -> str:
    """`fold`, without brackets, inclusive endings ("Participant·e", "Né(e)") or number signs."""
    text = _INCLUSIVE.sub("", tidy(text))
    text = _NUMBER_SIGN.sub(" numero ", text)
    return fold(_BRACKETS.sub(" ", text)) or fold(text)


def as_text(value: Value) -> str:
    """A cell as one line of text, the way a team in Belgium would type it."""
    if value is None or isinstance(value, NotComputed):
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if abs(value) < 1e300 else ""


_NOTHING = frozenset(
    "na|n a|nc|inconnu|inconnue|unknown|onbekend|nvt|non communique|non connu|pas connu|x x|aucun|aucune|neant|none|nihil|geen|"
    "a completer|a definir|a voir|tbd|null|nan|non renseigne|vide|pas encore|en attente".split("|")
)


def is_blank(value: Value) -> bool:
    """Nothing in the cell, or only spaces and unseen marks."""
    if not isinstance(value, str):
        return value is None
    return not (value and value[0].isalnum()) and not tidy(value)


@lru_cache(maxsize=65536)
def says_nothing(text: str) -> bool:
    """What people type when they have nothing to type: "-", "?", "n/a", "inconnu"…"""
    folded = fold(text)
    return (not folded and not any(sign in text for sign in "♀♂½¼¾")) or folded in _NOTHING


def letter_of(index: int) -> str:
    """The spreadsheet's name of a column, from its index (0 → A, 26 → AA)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
