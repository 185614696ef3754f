"""Addresses of many rows of one sort: looked up once, then filled in."""

from collections.abc import Callable
from functools import lru_cache

from django.urls import reverse

# A code is letters and digits, so nothing in it needs quoting, and this one can't be any row's.
_BLANK = "0-0"


@lru_cache(maxsize=512)
def _around(name: str, before: tuple[str, ...]) -> tuple[str, str]:
    start, _blank, end = reverse(name, args=[*before, _BLANK]).rpartition(_BLANK)
    return start, end


def addresses(name: str, *before: str) -> Callable[[str], str]:
    """Return what gives the address of the page called `name` for a row's code, its last argument after those `before`."""
    start, end = _around(name, before)
    return lambda code: f"{start}{code}{end}"
