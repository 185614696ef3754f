"""A form sent twice has one effect: it is claimed before anything is done, and whoever repeats it gets the first one's answer.

Every form carries a key (`{% form_key %}`). Claim, act and audit are one transaction: all of it, or nothing; a refusal leaves the
key free. Where refusals count themselves (codes tried at sign-in) the claim stands first, alone: `counts_refusals`.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from interlab.core.answers import DOUBLE_TAP, given_again, kept_of, leads_on
from interlab.core.kept import forget_typed, keep_typed, offering_again
from interlab.core.models import SentForm
from interlab.core.views import sent_already, too_busy

View = Callable[..., Any]

KEY = re.compile(r"[\w.-]{8,64}", re.ASCII)
# A page or a file that a form gave is made once more for whoever repeats it this soon; later they start anew.
GIVEN_AGAIN = timedelta(minutes=10)
# Longer than any form takes: whatever acted upon it died.
ABANDONED = timedelta(seconds=60)
# How long the second of two taps waits for the first, in seconds.
PATIENCE = 20.0


class _AlreadySent(Exception):
    """The same form was sent before."""


def counts_refusals(view: View) -> View:
    """Let what a view writes when it refuses stay written: a code tried, a limit reached. Its form still has one effect."""
    view.counts_refusals = True  # type: ignore[attr-defined]
    return view


def digest_of(request: HttpRequest, *, by_visit: bool = False) -> str | None:
    """Return what tells this form from every other: who sent it, where to, its key and content. None when it has no key.

    Who sent it is the account, or the browser's visit: for a stranger, and `by_visit`, where the form itself ends or changes the visit.
    """
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return None
    key = request.POST.get("form_key", "")
    if not KEY.fullmatch(key):
        return None
    if request.user.is_authenticated and not by_visit:
        who = f"account {request.user.pk}"
    else:
        cookies = request.COOKIES
        who = f"visit {cookies.get(settings.SESSION_COOKIE_NAME) or cookies.get(settings.CSRF_COOKIE_NAME)}"
    typed = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(one.name, one.size) for one in many]) for name, many in request.FILES.lists())
    whole = json.dumps([who, request.get_full_path(), key, typed, files], ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()


class OnceMiddleware:
    """Runs each form that is sent in one transaction, once. Innermost: whoever asks is known, nothing has been done yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            with offering_again(request):
                return self.get_response(request)
        view = _view_of(request)
        if view is None:
            return self.get_response(request)
        if _only_for_members(view, request):
            return keep_typed(request, self.get_response(request))
        if _counts_refusals(view):
            return self._apart(request)
        return self._whole(request)

    def _whole(self, request: HttpRequest) -> HttpResponse:
        """Act in one transaction with the claim; a refusal takes everything back."""
        digest, visit = digest_of(request), _visit_of(request)
        try:
            with transaction.atomic():
                claim = _claimed(digest) if digest else None
                response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif claim is not None:
                    claim.answer = kept_of(response, request, visit=visit)
                    claim.save(update_fields=["answer"])
                    forget_typed(request, response)
                return response
        except _AlreadySent:
            earlier = SentForm.objects.filter(pk=digest).first()
        if earlier is None:
            return self._whole(request)
        if leads_on(json.loads(earlier.answer)):
            return given_again(earlier.answer, request, earlier.sent_at)
        if timezone.now() - earlier.sent_at > GIVEN_AGAIN:
            return sent_already(request)
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        return response

    def _apart(self, request: HttpRequest) -> HttpResponse:
        """Act after the claim, outside its transaction; two taps get one answer, be it a refusal."""
        digest, visit = digest_of(request, by_visit=True), _visit_of(request)
        if digest is None:
            return self.get_response(request)
        claim, mine = _claimed_apart(digest)
        if claim is None:
            return too_busy(request)
        if not mine:
            return given_again(claim.answer, request, claim.sent_at)
        try:
            response = self.get_response(request)
        except BaseException:
            claim.delete()
            raise
        if response.status_code >= 500:
            claim.delete()
        else:
            claim.answer = kept_of(response, request, visit=visit, with_page=True)
            claim.save(update_fields=["answer"])
        return response


def _view_of(request: HttpRequest) -> View | None:
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None


def _only_for_members(view: View, request: HttpRequest) -> bool:
    """Whether this stranger is about to be sent to sign in: nothing happens that could happen twice."""
    return not (request.user.is_authenticated or _counts_refusals(view)) and bool(getattr(view, "login_required", True))


def _counts_refusals(view: View) -> bool:
    return view.__module__.startswith("allauth.") or getattr(view, "counts_refusals", False)


def _visit_of(request: HttpRequest) -> str | None:
    return request.session.session_key if request.user.is_authenticated else None


def _claimed(digest: str) -> SentForm:
    """Claim a form in the current transaction. Waits for whoever is acting upon the same one."""
    try:
        return SentForm.objects.create(digest=digest)
    except IntegrityError:
        raise _AlreadySent from None


def _claimed_apart(digest: str) -> tuple[SentForm | None, bool]:
    """Claim a form at once and for everybody to see. Return the claim, and whether it is ours; None when waiting was in vain."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        claim, mine = SentForm.objects.get_or_create(digest=digest)
        if mine:
            return claim, True
        age = timezone.now() - claim.sent_at
        done = bool(claim.answer)
        if done and (age < DOUBLE_TAP or leads_on(json.loads(claim.answer))):
            return claim, False
        if done or age > ABANDONED:
            # A refusal holds for two taps, not for somebody who tries again.
            SentForm.objects.filter(pk=digest, sent_at=claim.sent_at).delete()
        else:
            time.sleep(0.05)
    return None, False
