"""Cohorts: how full they are, opened, corrected, closed."""

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.core.paging import page_by_key
from interlab.journeys.models import Participation
from interlab.journeys.models.participations import ENDED, OPEN
from interlab.network.models import Cohort
from interlab.setup.actions import add_cohort, close_cohort, reopen_cohort, update_cohort
from interlab.setup.forms import CohortForm


def _cohorts(request: MemberRequest) -> QuerySet[Cohort]:
    """Return the incubator's cohorts, each with the places `taken`: whoever only applied takes none yet."""
    inside = Participation.objects.filter(cohort=OuterRef("pk"), state__in=[*OPEN, *ENDED]).order_by()
    taken = Coalesce(Subquery(inside.values("cohort").annotate(n=Count("pk")).values("n")), 0)
    return Cohort.objects.filter(incubator_id=request.member.incubator_id).select_related("programme").annotate(taken=taken)


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def cohort_list(request: MemberRequest) -> HttpResponse:
    """Show the cohorts, latest first, and how full each is."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = page_by_key(_cohorts(request), key="starts_on", descending=True, after=after, before=before)
    return render(request, "setup/cohort_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def cohort_new(request: MemberRequest) -> HttpResponse:
    """Open a cohort."""
    form = CohortForm(request.POST or None, incubator=request.member.incubator, is_new=True)
    if form.is_valid():
        try:
            add_cohort(by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Cohort opened."))
            return redirect("setup:cohort_list", request.member.incubator.slug)
    return render(request, "setup/cohort_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def cohort_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct a cohort's name, days and places."""
    cohort = to_edit(request, _cohorts(request), code=code)
    known = {"name": cohort.name, "starts_on": cohort.starts_on, "ends_on": cohort.ends_on, "places": cohort.places}
    form = CohortForm(request.POST or None, incubator=request.member.incubator, is_new=False, row=cohort, initial=known)
    if form.is_valid():
        try:
            update_cohort(cohort, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Cohort corrected."))
            return redirect("setup:cohort_list", request.member.incubator.slug)
    return render(request, "setup/cohort_edit.html", {"form": form, "cohort": cohort}, status=status_of(form))


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def cohort_close(request: MemberRequest, code: str) -> HttpResponse:
    """Let nobody join a cohort any more."""
    cohort = close_cohort(get_object_or_404(_cohorts(request), code=code), by=request.member)
    undo = reverse("setup:cohort_reopen", args=[request.member.incubator.slug, cohort.code])
    messages.success(request, _("%(cohort)s is closed.") % {"cohort": cohort.name}, extra_tags=f"undo:{undo}")
    return redirect("setup:cohort_list", request.member.incubator.slug)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def cohort_reopen(request: MemberRequest, code: str) -> HttpResponse:
    """Let people join a closed cohort again."""
    cohort = reopen_cohort(get_object_or_404(_cohorts(request), code=code), by=request.member)
    messages.success(request, _("%(cohort)s is open again.") % {"cohort": cohort.name})
    return redirect("setup:cohort_list", request.member.incubator.slug)
