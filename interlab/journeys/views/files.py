"""The way into a person's file: open in one's caseload, with a reason outside it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.journeys.actions import ReasonNeeded, give_reason
from interlab.journeys.forms.persons import OpeningReasonForm
from interlab.journeys.person_list import person_rows
from interlab.people.models import Person


def way_back(request: MemberRequest, fallback: str) -> str:
    """Return the page of ours that asked for this act, or `fallback`."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if safe else fallback


def opens_file(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lead to the page that asks why whenever the view opens a file outside its reader's caseload."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ReasonNeeded as needed:
            asks = reverse("journeys:person_reason", args=[request.member.incubator.slug, needed.person.code])
            # What was being sent can't wait behind a question: its page is shown again.
            back = urlencode({"next": request.get_full_path()}) if request.method in ("GET", "HEAD") else ""
            return redirect(f"{asks}?{back}" if back else asks)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_PEOPLE)
def person_reason(request: MemberRequest, code: str) -> HttpResponse:
    """Ask why somebody opens a file outside their caseload. It tells no more of the person than a list does."""
    person = get_object_or_404(Person.objects.visible_to(request.member), code=code)
    form = OpeningReasonForm(request.POST or None)
    back = way_back(request, reverse("journeys:person_detail", args=[request.member.incubator.slug, person.code]))
    if request.method == "POST" and form.is_valid():
        give_reason(person, by=request.member, **form.cleaned_data)
        return redirect(back)
    context = {"person": person, "row": person_rows([person])[0], "form": form, "next": back}
    return render(request, "journeys/person_reason.html", context, status=422 if request.method == "POST" else 200)
