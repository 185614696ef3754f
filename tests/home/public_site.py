"""An incubator's public site, for tests."""

import re
from html import unescape

from django.utils import timezone

from interlab.network.models import Incubator
from tests.permissions import PUBLIC_SITE

TEXT_PAGES = ("about", "accessibility", "contact", "elsewhere", "legal", "partners", "privacy_notice", "programme", "recommend")
OURS = [name for name in PUBLIC_SITE if name.startswith("home:")]


def published(incubator: Incubator, **facts: object) -> Incubator:
    """Publish the incubator's site, with `facts` on it."""
    site = incubator.site
    site.published_at = timezone.now()
    for name, value in facts.items():
        setattr(site, name, value)
    site.save()
    return incubator


def sentences(html: str) -> list[str]:
    """Return what a reader reads of the page's main part, sentence by sentence."""
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    main = re.sub(r"<(script|style|select|svg)\b.*?</\1>", " ", main, flags=re.DOTALL)
    # What stands in a block of its own is no part of the sentence before it.
    main = re.sub(r"</?(p|h\d|li|div|label|legend|dt|dd|br|button|small|section|a|b)\b[^>]*>", "\n", main)
    text = unescape(re.sub(r"<[^>]+>", "", main))
    parts = re.split(r"(?<=[.!?:…])\s+|\n+", text)
    return [" ".join(part.split()) for part in parts if re.search(r"[^\W\d_]", part)]
