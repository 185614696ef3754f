"""How to reach somebody: e-mails, telephones, and whether man or woman writes it."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from .folding import as_text, cleaned, fold, says_nothing, tidy
from .shapes import EnterpriseNumber, Phone, Value

_EMAIL = re.compile(r"[A-Za-z0-9._%+'\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,24}")
_PHONE_PIECES = re.compile(r"[;,\n|]|\s+(?:ou|et|of|or|en|and)\s+|\s/\s|\s-\s(?=[+0])|(?<=\d)/(?=(?:\+|00|04)\d{2,})")
_WOMAN = frozenset(
    (
        "f femme mme madame vrouw woman female fille mevr mevrouw v vrouwelijk feminin mlle mademoiselle mrs "
        "ms miss w dame meisje fem femmes mw elle vr"
    ).split()
)
_MAN = frozenset("h homme m monsieur man male mr garcon dhr heer mannelijk masculin jongen hom hommes mnr il mons".split()) | {
    "de heer"
}
_OTHER = frozenset("x|autre|other|non binaire|ander|anders|non binary|nonbinary|nb|divers|iel|non genre|genderfluid".split("|"))


@lru_cache(maxsize=4096)
def read_gender(text: str) -> str | None:
    """ "woman", "man", "other", "" when nothing is said, None when it says something else."""
    if "♀" in text:
        return "woman"
    if "♂" in text:
        return "man"
    if says_nothing(text):
        return ""
    folded = fold(text)
    for meaning, words in (("woman", _WOMAN), ("man", _MAN), ("other", _OTHER)):
        if folded in words:
            return meaning
    return None


@lru_cache(maxsize=16384)
def read_emails(text: str) -> tuple[tuple[str, ...], bool]:
    """Distinct addresses in lower case, and whether something else that was meant as one is left."""
    text = cleaned(text)[:2000]
    found = tuple(dict.fromkeys(address.lower().strip(".'") for address in _EMAIL.findall(text)))
    rest = _EMAIL.sub(" ", text)
    return found, "@" in rest or (not found and not says_nothing(text))


def read_phones(value: Value) -> tuple[Phone, ...]:
    """Every number in the cell, as typed and in E.164 when it is a possible one seen from Belgium."""
    if isinstance(value, bool):
        return ()
    if isinstance(value, int | float):
        digits = as_text(value)
        # A number cell has lost its leading zero: 476155746 was typed 0476155746.
        return _phones("0" + digits if len(digits) in (8, 9) and digits.isdigit() else digits)
    return _phones(cleaned(value)[:500]) if isinstance(value, str) else ()


@lru_cache(maxsize=16384)
def _phones(text: str) -> tuple[Phone, ...]:
    phones: dict[str, Phone] = {}
    for piece in _PHONE_PIECES.split(text):
        typed = tidy(piece)
        if sum(letter.isdigit() for letter in typed) < 6:
            continue
        phone = Phone(typed, _e164(typed))
        phones.setdefault(phone.e164 or typed, phone)
    return tuple(phones.values())


def _e164(typed: str) -> str | None:
    digits = re.sub(r"[^\d+]", "", typed.replace("(0)", "").replace("(+32)", "+32"))
    if re.fullmatch(r"\d{8,10}\.0", typed):
        digits = digits[:-1]
    candidates = [digits]
    if re.fullmatch(r"4\d{8}", digits):
        candidates.append("0" + digits)
    if re.fullmatch(r"(?:32|33|31|49|352)\d{8,10}", digits):
        candidates.append("+" + digits)
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, "BE")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def read_enterprise_number(value: Value) -> EnterpriseNumber | None:
    """A number of the Belgian register, with its checksum judged; None when the cell holds nothing of the kind."""
    typed = as_text(value)[:60]
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:BE|TVA|BTW|BCE|KBO)[\s:.]*", "", typed, flags=re.IGNORECASE))
    if len(digits) < 6:
        return None
    if len(digits) == 9:
        digits = "0" + digits
    valid = len(digits) == 10 and digits[0] in "01" and 97 - int(digits[:8]) % 97 == int(digits[8:])
    return EnterpriseNumber(typed, digits, valid)
