"""Pages that belong to no app: readiness, the style guide, and what is shown when something went wrong."""

import sys
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interlab.core import maintenance
from interlab.core.failures import Failure
from interlab.core.keeping.state import last_copy
from interlab.core.stopped import stopped_page, typed_in
from interlab.core.styleguide import samples

MARK = Path(__file__).parent / "static/core/mark.svg"


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 once the server and its database work, and tell about the last backup. Closed on purpose is well too."""
    if maintenance.current() is not None:
        return HttpResponse("closed for maintenance\n", content_type="text/plain")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("\n".join(["ok", *last_copy(), ""]), content_type="text/plain")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Give our mark to browsers that ask for the usual file, unbidden."""
    return HttpResponse(MARK.read_bytes(), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component of the design system once."""
    return render(request, "core/styleguide.html", samples())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/error.html", {"status": 400}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/error.html", {"status": 403}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/error.html", {"status": 404}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say what stopped and give typed text back. Django calls this while it handles the error, wherever it arose."""
    return stopped_page(request, sys.exc_info()[1])


def too_busy(request: HttpRequest) -> HttpResponse:
    """Say that somebody else was waited for in vain. Nothing was saved."""
    return stopped_page(request, None, Failure.BUSY)


def sent_already(request: HttpRequest) -> HttpResponse:
    return render(request, "core/error.html", {"status": 409}, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that the form is too old, and give the typed text back so that it can be copied."""
    # Sending the same again would fail the same way: the page must be opened anew.
    context = {"status": "csrf", **typed_in(request, can_be_sent_again=False)}
    return render(request, "core/error.html", context, status=403)
