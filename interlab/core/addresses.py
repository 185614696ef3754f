"""Addresses: of many rows of one sort, looked up once, then filled in; of the page to come back to."""

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

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


def way_back(request: HttpRequest, fallback: str) -> str:
    """Return the page of ours that asked for this act, or `fallback`."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # What doesn't begin at the root would be taken for the name of a view.
    return back if safe and back.startswith("/") else fallback
