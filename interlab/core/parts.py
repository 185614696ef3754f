"""A part of a file: iPhones play no recording from a server that can't give one."""

import re

_ONE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


def part_asked(asked: str, size: int) -> range | None:
    """Return which bytes a header "Range" asks of a file of `size`; None for the whole, or for what can't be given."""
    found = _ONE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    # Without a beginning, so many bytes at the end.
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last) + 1, size) if first and last else size
    return range(start, stop) if start < stop else None
