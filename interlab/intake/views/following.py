"""What becomes of an application, for whoever holds it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.models import Membership
from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.errors import DomainError
from interlab.intake.actions.withdrawals import drop_application, return_application, withdraw_application
from interlab.intake.asked import Page
from interlab.intake.following import free_slots, may_withdraw, standing_of, told_decision
from interlab.intake.holding import held_codes, let_go
from interlab.intake.models import Application
from interlab.intake.seen import who_saw
from interlab.intake.told_contacts import name_in, way_of
from interlab.intake.views.applying import holding
from interlab.people.languages import language_name
from interlab.privacy.requests import DAYS_TO_ANSWER


@never_cache
@require_safe
@public_page
@holding
def application_status(request: PublicRequest, application: Application) -> HttpResponse:
    """Say where an application stands and what comes next; one that isn't sent yet goes on where it stopped."""
    if not application.is_sent and application.withdrawn_at is None:
        return _go_on(request, application)
    standing = standing_of(application)
    context = {
        "application": application,
        "standing": standing,
        "name": application.person.short_name if application.person else name_in(application.answers),
        "way": way_of(application),
        "language": language_name(application.language),
        "answers": application.call.answered_by,
        "seen": who_saw(application, standing.readings),
        "slots": bool(free_slots(application)) if standing.kind == "pick" else False,
        "after": Page(application).asked_after[:1] if standing.may_change else [],
    }
    return render(request, "intake/application_status.html", context)


def _go_on(request: PublicRequest, application: Application) -> HttpResponse:
    question = Page(application).to_go_on()
    if question is None:
        return redirect("intake:check", request.incubator.slug, application.code)
    return redirect("intake:question", request.incubator.slug, application.code, question.id)


@never_cache
@require_safe
@public_page
@holding
def application_seen(request: PublicRequest, application: Application) -> HttpResponse:
    """Show who saw an application, by name and day."""
    seen = who_saw(application, standing_of(application).readings)
    return render(request, "intake/application_seen.html", {"application": application, "seen": seen})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@holding
def withdraw(request: PublicRequest, application: Application) -> HttpResponse:
    """Say what happens to an application that is taken back, and take it back: two taps, no question."""
    if request.method == "POST" and not application.is_sent:
        drop_application(application, by=_helper(request, application))
        let_go(request, application)
        return redirect("intake:withdrawn", request.incubator.slug)
    if request.method == "POST":
        erase = request.POST.get("how") == "erase"
        try:
            withdraw_application(application, erase=erase, by=_helper(request, application))
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("intake:application_status", request.incubator.slug, application.code)
    decision = told_decision(application)
    context = {
        "application": application,
        "may": may_withdraw(application, decision),
        "decided": decision is not None,
        "days": DAYS_TO_ANSWER,
    }
    return render(request, "intake/withdraw.html", context)


@require_safe
@public_page
def withdrawn(request: PublicRequest) -> HttpResponse:
    """Say that everything is gone. Nothing here tells whose it was."""
    return render(request, "intake/withdrawn.html")


@require_POST
@public_page
@holding
def application_return(request: PublicRequest, application: Application) -> HttpResponse:
    """Let an application stand that was taken back by mistake."""
    try:
        return_application(application, by=_helper(request, application))
        messages.success(request, _("Your application is with us again."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("intake:application_status", request.incubator.slug, application.code)


def _helper(request: PublicRequest, application: Application) -> Membership | None:
    """Return the colleague who does it for its writer; whoever holds it themselves is no helper."""
    return None if application.code in held_codes(request) else request.member
