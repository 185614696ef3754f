"""Programmes: added, renamed, archived."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.network.models import Programme
from interlab.setup.actions import add_programme, archive_programme, rename_programme, restore_programme
from interlab.setup.forms import ProgrammeForm
from interlab.setup.uses import uses_of


def _programme(request: MemberRequest, code: str) -> Programme:
    return to_edit(request, Programme.objects.filter(incubator_id=request.member.incubator_id), code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def programme_new(request: MemberRequest) -> HttpResponse:
    """Add a programme; its stages may be put in order next."""
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        try:
            programme = add_programme(request.member.incubator, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Programme added. Here are its stages."))
            stages = reverse("setup:label_list", args=[request.member.incubator.slug, "stages"])
            return redirect(f"{stages}?programme={programme.code}")
    return render(request, "setup/programme_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def programme_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Rename a programme."""
    programme = _programme(request, code)
    form = ProgrammeForm(request.POST or None, row=programme, initial={"name": programme.name})
    if form.is_valid():
        try:
            rename_programme(programme, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Programme renamed."))
            return redirect("setup:settings", request.member.incubator.slug)
    context = {"form": form, "programme": programme, "uses": uses_of(programme)}
    return render(request, "setup/programme_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def programme_archive(request: MemberRequest, code: str) -> HttpResponse:
    """Say what archiving a programme touches, then archive it."""
    programme, refusal = _programme(request, code), None
    if request.method == "POST":
        try:
            archive_programme(programme, by=request.member)
        except DomainError as error:
            refusal = error.message
        else:
            undo = reverse("setup:programme_restore", args=[request.member.incubator.slug, programme.code])
            messages.success(request, _("Programme archived."), extra_tags=f"undo:{undo}")
            return redirect("setup:settings", request.member.incubator.slug)
    context = {"programme": programme, "uses": uses_of(programme), "refusal": refusal}
    return render(request, "setup/programme_archive.html", context, status=422 if refusal else 200)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def programme_restore(request: MemberRequest, code: str) -> HttpResponse:
    """Open an archived programme again."""
    restore_programme(_programme(request, code), by=request.member)
    messages.success(request, _("The programme is in use again."))
    return redirect("setup:settings", request.member.incubator.slug)
