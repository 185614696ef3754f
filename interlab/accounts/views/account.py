"""One's own account: how one signs in, on which devices, with what proof."""

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.actions import end_every_visit
from interlab.accounts.devices import devices_of
from interlab.accounts.roles import SECOND_FACTOR_ROLES
from interlab.accounts.rules import SignedInRequest
from interlab.accounts.visits import roles_of
from interlab.accounts.witnesses import tell_all


@never_cache
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Show what belongs to one's own account, and the way to each page of it."""
    return render(request, "account/overview.html", {"required": bool(SECOND_FACTOR_ROLES & roles_of(request.user))})


@never_cache
@require_safe
def devices(request: SignedInRequest) -> HttpResponse:
    """List the devices on which one is signed in."""
    listed = list(devices_of(request.user, request.session.session_key))
    return render(request, "account/devices.html", {"devices": listed})


@require_POST
def device_end(request: SignedInRequest) -> HttpResponse:
    """Sign one device out; somebody else's isn't found."""
    number = request.POST.get("device", "")
    rows = UserSession.objects.filter(user=request.user, pk=int(number)) if number.isdecimal() and len(number) < 16 else None
    found = list(rows) if rows is not None else []
    if found:
        end_sessions(request, found)
        messages.success(request, _("This device is signed out."))
    return redirect("account_devices" if request.user.is_authenticated else "account_login")


@require_POST
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """Sign out on every device, this one too, and forget the browsers that were trusted."""
    tell_all(request.user, "account.signed_out_everywhere")
    end_every_visit(request.user)
    logout(request, show_message=False)
    messages.success(request, _("You are signed out on every device. Come in again whenever you like."))
    return redirect("account_login")
