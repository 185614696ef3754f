"""Public codes of rows: what addresses carry instead of sequential numbers."""

import secrets

# No vowels, so that no code spells a word; no 0/O, 1/l, so that it can be read aloud.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 12
_CODES = len(_ALPHABET) ** _LENGTH


def new_code() -> str:
    """Return a new random code of 12 letters and digits (57 bits)."""
    number = secrets.randbelow(_CODES)
    letters = []
    for _place in range(_LENGTH):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)
