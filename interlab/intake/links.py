"""Addresses of public pages as they stand in messages, which also leave when nobody asks for a page."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from interlab.network.models import Incubator


def link_to(name: str, incubator: Incubator, *parts: str, **asked: str) -> str:
    """Return the whole address of a public page of `incubator`."""
    site = settings.SITE or f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{site}{reverse(name, args=[incubator.slug, *parts])}{query}"
