"""Picking a time to meet: two taps, and back again until the day before."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.errors import DomainError
from interlab.intake.actions.slots import give_slot_back, pick_slot
from interlab.intake.following import free_slots, may_move
from interlab.intake.models import Application
from interlab.intake.views.applying import holding


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@holding
def slot_pick(request: PublicRequest, application: Application) -> HttpResponse:
    """Show the free times by day, and take the one that is pressed."""
    if application.invited_at is None or application.withdrawn_at is not None:
        raise Http404
    if request.method != "POST":
        return _times(request, application)
    try:
        pick_slot(application, request.POST.get("slot", "")[:12])
    except DomainError as error:
        return _times(request, application, refusal=error.message)
    messages.success(request, _("It is noted. We look forward to it."))
    return redirect("intake:application_status", request.incubator.slug, application.code)


def _times(request: PublicRequest, application: Application, refusal: Any = "") -> HttpResponse:
    by_day = groupby(free_slots(application), key=lambda slot: timezone.localdate(slot.starts_at))
    had = application.slots.filter(outcome="").select_related("member").first()
    context = {
        "application": application,
        "days": [(day, list(slots)) for day, slots in by_day],
        "had": had,
        "had_on": timezone.localdate(had.starts_at) if had else None,
        "may_move": had is not None and may_move(had),
        "refusal": refusal,
    }
    return render(request, "intake/slot_pick.html", context, status=409 if refusal else 200)


@require_POST
@public_page
@holding
def slot_give_back(request: PublicRequest, application: Application) -> HttpResponse:
    """Give the time back that one had picked."""
    try:
        give_slot_back(application)
        messages.success(request, _("The time is free again. Choose another one when you like."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("intake:application_status", request.incubator.slug, application.code)
