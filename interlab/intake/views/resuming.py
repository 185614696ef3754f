"""Going on with an application: its code, and the phone or e-mail told in it."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.once import counts_refusals
from interlab.intake.forms.resuming import ResumeForm
from interlab.intake.holding import hold
from interlab.intake.resuming import application_of


@counts_refusals
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def resume(request: PublicRequest) -> HttpResponse:
    """Ask for the code and the contact; together they lead to the application, and nothing tells which of them is wrong."""
    if request.method != "POST":
        return _page(request, ResumeForm(initial={"spoken": request.GET.get("code", "")[:20]}))
    form = ResumeForm(request.POST)
    if not ratelimit.consume(request, action="resume_application"):
        return _wait(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    slug, spoken, (_kind, contact) = request.incubator.slug, form.cleaned_data["spoken"], form.cleaned_data["contact"]
    by_code, by_contact = f"{slug} {spoken}", f"{slug} {contact}"
    counted = [
        ratelimit.consume(request, action="resume_code", key=by_code),
        ratelimit.consume(request, action="resume_contact", key=by_contact),
    ]
    if not all(counted):
        return _wait(request, form)
    application = application_of(request.incubator, spoken, contact)
    if application is None:
        form.add_error(None, _("This code and this phone or e-mail do not go together. Look at both again, or call us."))
        return _page(request, form, status=422)
    ratelimit.clear(request, action="resume_code", key=by_code)
    hold(request, application)
    return redirect("intake:application_status", request.incubator.slug, application.code)


def _wait(request: PublicRequest, form: ResumeForm) -> HttpResponse:
    form.errors.clear()
    form.add_error(None, _("That was tried many times. Wait an hour, or call us."))
    return _page(request, form, status=429)


def _page(request: PublicRequest, form: ResumeForm, **answer: Any) -> HttpResponse:
    return render(request, "intake/resume.html", {"form": form}, **answer)
