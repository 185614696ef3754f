"""Pages that belong to no app: readiness, the style guide, and what is shown when something went wrong."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interlab.core.styleguide import samples


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 once the server and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


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
    return render(request, "core/error.html", {"status": 500}, status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    return render(request, "core/error.html", {"status": 503}, status=503)


def sent_already(request: HttpRequest) -> HttpResponse:
    return render(request, "core/error.html", {"status": 409}, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that the form is too old, and give the typed text back so that it can be copied."""
    hidden = ("csrfmiddlewaretoken", "form_key", "password")
    typed = {key: value for key, value in request.POST.items() if key not in hidden and value}
    return render(request, "core/error.html", {"status": "csrf", "typed": typed}, status=403)
