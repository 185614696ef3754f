"""Belgian enterprise numbers (BCE/KBO).

Ten digits of which the last two are 97 minus the remainder of the first eight by 97 (source: FPS Economy, Crossroads Bank).
"""


def normal_enterprise_number(text: str) -> str | None:
    """Return the ten digits of an enterprise number written in any usual way, or None when its checksum is wrong."""
    digits = "".join(character for character in text if character.isascii() and character.isdigit())
    # Numbers given before 2007 have nine digits: the leading zero is left out on old papers.
    if len(digits) == 9:
        digits = f"0{digits}"
    if len(digits) != 10 or digits[0] not in "01":
        return None
    return digits if int(digits[8:]) == 97 - int(digits[:8]) % 97 else None


def shown_enterprise_number(digits: str) -> str:
    """Return the number as it stands on official papers: 0787.822.122."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits
