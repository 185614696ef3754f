"""A project's page, its facts and its holders."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.journeys.actions import add_holder, create_project, open_files, remove_holder, update_project
from interlab.journeys.enterprise_numbers import shown_enterprise_number
from interlab.journeys.forms.projects import ProjectForm
from interlab.journeys.models import Document, Launch, Project, ProjectHolder
from interlab.journeys.stage_path import stage_path
from interlab.journeys.timeline import Subject, sources, timeline_of
from interlab.journeys.views.persons import visible_person
from interlab.people.models import Person
from interlab.privacy.doors import opens_file

FOUND = 20


def visible_project(request: MemberRequest, code: str) -> Project:
    """Return the project called `code` with what its pages show of it and open its holders' files, or answer 404."""
    holders = ProjectHolder.objects.select_related("person").order_by("pk")
    rows = Project.objects.visible_to(request.member).select_related("programme", "sector", "stage", "launch")
    project = to_edit(request, rows.prefetch_related(Prefetch("holders", queryset=holders)), code=code)
    # Its page tells what happened with each of them.
    open_files([holder.person for holder in project.holders.all()], by=request.member)
    return project


def project_address(project: Project, request: MemberRequest) -> str:
    """Return the address of a project's page."""
    return reverse("journeys:project_detail", args=[request.member.incubator.slug, project.code])


@require_safe
@needs(Ability.SEE_PEOPLE)
@opens_file
def project_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show a project: who carries it, where it stands, what it became, and all that happened."""
    project = visible_project(request, code)
    moves = list(project.moves.select_related("stage", "by", "voided_by").order_by("-on", "-pk"))
    standing = [move for move in moves if move.voided_at is None]
    launch: Launch | None = getattr(project, "launch", None)
    context = {
        "project": project,
        "holders": [holder.person for holder in project.holders.all()],
        "steps": stage_path(project, project.programme.stages.all(), [move.stage_id for move in standing]),
        "moves": moves,
        "documents": Document.objects.visible_to(request.member).filter(project=project).order_by("-dated_on", "-pk")[:FOUND],
        "entered_on": standing[0].on if standing else None,
        "launch": launch,
        "enterprise_number": shown_enterprise_number(launch.enterprise_number) if launch else "",
        "timeline": timeline_of(
            Subject.of_project(project), request.member, only=request.GET.get("only", ""), before=request.GET.get("before", "")
        ),
        "timeline_sources": sources(),
    }
    return render(request, "journeys/project_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def project_new(request: MemberRequest, person: str) -> HttpResponse:
    """Enter a project of a person."""
    holder = visible_person(request, person)
    form = ProjectForm(request.POST or None, incubator=request.member.incubator)
    if form.is_valid():
        try:
            project = create_project(holders=[holder], by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Project entered. Now say at which stage it is."))
            return redirect("journeys:stage_move", request.member.incubator.slug, project.code)
    return render(request, "journeys/project_new.html", {"form": form, "person": holder}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def project_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct a project's name, sentence and sector."""
    project = visible_project(request, code)
    known = {"name": project.name, "summary": project.summary, "sector": project.sector and project.sector.code}
    form = ProjectForm(request.POST or None, incubator=request.member.incubator, project=project, initial=known)
    if form.is_valid():
        update_project(project, by=request.member, **form.cleaned_data)
        messages.success(request, _("Project corrected."))
        return redirect(project_address(project, request))
    return render(request, "journeys/project_edit.html", {"form": form, "project": project}, status=status_of(form))


@require_safe
@needs(Ability.EDIT_PEOPLE)
@opens_file
def project_holder_new(request: MemberRequest, code: str) -> HttpResponse:
    """Look for somebody who carries the project too."""
    project = visible_project(request, code)
    asked = request.GET.get("q", "").strip()[:200]
    known = [holder.person_id for holder in project.holders.all()]
    found = (
        Person.objects.visible_to(request.member)
        .matching(asked, request.member.incubator_id)
        .exclude(pk__in=known)
        .order_by("sort_name", "pk")
    )
    context = {"project": project, "asked": asked, "found": found[:FOUND] if asked else []}
    return render(request, "journeys/project_holder_new.html", context)


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def project_holder_add(request: MemberRequest, code: str, person: str) -> HttpResponse:
    """Say that this person carries the project too; takes a removal back as well."""
    project = visible_project(request, code)
    holder = visible_person(request, person)
    add_holder(project, holder, by=request.member)
    messages.success(request, _("%(name)s carries this project.") % {"name": holder.short_name})
    return redirect(project_address(project, request))


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def project_holder_remove(request: MemberRequest, code: str, person: str) -> HttpResponse:
    """Say that this person carries the project no more."""
    project = visible_project(request, code)
    holder = visible_person(request, person)
    try:
        remove_holder(project, holder, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        undo = reverse("journeys:project_holder_add", args=[request.member.incubator.slug, project.code, holder.code])
        text = _("%(name)s no longer carries this project.") % {"name": holder.short_name}
        messages.success(request, text, extra_tags=f"undo:{undo}")
    return redirect(project_address(project, request))
