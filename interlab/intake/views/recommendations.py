"""People whom a partner recommends: reached first, then helped to apply if they want to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.paging import page_by_key
from interlab.intake.actions.sources import note_contacted
from interlab.intake.models import Application, Recommendation
from interlab.journeys.actions.files import outside_caseload
from interlab.journeys.person_page import address_of
from interlab.people.languages import language_name
from interlab.privacy.doors import open_by_code, opens_file

_SHOWN = ("waiting", "all")


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def recommendation_list(request: MemberRequest) -> HttpResponse:
    """Show whom partners recommended: those who wait for a word first, or all of them."""
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in _SHOWN else _SHOWN[0]
    rows = Recommendation.objects.visible_to(request.member).select_related("handled_by").defer("words")
    rows = rows.waiting() if chosen == "waiting" else rows
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = page_by_key(rows, key="created_at", descending=chosen == "all", after=after, before=before)
    options = [
        {"text": text, "url": f"?show={name}", "current": name == chosen}
        for name, text in zip(_SHOWN, (_("Waiting for a word"), _("All of them")), strict=True)
    ]
    context = {"page": page, "options": options, "chosen": chosen, "closed": _closed(page.rows, request.member)}
    return render(request, "intake/recommendation_list.html", context)


def _closed(shown: list[Recommendation], member: Membership) -> set[int]:
    """Return which of these led to the file of somebody outside the member's caseload: no more than the name is told."""
    led = Application.objects.filter(recommendation__in=[one.pk for one in shown], person__isnull=False)
    whose = dict(led.values_list("recommendation_id", "person_id"))
    outside = outside_caseload(set(whose.values()), member)
    return {one for one, person in whose.items() if person in outside}


@require_safe
@needs(Ability.SEE_APPLICATIONS)
@opens_file
def recommendation_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show what a partner told of somebody, how they are reached, and what became of it."""
    rows = Recommendation.objects.visible_to(request.member).select_related("handled_by")
    recommendation = get_object_or_404(rows, code=code)
    led = list(Application.objects.visible_to(request.member).filter(recommendation=recommendation).select_related("person"))
    # Since it led to a file, it is part of it.
    open_by_code([one.person.code for one in led if one.person is not None], by=request.member)
    context = {
        "recommendation": recommendation,
        "language": language_name(recommendation.language),
        "applications": led,
        "address": address_of(recommendation.kind, recommendation.value, recommendation.normal),
    }
    return render(request, "intake/recommendation_detail.html", context)


@require_POST
@needs(Ability.SEE_APPLICATIONS)
def recommendation_contacted(request: MemberRequest, code: str) -> HttpResponse:
    """Note that somebody of the team reached them."""
    recommendation = get_object_or_404(Recommendation.objects.visible_to(request.member), code=code)
    note_contacted(recommendation, by=request.member)
    messages.success(request, _("Noted: you reached %(name)s.") % {"name": recommendation.name})
    return redirect("intake:recommendation_detail", request.member.incubator.slug, recommendation.code)
