"""The team's page: who belongs to the incubator, and what each may do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.models import Membership, members_of
from interlab.accounts.roles import Ability, Role
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.core.paging import page_by_key
from interlab.setup.actions import add_colleague, change_colleague, end_membership
from interlab.setup.forms import MemberForm
from interlab.setup.rules import GIVEN_ROLES
from interlab.setup.uses import uses_of


def _member(request: MemberRequest, code: str) -> Membership:
    return get_object_or_404(members_of(request.member.incubator).select_related("account", "incubator"), code=code)


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def team(request: MemberRequest) -> HttpResponse:
    """Show everybody with a role here, entrepreneurs apart: they have a page of their own."""
    rows = members_of(request.member.incubator).exclude(roles=[Role.ENTREPRENEUR]).select_related("account")
    page = page_by_key(rows, key="folded_name", after=request.GET.get("after", ""), before=request.GET.get("before", ""), size=50)
    words = {role.value: role.label for role in Role}
    listed = [(member, [words[role] for role in member.roles]) for member in page.rows]
    return render(request, "setup/team.html", {"page": page, "members": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def member_new(request: MemberRequest) -> HttpResponse:
    """Add a colleague, who signs in by code from then on."""
    form = MemberForm(request.POST or None, initial={"roles": [Role.COACH]})
    if form.is_valid():
        try:
            member = add_colleague(request.member.incubator, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            text = _("%(name)s can sign in now, with this e-mail. No password is needed.") % {"name": member.name}
            messages.success(request, text)
            return redirect("setup:team", request.member.incubator.slug)
    return render(request, "setup/member_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def member_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Change a member's name and roles."""
    member = _member(request, code)
    known = {"name": member.name, "roles": [role for role in member.roles if role in GIVEN_ROLES]}
    form = MemberForm(request.POST or None, email="known" if member.account else "optional", initial=known)
    if form.is_valid():
        try:
            change_colleague(member, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            # Whoever gave the lead away sees the settings no more.
            still = Membership.objects.get(pk=request.member.pk).can(Ability.CHANGE_SETTINGS)
            return redirect("setup:team" if still else "home:today", request.member.incubator.slug)
    context = {"form": form, "person": member}
    return render(request, "setup/member_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def member_end(request: MemberRequest, code: str) -> HttpResponse:
    """Say what ending a membership touches, then end it."""
    member, refusal = _member(request, code), None
    if request.method == "POST":
        try:
            end_membership(member, by=request.member)
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, _("%(name)s no longer belongs to the team.") % {"name": member.name})
            if member.pk == request.member.pk:
                return redirect("home:front_door")
            return redirect("setup:team", request.member.incubator.slug)
    context = {"person": member, "uses": uses_of(member), "refusal": refusal}
    return render(request, "setup/member_end.html", context, status=422 if refusal else 200)
