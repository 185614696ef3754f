"""Text typed into a form whose visit had ended isn't lost: it is kept for an hour, and offered again to the same account, unsaved.

The key of a form says, to us alone, for which account the form was drawn. So what a stranger sends can be kept without knowing who
they are, and shown to nobody but the account it was drawn for, once that account has signed in.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from interlab.core.codes import new_code
from interlab.core.models import KeptText

KEPT_FOR = timedelta(hours=1)
LARGEST = 200_000
COOKIE = "__Host-kept" if settings.SECURE_SITE else "kept"
# Never kept, wherever they are typed.
_NEVER = ("csrfmiddlewaretoken", "form_key", "password", "password1", "password2", "oldpassword", "code")

_TYPED: ContextVar[QueryDict | None] = ContextVar("typed", default=None)


def key_for(account_pk: int | None) -> str:
    """Return a new key of a form drawn for an account; for a stranger, one that binds nothing."""
    code = new_code()
    return code if account_pk is None else f"{code}.{_seal('ours', code)}.{_seal(f'account {account_pk}', code)}"


def _seal(what: str, code: str) -> str:
    return salted_hmac("interlab.core.kept", f"{what} {code}").hexdigest()[:16]


def _drawn_by_us(key: str) -> bool:
    code, _dot, rest = key.partition(".")
    return constant_time_compare(rest.partition(".")[0], _seal("ours", code))


def _drawn_for(key: str, account_pk: int) -> bool:
    code, _dot, rest = key.partition(".")
    return constant_time_compare(rest.partition(".")[2], _seal(f"account {account_pk}", code))


def keep_typed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep what a stranger sent, if it comes from a form drawn for an account; `response` leads to the sign-in page."""
    key = request.POST.get("form_key", "")
    if response.status_code != 302 or not _drawn_by_us(key):
        return response
    typed = {name: values for name, values in request.POST.lists() if name not in _NEVER}
    content = json.dumps({"path": request.path, "key": key, "typed": typed})
    if not typed or len(content) > LARGEST:
        return response
    token = secrets.token_urlsafe(24)
    KeptText.objects.create(digest=_digest(token), content=content)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, token, max_age=int(KEPT_FOR.total_seconds()), secure=bool(secure), httponly=True, samesite="Lax")
    messages.info(request, _("Your visit had ended. What you typed is kept for an hour: sign in, and you find it again."))
    return response


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _kept(request: HttpRequest) -> KeptText | None:
    token = request.COOKIES.get(COOKIE, "")
    rows = (
        KeptText.objects.filter(digest=_digest(token), kept_at__gte=timezone.now() - KEPT_FOR)
        if token
        else KeptText.objects.none()
    )
    row = rows.first()
    content = json.loads(row.content) if row is not None else {}
    if content.get("path") == request.path and request.user.is_authenticated and _drawn_for(content["key"], request.user.pk):
        return row
    return None


@contextmanager
def offering_again(request: HttpRequest) -> Iterator[None]:
    """While a page is drawn, let its form hold what was typed into it before the visit ended. It is saved by nobody but the person."""
    row = _kept(request) if COOKIE in request.COOKIES else None
    if row is None:
        yield
        return
    typed = QueryDict(mutable=True)
    for name, values in json.loads(row.content)["typed"].items():
        typed.setlist(name, values)
    messages.info(request, _("Here is what you had typed. It isn't saved yet."))
    before = _TYPED.set(typed)
    try:
        yield
    finally:
        _TYPED.reset(before)


def typed_before() -> QueryDict | None:
    """Return what was typed into the form of this page before the visit ended, while the page is being drawn."""
    return _TYPED.get()


def forget_typed(request: HttpRequest, response: HttpResponse) -> None:
    """Forget what was kept for a form that has now been sent."""
    if COOKIE in request.COOKIES and (row := _kept(request)) is not None:
        row.delete()
        response.delete_cookie(COOKIE, samesite="Lax")
