"""The language of a browser: a cookie, so that a stranger has one too."""

from django.conf import settings
from django.http import HttpResponseBase


def keep_language(response: HttpResponseBase, language: str) -> None:
    """Have the browser ask for pages in `language` from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
