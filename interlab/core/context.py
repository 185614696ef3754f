"""What every template knows of the page it is part of."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the member and the incubator (None outside one), its public site on public pages, the theme, whether this is the demo."""
    member, site = getattr(request, "member", None), getattr(request, "public_site", None)
    # A cookie and not the browser's storage: the first paint already has the chosen colours.
    theme = request.COOKIES.get("theme", "")
    return {
        "member": member,
        "incubator": getattr(request, "incubator", None),
        "site": site,
        "theme": theme if theme in ("light", "dark") else "",
        "demo": settings.DEMO,
    }
