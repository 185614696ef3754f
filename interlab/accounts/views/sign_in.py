"""Coming in: the code that was sent, a key that was handed over, and whose device this is."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import respond_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interlab.accounts.actions import accept_invitation, refuse_change
from interlab.accounts.actions.invitations import open_invitation, plain_key
from interlab.accounts.actions.security import account_of_not_me
from interlab.accounts.forms import KeyForm
from interlab.accounts.rules import SignedInRequest
from interlab.accounts.visits import remember_device, roles_of
from interlab.core.errors import DomainError


class ConfirmCodeView(ConfirmLoginCodeView):
    """allauth's page for the code. Asking again counts like asking, and does the same for an address nobody has."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count a try before it is looked at: guesses that come at once all read the same session."""
        tried = f"{request.session.session_key} {self._process.state['at']}"
        if self._action == "verify" and not ratelimit.consume(request, action="try_code", key=tried):
            self._process.abort()
            messages.error(request, get_adapter(request).error_messages["too_many_login_attempts"])
            return redirect("account_request_login_code")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        process = self._process
        asked = process.state.get("email") or process.state.get("phone")
        if not ratelimit.consume(self.request, action="request_login_code", key=asked):
            return respond_429(self.request)
        process.send()
        process.record_resend()
        process.persist()
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


confirm_login_code = require_http_methods(["GET", "HEAD", "POST"])(ConfirmCodeView.as_view())


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Ask for a key, or say whom one lets in; only the button uses it up, so that nothing that follows links does."""
    asked = request.POST if request.method == "POST" else request.GET
    if "key" not in asked:
        return render(request, "account/invitation.html", {"form": KeyForm()})
    if not _may_try(request):
        return respond_429(request)
    form = KeyForm(asked)
    found = open_invitation(form.cleaned_data["key"]) if form.is_valid() else None
    if found is None:
        if form.is_valid():
            form.add_error("key", _("This code or link no longer works. Ask the team for a new one."))
        return render(request, "account/invitation.html", {"form": form}, status=422)
    if request.method != "POST":
        return render(
            request, "account/invitation.html", {"form": form, "found": found, "key": plain_key(form.cleaned_data["key"])}
        )
    try:
        return _come_in(request, form.cleaned_data["key"])
    except DomainError as error:
        form.add_error("key", error.message)
        return render(request, "account/invitation.html", {"form": form}, status=422)


def _may_try(request: HttpRequest) -> bool:
    """Count a try, reading included: allauth counts no GET by itself."""
    from allauth.core.internal import ratelimit as counting

    return bool(counting.consume(request, app="allauth.account", action="invitation", limit_get=True))


def _come_in(request: HttpRequest, key: str) -> HttpResponse:
    """Use the key up and sign its member in, through the same stages as everybody: a second factor is still asked."""
    found = accept_invitation(key)
    if request.user.is_authenticated:
        logout(request, show_message=False)
    record_authentication(request, found.member.account, method="invitation")
    there = reverse("home:today", args=[found.incubator.slug])
    return perform_login(request, Login(user=found.member.account, redirect_url=there))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request: HttpRequest) -> HttpResponse:
    """Let somebody say that they didn't ask for a change: everything that could open their account is taken away."""
    key = (request.POST if request.method == "POST" else request.GET).get("key", "")[:300]
    account = account_of_not_me(key)
    if account is not None and request.method == "POST":
        refuse_change(account)
        messages.success(request, _("Your account is safe again: everybody is signed out. Come in with a new code."))
        return redirect("account_login")
    return render(request, "account/not_me.html", {"key": key, "known": account is not None})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def this_device(request: SignedInRequest) -> HttpResponse:
    """Ask whose device this is. Until there is an answer, it is taken for somebody else's."""
    if request.method != "POST":
        return render(request, "account/this_device.html", {"next": get_next_redirect_url(request) or ""})
    if request.POST.get("mine") == "yes":
        remember_device(request.session, roles_of(request.user))
    else:
        messages.info(request, _("You stay signed in for 15 minutes, then this device forgets you."))
    return redirect(get_next_redirect_url(request) or "home:front_door")
