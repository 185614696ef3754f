"""The team's page: who belongs to the incubator, and what each may do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.actions.invitations import latest_invitations
from interlab.accounts.models import Membership, members_of
from interlab.accounts.roles import Ability, Role
from interlab.accounts.rules import MemberRequest, needs, proves_again
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.core.paging import page_by_key
from interlab.setup.actions import (
    add_colleague,
    change_colleague,
    end_membership,
    invite_colleague,
    reset_second_factor,
    uninvite_colleague,
)
from interlab.setup.forms import MemberForm
from interlab.setup.rules import GIVEN_ROLES
from interlab.setup.uses import uses_of


def _site(request: MemberRequest) -> str:
    """Return the address of this site, for links that leave by message."""
    return request.build_absolute_uri("/")


def _member(request: MemberRequest, code: str) -> Membership:
    return get_object_or_404(members_of(request.member.incubator).select_related("account", "incubator"), code=code)


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def team(request: MemberRequest) -> HttpResponse:
    """Show everybody with a role here, entrepreneurs apart: they have a page of their own."""
    rows = members_of(request.member.incubator).exclude(roles=[Role.ENTREPRENEUR]).select_related("account")
    page = page_by_key(rows, key="folded_name", after=request.GET.get("after", ""), before=request.GET.get("before", ""), size=50)
    words = {role.value: role.label for role in Role}
    invited = latest_invitations(request.member.incubator, page.rows)
    listed = [(member, [words[role] for role in member.roles], invited.get(member.pk)) for member in page.rows]
    return render(request, "setup/team.html", {"page": page, "members": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def member_new(request: MemberRequest) -> HttpResponse:
    """Add a colleague, who signs in by code from then on."""
    form = MemberForm(request.POST or None, initial={"roles": [Role.COACH]})
    if form.is_valid():
        try:
            member = add_colleague(request.member.incubator, by=request.member, site=_site(request), **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            text = _("An invitation is on its way to %(name)s. It works for seven days.") % {"name": member.name}
            messages.success(request, text)
            return redirect("setup:team", request.member.incubator.slug)
    return render(request, "setup/member_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def member_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Change a member's name and roles."""
    rows = members_of(request.member.incubator).select_related("account", "incubator")
    member = to_edit(request, rows, code=code)
    known = {"name": member.name, "roles": [role for role in member.roles if role in GIVEN_ROLES]}
    form = MemberForm(request.POST or None, email="known" if member.account else "optional", row=member, initial=known)
    if form.is_valid():
        try:
            change_colleague(member, by=request.member, site=_site(request), **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            # Whoever gave the lead away sees the settings no more.
            still = Membership.objects.get(pk=request.member.pk).can(Ability.CHANGE_SETTINGS)
            return redirect("setup:team" if still else "home:today", request.member.incubator.slug)
    invitation = latest_invitations(member.incubator, [member]).get(member.pk)
    context = {"form": form, "person": member, "invitation": invitation, "is_me": member.pk == request.member.pk}
    return render(request, "setup/member_edit.html", context, status=status_of(form))


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


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def member_invite(request: MemberRequest, code: str) -> HttpResponse:
    """Send a member's invitation again; the older link opens nothing any more."""
    member = _member(request, code)
    try:
        invite_colleague(member, by=request.member, site=_site(request))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("An invitation is on its way to %(name)s. It works for seven days.") % {"name": member.name})
    return redirect("setup:member_edit", request.member.incubator.slug, code)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def member_uninvite(request: MemberRequest, code: str) -> HttpResponse:
    """Take a member's invitation back."""
    uninvite_colleague(_member(request, code), by=request.member)
    messages.success(request, _("The invitation is taken back: its link opens nothing any more."))
    return redirect("setup:member_edit", request.member.incubator.slug, code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
@proves_again
def member_second_factor(request: MemberRequest, code: str) -> HttpResponse:
    """Let a colleague who lost their second proof set up a new one."""
    member, refusal = _member(request, code), None
    if request.method == "POST":
        try:
            reset_second_factor(member, by=request.member, site=_site(request))
        except DomainError as error:
            refusal = error.message
        else:
            text = _("%(name)s sets up a new proof at the next sign-in. We have written to tell them.") % {"name": member.name}
            messages.success(request, text)
            return redirect("setup:member_edit", request.member.incubator.slug, code)
    context = {"person": member, "refusal": refusal}
    return render(request, "setup/member_second_factor.html", context, status=422 if refusal else 200)
