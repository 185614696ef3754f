"""Composing a group: the wishes side by side, then a choice with its reasons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.compositions import choose_group
from interlab.intake.composing import candidates, free_places, kept, offers, ranked, shortfall
from interlab.intake.forms.compositions import ChooseForm, WishesForm, too_many_pinned
from interlab.intake.models import Call


def visible_call(request: MemberRequest, code: str) -> Call:
    """Return the call named by `code`, or 404 for whoever doesn't work with it."""
    rows = Call.objects.visible_to(request.member).select_related("programme", "cohort", "incubator")
    return get_object_or_404(rows, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_APPLICATIONS)
def compose(request: MemberRequest, code: str) -> HttpResponse:
    """Show the groups that the wishes in the address would give; keep the one that is chosen, and why."""
    call = visible_call(request, code)
    people = candidates(call, request.member)
    asked = WishesForm(request.GET, people=people, places=free_places(call))
    wishes = asked.wishes
    found = [] if asked.too_many_pinned or not people else offers(people, wishes)
    taken = next((one for one in found if one.key == request.GET.get("take", "all")), found[-1] if found else None)
    in_order = ranked(people)
    form = ChooseForm(
        request.POST or None, people=in_order, initial={"chosen": [one.code for one in taken.members] if taken else []}
    )
    if form.is_valid():
        facts = form.cleaned_data | {"wishes": wishes, "offered": [kept(one) for one in found]}
        try:
            choose_group(call, in_order, **facts, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, _("The group is kept, and an answer is prepared for everybody. Nobody has been told anything yet.")
            )
            return redirect("intake:decision_list", call.incubator.slug, call.code)
    context = {"call": call, "people": in_order, "asked": asked, "wishes": wishes, "offers": found, "taken": taken, "form": form}
    context |= {"shortfall": [(one, [shortfall(short) for short in one.short]) for one in found]}
    context["refused"] = too_many_pinned(wishes.places) if asked.too_many_pinned else ""
    return render(request, "intake/compose.html", context, status=status_of(form))
