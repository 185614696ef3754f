"""Saying why a file outside one's caseload is opened."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.addresses import way_back
from interlab.journeys.actions import give_reason
from interlab.journeys.forms.persons import OpeningReasonForm
from interlab.journeys.person_list import person_rows
from interlab.people.models import Person


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
