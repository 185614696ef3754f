"""What people typed, made harmless in a message: no second header, no hidden turn of direction, no character that isn't seen."""

import unicodedata

# Signs that turn the direction of what follows, or hide in it: with them a name could show another address than it holds.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x2060, 0xFEFF, 0x00AD])


def clean(text: str) -> str:
    """Return `text` without control characters (line breaks stay) and without signs that turn its direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    for separator in ("\u2028", "\u2029", "\x85", "\x1c", "\x1d", "\x1e"):
        lines = lines.replace(separator, "\n")
    seen = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return seen.translate(_TURNING)


def one_line(text: str) -> str:
    """Return `text`, clean and on one line: what a subject, a name or an address may be."""
    return " ".join(clean(text).split())
