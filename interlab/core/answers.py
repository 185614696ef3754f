"""What is kept of the answer to a form, and how it is given again to whoever sent the same form twice."""

import json
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone

# Two taps lie this close together.
DOUBLE_TAP = timedelta(seconds=10)
LARGEST_PAGE = 200_000


def kept_of(response: HttpResponseBase, request: HttpRequest, *, visit: str | None, with_page: bool = False) -> str:
    """Return what must be known of an answer to give it again: where it led, what it told, which visit it opened.

    `visit` is the key of the visit that sent the form; None for somebody who wasn't signed in.
    """
    answer: dict[str, Any] = {"status": response.status_code, "location": response.headers.get("Location", "")}
    answer["told"] = _told(request)
    answer["cookies"] = {
        name: [morsel.value, {key: morsel[key] for key in morsel if morsel[key]}] for name, morsel in response.cookies.items()
    }
    if request.session.modified and not request.session.is_empty() and (visit is None or visit != request.session.session_key):
        # Saved now, so that it is there before anybody is told of it.
        request.session.save()
        answer["session"] = request.session.session_key
    if with_page and isinstance(response, HttpResponse) and len(response.content) <= LARGEST_PAGE:
        answer["page"] = response.content.decode(response.charset)
    return json.dumps(answer)


def leads_on(answer: dict[str, Any]) -> bool:
    """Whether the form was taken, and led to another page."""
    return 300 <= int(answer["status"]) < 400


def given_again(kept: str, request: HttpRequest, sent_at: datetime) -> HttpResponse:
    """Answer as the first time. Nothing is done once more."""
    answer = json.loads(kept)
    if leads_on(answer):
        response: HttpResponse = HttpResponseRedirect(answer["location"], status=answer["status"])
    else:
        response = HttpResponse(answer.get("page", ""), status=answer["status"])
    for name, (value, attributes) in answer["cookies"].items():
        response.cookies[name] = value
        response.cookies[name].update(attributes)
    waiting = _told(request)
    for level, text, tags in answer["told"]:
        if [level, text, tags] not in waiting:
            messages.add_message(request, level, text, extra_tags=tags or "")
    if answer.get("session") and timezone.now() - sent_at < DOUBLE_TAP:
        _join(request, response, answer["session"])
    return response


def _told(request: HttpRequest) -> list[list[Any]]:
    """Return the messages that wait for the next page, and leave them to it."""
    storage = messages.get_messages(request)
    told = [[one.level, str(one.message), one.extra_tags or ""] for one in storage]
    if isinstance(storage, BaseStorage):
        storage.used = False
    return told


def _join(request: HttpRequest, response: HttpResponse, session_key: str) -> None:
    """Let the second of two taps into the visit that the first one began: a browser listens to one of them only."""
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        session_key,
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite="Lax",
    )
