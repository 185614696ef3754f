"""Promises: made, ticked off, moved, dropped."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.addresses import way_back
from interlab.core.dates import today
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.journeys import actions
from interlab.journeys.forms.next_acts import NextActForm, PostponeForm
from interlab.journeys.models import NextAct
from interlab.journeys.rules import can_settle
from interlab.journeys.views.persons import visible_person
from interlab.people.models import Person
from interlab.privacy.doors import opens_file


def _person_page(request: MemberRequest, person: Person) -> str:
    if request.member.can(Ability.SEE_PEOPLE):
        return reverse("journeys:person_detail", args=[request.member.incubator.slug, person.code])
    return reverse("home:today", args=[request.member.incubator.slug])


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def next_act_new(request: MemberRequest, code: str) -> HttpResponse:
    """Note a promise of either side."""
    person = visible_person(request, code)
    form = NextActForm(request.POST or None, member=request.member, initial={"owner": request.member.code, "due_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_next_act(person, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error, on="due_on")
        else:
            messages.success(request, _("Noted."))
            return redirect(way_back(request, _person_page(request, person)))
    context = {"form": form, "person": person, "next": way_back(request, "")}
    return render(request, "journeys/next_act_new.html", context, status=422 if form.is_bound else 200)


_SETTLED: dict[str, tuple[Callable[..., NextAct], Callable[[], str], str]] = {
    "done": (actions.complete_next_act, lambda: _("Done. Well done."), "reopen"),
    "drop": (actions.drop_next_act, lambda: _("This no longer holds."), "reopen"),
    "reopen": (actions.reopen_next_act, lambda: _("Back on the list."), ""),
}


@require_POST
@needs(Ability.EDIT_PEOPLE, Ability.SEE_OWN_JOURNEY)
@opens_file
def next_act_settle(request: MemberRequest, code: str) -> HttpResponse:
    """Tick a promise off, drop it, or take that back."""
    act = get_object_or_404(NextAct.objects.visible_to(request.member).select_related("person"), code=code)
    if not can_settle(request.member, act):
        raise PermissionDenied
    if request.member.pk not in (act.owner_id, act.created_by_id):
        actions.open_files([act.person], by=request.member, written=False)
    how = request.POST.get("how") or request.GET.get("how", "")
    settle, words, undo = _SETTLED.get(how, _SETTLED["done"])
    try:
        settle(act, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(way_back(request, _person_page(request, act.person)))
    tags: dict[str, Any] = {}
    if undo:
        address = reverse("journeys:next_act_settle", args=[request.member.incubator.slug, act.code])
        tags["extra_tags"] = f"undo:{address}?how={undo}"
    messages.success(request, words(), **tags)
    return redirect(way_back(request, _person_page(request, act.person)))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def next_act_postpone(request: MemberRequest, code: str) -> HttpResponse:
    """Move a promise to another day."""
    act = to_edit(request, NextAct.objects.visible_to(request.member).select_related("person"), code=code)
    actions.open_files([act.person], by=request.member)
    form = PostponeForm(request.POST or None, act=act)
    if form.is_valid():
        try:
            actions.postpone_next_act(act, due_on=form.cleaned_data["due_on"], by=request.member)
        except DomainError as error:
            show_refusal(form, error, on="due_on")
        else:
            messages.success(request, _("Moved to another day."))
            return redirect(way_back(request, _person_page(request, act.person)))
    context = {"form": form, "act": act, "next": way_back(request, "")}
    return render(request, "journeys/next_act_postpone.html", context, status=status_of(form))
