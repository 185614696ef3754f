"""Whoever wants to hear when the next call opens."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.once import counts_refusals
from interlab.intake.actions.interests import forget_interest as forget
from interlab.intake.actions.interests import interest_of_key, note_interest
from interlab.intake.forms.interests import InterestForm
from interlab.network.models import Programme


@counts_refusals
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def interest(request: PublicRequest) -> HttpResponse:
    """Ask how to reach somebody when the next call opens. A machine is thanked as everybody is, and not noted."""
    if request.method != "POST":
        form = InterestForm(request.incubator, initial={"programme": request.GET.get("programme", "")[:12]})
        return _page(request, form, 200)
    form = InterestForm(request.incubator, request.POST)
    if not ratelimit.consume(request, action="interest"):
        form.errors.clear()
        form.add_error(None, _("That was sent many times. Wait an hour, or call us."))
        return _page(request, form, 429)
    if not form.is_valid():
        return _page(request, form, 422)
    if not form.is_of_a_machine:
        asked = form.cleaned_data
        kind, contact = asked["contact"]
        note_interest(
            request.incubator,
            kind=kind,
            contact=contact,
            language=asked["language"],
            name=asked["name"],
            programme=asked["programme"],
        )
    return redirect("intake:interest_thanks", request.incubator.slug)


def _page(request: PublicRequest, form: InterestForm, status: int) -> HttpResponse:
    several = Programme.objects.filter(incubator=request.incubator, archived_at=None)[:2]
    return render(request, "intake/interest.html", {"form": form, "several": len(several) > 1}, status=status)


@require_safe
@public_page
def interest_thanks(request: PublicRequest) -> HttpResponse:
    """Thank whoever wants to hear of the next call."""
    return render(request, "intake/interest_thanks.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def forget_interest(request: PublicRequest) -> HttpResponse:
    """Forget whoever got our message and says so; opening the link alone does nothing."""
    key = (request.POST if request.method == "POST" else request.GET).get("key", "")[:200]
    found = interest_of_key(request.incubator, key)
    if request.method == "POST":
        if found is not None:
            forget(found)
        return redirect("intake:forget_interest", request.incubator.slug)
    return render(request, "intake/forget_interest.html", {"key": key, "known": found is not None})
