"""Inviting a person to their own space: by a message, or with a QR code on the screen of whoever sits beside them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interlab.accounts.actions.invitations import latest_invitations
from interlab.accounts.models import Invitation
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.accounts.second_factors import qr_code
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.journeys.actions.invitations import invite_person, member_of, show_pass, withdraw_pass
from interlab.journeys.forms.invitations import InvitationForm
from interlab.journeys.views.persons import person_address, visible_person
from interlab.people.models import Person
from interlab.privacy.doors import opens_file

# The key that is on the screen just now: only its digest is kept elsewhere.
_SHOWN = "shown_pass"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_invite(request: MemberRequest, code: str) -> HttpResponse:
    """Invite a person to their own space, by a message or by showing them a QR code."""
    person = visible_person(request, code)
    form = InvitationForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            if request.POST.get("way") == "pass":
                return _show(request, person, form)
            if form.way().address:
                invite_person(person, form.way(), by=request.member, site=request.build_absolute_uri("/"))
                messages.success(request, _("The invitation is on its way to %(name)s.") % {"name": person.short_name})
                return redirect(person_address(person, request))
            form.need_address()
        except DomainError as error:
            show_refusal(form, error)
    context = {"form": form, "person": person, "invitation": _last_invitation(person)}
    return render(request, "journeys/person_invite.html", context, status=422 if form.errors else 200)


def _show(request: MemberRequest, person: Person, form: InvitationForm) -> HttpResponse:
    invitation, key = show_pass(person, form.way(), by=request.member)
    request.session[_SHOWN] = {"invitation": invitation.code, "key": key}
    return redirect("journeys:person_pass", request.member.incubator.slug, person.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_pass(request: MemberRequest, code: str) -> HttpResponse:
    """Show the QR code and the short code to whoever sits there; POST takes them back."""
    person = visible_person(request, code)
    if request.method == "POST":
        withdraw_pass(person, by=request.member)
        request.session.pop(_SHOWN, None)
        messages.success(request, _("The code is taken back: it opens nothing any more."))
        return redirect(person_address(person, request))
    invitation, shown = _last_invitation(person), request.session.get(_SHOWN, {})
    context: dict[str, Any] = {"person": person, "invitation": invitation}
    if invitation is not None and invitation.is_open and shown.get("invitation") == invitation.code:
        key = shown["key"]
        context |= {
            "key": f"{key[:4]}-{key[4:]}".upper(),
            "qr": qr_code(request.build_absolute_uri(f"{reverse('account_invitation')}?key={key}")),
            "door": request.build_absolute_uri(reverse("account_invitation")).partition("://")[2],
        }
    return render(request, "journeys/person_pass.html", context)


def _last_invitation(person: Person) -> Invitation | None:
    member = member_of(person)
    return latest_invitations(person.incubator, [member]).get(member.pk) if member else None
