"""What proves that it is you, beside a password or a code: an app, a passkey, codes on paper."""

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes, generate_recovery_codes
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import SECOND_FACTOR_ROLES
from interlab.accounts.rules import SignedInRequest
from interlab.accounts.second_factors import CODES_TO_KEEP
from interlab.accounts.visits import roles_of

# Where whoever was led here wanted to go.
_ONWARDS = "second_factor_onwards"


@never_cache
@require_safe
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Show the ways to prove that it is you, set up or not. Whoever was led here goes on afterwards where they wanted to."""
    onwards = get_next_redirect_url(request)
    if onwards:
        request.session[_ONWARDS] = onwards
    found = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("pk"))
    context = {
        "app": next((one for one in found if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": next(
            (len(one.wrap().get_unused_codes()) for one in found if one.type == Authenticator.Type.RECOVERY_CODES), 0
        ),
        "required": bool(SECOND_FACTOR_ROLES & roles_of(request.user)),
        "onwards": request.session.get(_ONWARDS, ""),
    }
    return render(request, "mfa/index.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Show new recovery codes until the person has kept them, then how many are left. POST: they are kept, or new ones are made."""
    if request.method == "POST":
        if request.POST.get("action") == "kept":
            request.session.pop(CODES_TO_KEEP, None)
            return redirect(request.session.pop(_ONWARDS, None) or "mfa_index")
        if can_generate_recovery_codes(request.user):
            generate_recovery_codes(request)
            request.session[CODES_TO_KEEP] = True
        return redirect("mfa_view_recovery_codes")
    codes = _codes_of(request)
    context = {"codes": codes if request.session.get(CODES_TO_KEEP) else [], "left": len(codes)}
    return render(request, "account/recovery_codes.html", context)


@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes_file(request: SignedInRequest) -> HttpResponse:
    """Give the new codes as a file, while they may still be shown."""
    if not request.session.get(CODES_TO_KEEP):
        raise Http404
    lines = [_("InterLab: recovery codes of %(name)s") % {"name": request.user.name}, "", *_codes_of(request), ""]
    answer = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="interlab-codes.txt"'
    return answer


@require_POST
@reauthentication_required(app="allauth.mfa")
def passkey_remove(request: SignedInRequest) -> HttpResponse:
    """Take one of one's own passkeys away."""
    number = request.POST.get("passkey", "")
    if not number.isdecimal() or len(number) > 15:
        raise Http404
    rows = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    remove_authenticator(request, get_object_or_404(rows, pk=int(number)))
    messages.success(request, _("This passkey opens nothing any more."))
    return redirect("mfa_index")


def _codes_of(request: SignedInRequest) -> list[str]:
    """Return the recovery codes not used yet; whoever has no second proof is told that there is no such page."""
    if not request.user.has_second_factor:
        raise Http404
    made = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    codes: list[str] = made.wrap().get_unused_codes() if made else []
    return codes
