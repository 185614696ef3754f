"""Public codes of rows: what addresses carry instead of sequential numbers."""

import secrets

# No vowels, so that no code spells a word; no 0/O, 1/l, so that it can be read aloud.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_code() -> str:
    """Return a new random code of 12 letters and digits (57 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))
