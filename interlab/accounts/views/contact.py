"""Changing the e-mail or phone by which one signs in: the new one proves itself with a code first."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from allauth.core.internal.ratelimit import respond_429
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interlab.accounts.actions import change_contact
from interlab.accounts.contacts import EMAIL
from interlab.accounts.forms import CodeForm, ContactForm
from interlab.accounts.rules import SignedInRequest
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal

_ASKED = "new_contact"
_GOOD_FOR = 600
_MOST_TRIES = 3


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.mfa")
def contact(request: SignedInRequest) -> HttpResponse:
    """Ask for the new e-mail or phone and send a code there."""
    form = ContactForm(request.POST or None)
    if form.is_valid():
        kind, address = form.cleaned_data["login"]
        if not ratelimit.consume(request, action="request_login_code", key=address):
            return respond_429(request)
        adapter = get_adapter(request)
        code = adapter.generate_login_code()
        request.session[_ASKED] = {"kind": kind, "address": address, "code": code, "at": time.time(), "tries": 0}
        if kind == EMAIL:
            adapter.send_mail("account/email/login_code", address, {"code": code})
        else:
            adapter.send_verification_code_sms(request.user, address, code)
        return redirect("account_contact_code")
    return render(request, "account/contact.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_code(request: SignedInRequest) -> HttpResponse:
    """Take the code that came back, and change the address."""
    asked: dict[str, Any] | None = request.session.get(_ASKED)
    if asked is None or time.time() - asked["at"] > _GOOD_FOR or asked["tries"] >= _MOST_TRIES:
        request.session.pop(_ASKED, None)
        return redirect("account_contact")
    form = CodeForm(request.POST or None, code=asked["code"])
    if request.method == "POST":
        # Counted before it is looked at, and once more where guesses that come at once are told apart.
        if not ratelimit.consume(request, action="try_code", key=f"{request.session.session_key} {asked['at']}"):
            return respond_429(request)
        request.session[_ASKED] = asked | {"tries": asked["tries"] + 1}
    if form.is_valid() and compare_user_code(actual=form.cleaned_data["code"], expected=asked["code"]):
        try:
            with transaction.atomic():
                # Before the change: whoever reads the old address learns of it.
                get_adapter(request).send_notification_mail("account/email/contact_changed", request.user)
                change_contact(request.user, kind=asked["kind"], address=asked["address"])
        except DomainError as error:
            show_refusal(form, error, login="code")
        else:
            del request.session[_ASKED]
            messages.success(request, _("Saved. Your next code goes there."))
            return redirect("account")
    context = {"form": form, "address": asked["address"]}
    return render(request, "account/contact_code.html", context, status=422 if form.errors else 200)
