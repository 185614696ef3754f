"""The waiting list of a call: its order, the days by which people hear, and a place that becomes free."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.actions.decisions import move_on_list, offer_place
from interlab.intake.answering import prepared, waiting
from interlab.intake.models import Application, Decision
from interlab.intake.views.compositions import visible_call


@require_safe
@needs(Ability.DECIDE_APPLICATIONS)
def waiting_list(request: MemberRequest, code: str) -> HttpResponse:
    """Show who waits, in order, and until when."""
    call = visible_call(request, code)
    ready = prepared(call).filter(kind=Decision.Kind.ACCEPT)
    offered = set(ready.values_list("application_id", flat=True))
    rows = list(waiting(call)[:500])
    context = {"call": call, "rows": rows, "offered": offered, "late": [row for row in rows if row.is_late(today())]}
    return render(request, "intake/waiting_list.html", context)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def waiting_move(request: MemberRequest, code: str, application: str) -> HttpResponse:
    """Move somebody one place up or down."""
    call = visible_call(request, code)
    asked = get_object_or_404(Application.objects.visible_to(request.member).sent().filter(call=call), code=application)
    decision = Decision.objects.told().filter(application=asked).select_related("application").last()
    if decision is None:
        return redirect("intake:waiting_list", call.incubator.slug, call.code)
    try:
        move_on_list(decision, up=request.POST.get("direction") != "down", by=request.member)
    except DomainError as error:
        messages.warning(request, str(error.message))
    return redirect("intake:waiting_list", call.incubator.slug, call.code)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def waiting_offer(request: MemberRequest, code: str) -> HttpResponse:
    """Prepare the place that is free for whoever is next."""
    call = visible_call(request, code)
    try:
        decision = offer_place(call, by=request.member)
    except DomainError as error:
        messages.warning(request, str(error.message))
        return redirect("intake:waiting_list", call.incubator.slug, call.code)
    words = _("A place is prepared for %(name)s. Look at the message, then tell them.")
    messages.success(request, words % {"name": decision.application.person})
    return redirect("intake:decision_preview", call.incubator.slug, call.code)
