"""Meetings of a call on the team's side: times offered, people invited, what became of each."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from interlab.accounts.models import members_of
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.meetings import cancel_slot, invite_to_meet, offer_slots, settle_slot
from interlab.intake.forms.meetings import InviteForm, SettleForm, SlotsForm
from interlab.intake.models import Application, Call, Conflict, InterviewSlot


def _slots(request: MemberRequest) -> QuerySet[InterviewSlot]:
    rows = InterviewSlot.objects.filter(incubator_id=request.member.incubator_id)
    return rows.select_related("call", "member", "application__person")


def _closed(request: MemberRequest) -> QuerySet[Any, Any]:
    mine = Conflict.objects.filter(incubator_id=request.member.incubator_id, member=request.member, taken_back_at=None)
    return mine.values("application")


def _to_invite(request: MemberRequest, call: Call) -> QuerySet[Application]:
    rows = Application.objects.visible_to(request.member).sent().filter(call=call, invited_at=None)
    return rows.exclude(pk__in=_closed(request)).select_related("person").order_by("submitted_at", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_APPLICATIONS)
def slot_list(request: MemberRequest, code: str) -> HttpResponse:
    """Show the times offered in a call, and offer more."""
    call = get_object_or_404(Call.objects.visible_to(request.member).select_related("incubator"), code=code)
    members = members_of(call.incubator).of_team().order_by("name", "pk")
    form = SlotsForm(request.POST or None, members=members, initial={"member": request.member.code})
    if form.is_valid():
        try:
            made = offer_slots(call, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            words = ngettext("%(n)s time is offered.", "%(n)s times are offered.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("intake:slot_list", call.incubator.slug, call.code)
    rows = _slots(request).filter(call=call).exclude(outcome=InterviewSlot.Outcome.CANCELLED)
    slots = list(rows.exclude(application__in=_closed(request)).order_by("starts_at", "pk")[:500])
    context = {"call": call, "slots": slots, "form": form, "to_invite": list(_to_invite(request, call)[:300])}
    return render(request, "intake/slot_list.html", context, status=status_of(form))


@require_POST
@needs(Ability.SEE_APPLICATIONS)
def slot_cancel(request: MemberRequest, code: str) -> HttpResponse:
    """Take an offered time back."""
    slot = get_object_or_404(_slots(request), code=code)
    try:
        cancel_slot(slot, by=request.member, link=request.build_absolute_uri("/"))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Cancelled. Whoever had booked it is told."))
    return redirect("intake:slot_list", request.member.incubator.slug, slot.call.code)


@require_POST
@needs(Ability.SEE_APPLICATIONS)
def slot_settle(request: MemberRequest, code: str) -> HttpResponse:
    """Note whether a meeting took place."""
    slot = get_object_or_404(_slots(request), code=code)
    form = SettleForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError(_("Say whether you met."))
        settle_slot(slot, by=request.member, **form.cleaned_data)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Noted."))
    return redirect("intake:slot_list", request.member.incubator.slug, slot.call.code)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def slot_invite(request: MemberRequest, code: str) -> HttpResponse:
    """Invite applicants to pick a time."""
    call = get_object_or_404(Call.objects.visible_to(request.member), code=code)
    form = InviteForm(request.POST, applications=_to_invite(request, call))
    if form.is_valid():
        link = request.build_absolute_uri("/")
        n = invite_to_meet(call, list(form.cleaned_data["applications"]), by=request.member, link=link)
        messages.success(request, ngettext("%(n)s person is invited.", "%(n)s persons are invited.", n) % {"n": n})
    else:
        messages.error(request, _("Choose at least one application."))
    return redirect("intake:slot_list", request.member.incubator.slug, call.code)
