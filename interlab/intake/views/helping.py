"""Helper mode: a colleague fills an application in with its writer, on the same pages that anybody sees."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.helping import go_on_with_person, start_with_person
from interlab.intake.asked import Page
from interlab.intake.forms.helping import HelpForm, MandateForm, open_calls
from interlab.intake.models import Application, Recommendation


def _go_on(application: Application, request: MemberRequest) -> HttpResponse:
    """Lead to the question that the writer goes on with; when all is told, to the last page before it is sent."""
    slug, page = request.member.incubator.slug, Page(application)
    question = page.to_go_on()
    if question is None:
        return redirect("intake:check", slug, application.code)
    return redirect("intake:question", slug, application.code, question.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_APPLICATIONS)
def helper_new(request: MemberRequest) -> HttpResponse:
    """Start an application together with the person, perhaps one whom a partner recommended."""
    recommendation = _recommended(request)
    start: dict[str, Any] = {"call": request.GET.get("call", ""), "language": recommendation.language if recommendation else "fr"}
    form = HelpForm(request.POST or None, member=request.member, initial=start)
    if form.is_valid():
        try:
            application = start_with_person(recommendation=recommendation, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            return _go_on(application, request)
    context = {"form": form, "recommendation": recommendation, "calls": open_calls(request.member).exists()}
    return render(request, "intake/helper_new.html", context, status=status_of(form))


def _recommended(request: MemberRequest) -> Recommendation | None:
    code = request.GET.get("recommendation", "")
    return get_object_or_404(Recommendation.objects.visible_to(request.member), code=code) if code else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_APPLICATIONS)
def helper_resume(request: MemberRequest, code: str) -> HttpResponse:
    """Go on with a started application together with its writer."""
    rows = Application.objects.visible_to(request.member).started().select_related("call", "form__call")
    application = get_object_or_404(rows, code=code)
    form = MandateForm(request.POST or None)
    if form.is_valid():
        try:
            return _go_on(go_on_with_person(application, by=request.member, **form.cleaned_data), request)
        except DomainError as error:
            show_refusal(form, error)
    context = {"form": form, "application": application}
    return render(request, "intake/helper_resume.html", context, status=status_of(form))
