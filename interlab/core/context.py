"""What every template knows of the page it is part of."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the member (None outside an incubator), the incubator, the chosen theme, and whether this is the demo."""
    member = getattr(request, "member", None)
    # A cookie and not the browser's storage: the first paint already has the chosen colours.
    theme = request.COOKIES.get("theme", "")
    return {
        "member": member,
        "incubator": member.incubator if member else None,
        "theme": theme if theme in ("light", "dark") else "",
        "demo": settings.DEMO,
    }
