"""The team's pages on one person's data: what they agreed to, what they asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.privacy.agreed import agreed_by, history_of
from interlab.privacy.consents import give_consent, withdraw_consent
from interlab.privacy.doors import open_by_code, opens_file
from interlab.privacy.forms import ConsentForm, RequestForm
from interlab.privacy.models import DataRequest, Farewell
from interlab.privacy.requests import ask_for_data
from interlab.privacy.subjects import persons


def visible_person(request: MemberRequest, code: str) -> Any:
    """Return the person called `code` that whoever asks may see, and open their file; or answer 404."""
    person = get_object_or_404(persons().visible_to(request.member).select_related("incubator"), code=code)
    open_by_code([person.code], by=request.member)
    return person


@require_safe
@needs(Ability.SEE_PEOPLE)
@opens_file
def person_data(request: MemberRequest, code: str) -> HttpResponse:
    """Show what a person agreed to and what they asked about their data."""
    person = visible_person(request, code)
    asked = DataRequest.objects.filter(incubator=person.incubator).about(person.code).select_related("asked_by", "answered_by")
    context = {
        "person": person,
        "agreed": agreed_by(person),
        "history": history_of(person),
        "requests": [(one, one.has_archive(today())) for one in asked[:20]],
        "farewell": Farewell.objects.filter(incubator=person.incubator, person_code=person.code).first(),
        "answers": request.member.can(Ability.ANSWER_REQUESTS),
    }
    return render(request, "privacy/person_data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_consent(request: MemberRequest, code: str) -> HttpResponse:
    """Note what a person said, aloud or on paper."""
    person = visible_person(request, code)
    start = {"what": request.GET.get("what", ""), "language": persons().language(person)}
    form = ConsentForm(request.POST or None, initial=start)
    if form.is_valid():
        purpose, channel = form.purpose_and_channel
        said = {"by": request.member, "how": form.cleaned_data["how"], "channel": channel}
        try:
            if form.cleaned_data["answer"] == "yes":
                give_consent(person, purpose, on=form.cleaned_data["on"], language=form.cleaned_data["language"], **said)
            else:
                withdraw_consent(person, purpose, **said)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Noted."))
            return redirect("privacy:person_data", request.member.incubator.slug, person.code)
    return render(request, "privacy/person_consent.html", {"form": form, "person": person}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_request(request: MemberRequest, code: str) -> HttpResponse:
    """Note that a person asks for their data, or for their erasure."""
    person = visible_person(request, code)
    form = RequestForm(request.POST or None)
    if form.is_valid():
        try:
            ask_for_data(person=person, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Noted. The programme lead finds it under “To decide”."))
            return redirect("privacy:person_data", request.member.incubator.slug, person.code)
    return render(request, "privacy/person_request.html", {"form": form, "person": person}, status=422 if form.errors else 200)
