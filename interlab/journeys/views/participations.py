"""Entering a programme, moving through it, leaving it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.journeys.actions import move_participation, open_files, open_participation, update_participation
from interlab.journeys.forms.participations import ParticipationEditForm, ParticipationMoveForm, ParticipationNewForm
from interlab.journeys.models import Participation
from interlab.journeys.views.persons import person_address, visible_person
from interlab.privacy.doors import opens_file


def _visible(request: MemberRequest, code: str) -> Participation:
    rows = Participation.objects.visible_to(request.member).select_related("person", "programme", "coach", "cohort", "source")
    participation = to_edit(request, rows, code=code)
    open_files([participation.person], by=request.member)
    return participation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def participation_new(request: MemberRequest, code: str) -> HttpResponse:
    """Let a person enter a programme: for the first time, again, or a second one."""
    person = visible_person(request, code)
    start = {"on": today(), "coach": request.member.code if request.member.is_team else ""}
    form = ParticipationNewForm(request.POST or None, member=request.member, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            open_participation(person, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Noted."))
            return redirect(person_address(person, request))
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/participation_new.html", {"form": form, "person": person}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def participation_move(request: MemberRequest, code: str) -> HttpResponse:
    """Move a participation on, or end it, on a day that may lie in the past."""
    participation = _visible(request, code)
    form = ParticipationMoveForm(request.POST or None, participation=participation)
    if form.is_valid():
        data = form.cleaned_data
        facts = {"on": data["on"], "reason": data["reason"], "exit_reason": data.get("exit_reason")}
        try:
            moved = move_participation(participation, data["state"], by=request.member, **facts)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Noted: %(state)s.") % {"state": moved.get_state_display()})
            return redirect(person_address(participation.person, request))
    context = {"form": form, "participation": participation, "moves": participation.goes_on}
    return render(request, "journeys/participation_move.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def participation_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Say who accompanies a person, in which cohort, and how they found us."""
    participation = _visible(request, code)
    form = ParticipationEditForm(request.POST or None, participation=participation, member=request.member)
    if form.is_valid():
        try:
            update_participation(participation, **form.cleaned_data, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(person_address(participation.person, request))
    context = {"form": form, "participation": participation}
    return render(request, "journeys/participation_edit.html", context, status=status_of(form))
