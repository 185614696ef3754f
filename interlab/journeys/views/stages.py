"""A project on its way: entering a stage, taking a mistake back, becoming an enterprise."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.journeys.actions import move_project, record_launch, void_move
from interlab.journeys.forms.projects import LaunchForm, StageMoveForm, VoidForm
from interlab.journeys.models import Launch, StageMove
from interlab.journeys.views.projects import project_address, visible_project
from interlab.network.models import Stage
from interlab.privacy.doors import opens_file


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def stage_move(request: MemberRequest, code: str) -> HttpResponse:
    """Say that a project entered a stage. A launch leads on to what is known of the enterprise."""
    project = visible_project(request, code)
    form = StageMoveForm(request.POST or None, project=project)
    if form.is_valid():
        try:
            move = move_project(project, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The project is now at this stage: %(stage)s.") % {"stage": move.stage.name})
            if move.stage.meaning == Stage.Meaning.LAUNCHED:
                return redirect("journeys:launch", request.member.incubator.slug, project.code)
            return redirect(project_address(project, request))
    return render(request, "journeys/stage_move.html", {"form": form, "project": project}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def stage_move_void(request: MemberRequest, code: str, move: str) -> HttpResponse:
    """Take a mistaken stage move back, with its reason."""
    project = visible_project(request, code)
    row = get_object_or_404(StageMove.objects.select_related("stage", "by"), project=project, code=move)
    form = VoidForm(request.POST or None)
    if form.is_valid():
        try:
            void_move(row, reason=form.cleaned_data["reason"], by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Taken back. It stays readable on the project's page."))
            return redirect(project_address(project, request))
    context = {"form": form, "project": project, "move": row}
    return render(request, "journeys/stage_move_void.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def launch(request: MemberRequest, code: str) -> HttpResponse:
    """Note or correct the enterprise a project became."""
    project = visible_project(request, code)
    known: Launch | None = getattr(project, "launch", None)
    form = LaunchForm(request.POST or None, project=project, launch=known)
    if form.is_valid():
        facts: dict[str, Any] = form.cleaned_data
        try:
            record_launch(project, by=request.member, **facts)
        except DomainError as error:
            show_refusal(form, error, on="started_on")
        else:
            messages.success(request, _("Enterprise noted."))
            return redirect(project_address(project, request))
    context = {"form": form, "project": project, "known": known}
    return render(request, "journeys/launch.html", context, status=status_of(form))
