"""The pages shown when InterLab can't go on: made without database or visit, in the visitor's language, with what was typed."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from interlab.core.codes import new_code
from interlab.core.failures import Failure, Saved, WriteWatch, failure_of
from interlab.core.maintenance import Maintenance

logger = logging.getLogger(__name__)
# Seconds after which trying again makes sense.
TRY_AGAIN_AFTER = {Failure.BUSY: 5, Failure.AWAY: 10, Failure.FULL: 300}
CLOSED_FOR = 300
_SECRET = ("password", "code", "otp", "token", "secret", "pin")
_OURS = ("csrfmiddlewaretoken", "form_key", "act_key", "next", "version", "shown")
# Shorter ones without a space are mostly choices and codes: they go with the form, or stand together at the end.
_WORTH_SHOWING = 13


def stopped_page(request: HttpRequest, error: BaseException | None, known: Failure | None = None) -> HttpResponse:
    """Return the page for `error` (or for what is `known` without one), and leave in the log what somebody who mends it needs."""
    failure = known or failure_of(error)
    watch = getattr(request, "write_watch", WriteWatch())
    context: dict[str, Any] = {"why": failure.value if failure else "broken", "saved": watch.saved(error, failure).value}
    where = getattr(request.resolver_match, "view_name", "") or "no view"
    if failure is None:
        context["reference"] = reference = new_code()
        logger.error("error %s in %s %s", reference, request.method, where, exc_info=error)
    else:
        logger.error("%s in %s %s: %s", failure, request.method, where, context["saved"], exc_info=error)
    response = _page(request, context, status=503 if failure else 500)
    if failure is not None:
        response.headers["Retry-After"] = str(TRY_AGAIN_AFTER[failure])
    # Ours is the line to read: Django would write a second one.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def closed_page(request: HttpRequest, closed: Maintenance) -> HttpResponse:
    """Return the page shown during maintenance."""
    end = closed.ends_at
    context = {"why": "closed", "sentence": closed.sentence, "until": end, "saved": Saved.NOTHING.value}
    response = _page(request, context, status=503)
    response.headers["Retry-After"] = str(max(1, round((end - timezone.now()).total_seconds())) if end else CLOSED_FOR)
    return response


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    sent = request.method not in ("GET", "HEAD")
    # The middleware that looks at the visitor's language may not have been reached.
    with translation.override(translation.get_language_from_request(request)):
        response = render(
            request, "core/stopped.html", {**context, "sent": sent, **(typed_in(request) if sent else {})}, status=status
        )
    response.headers["Cache-Control"] = "no-store, private"
    return response


def typed_in(request: HttpRequest, *, can_be_sent_again: bool = True) -> dict[str, Any]:
    """Return what a form brought: `typed` to be read and copied, `fields` to be sent again as they are; secrets in neither."""
    try:
        lists, files = list(request.POST.lists()), bool(request.FILES)
    except Exception:
        lists, files = [], False
    fields = [(name, value) for name, values in lists for value in values]
    secret = any(part in name.lower() for name, _value in fields for part in _SECRET if name not in _OURS)
    readable = [(name, value) for name, value in fields if name not in _OURS and not any(p in name.lower() for p in _SECRET)]
    again = can_be_sent_again and bool(fields) and not files and not secret
    values = [value for _name, value in readable if value]
    typed = [value for value in values if " " in value.strip() or len(value) >= _WORTH_SHOWING]
    if not again and (short := "\n".join(value for value in values if value not in typed)):
        typed.append(short)
    # With its key a form has one effect, however often it is sent.
    return {"typed": typed, "fields": fields if again else [], "with_file": files, "keyed": again and "form_key" in dict(fields)}
