"""A person's own pages: what we know, what they agreed to, send it, delete it. Easy words, two taps."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.privacy.agreed import agreed_by, history_of
from interlab.privacy.archive import counts_of
from interlab.privacy.consents import give_consent, withdraw_consent
from interlab.privacy.erasure import plan_of
from interlab.privacy.models import DataRequest, Farewell
from interlab.privacy.requests import DAYS_TO_ANSWER, ask_for_data, fetch_archive, take_back_request
from interlab.privacy.retaining import keep_own_file
from interlab.privacy.subjects import persons, subject_of_person


def own_person(request: MemberRequest) -> Any:
    """Return the person that whoever asks is, or answer 404."""
    rows = persons().of_account(request.user.pk).filter(incubator_id=request.member.incubator_id).select_related("incubator")
    person = rows.first()
    if person is None:
        raise Http404
    return person


@require_safe
@needs(Ability.SEE_OWN_JOURNEY)
def my_data(request: MemberRequest) -> HttpResponse:
    """Show a person what we keep, in numbers, and what they can do about it."""
    person = own_person(request)
    asked = DataRequest.objects.visible_to(request.member).about(person.code)
    context = {
        "person": person,
        "sections": counts_of(subject_of_person(person)),
        "requests": [(one, one.has_archive(today())) for one in asked[:20]],
        "copy_asked": asked.open().filter(kind=DataRequest.Kind.ACCESS).exists(),
        "erasure_asked": asked.open().filter(kind=DataRequest.Kind.ERASURE).exists(),
        "farewell": Farewell.objects.pending().filter(incubator=person.incubator, person_code=person.code).first(),
    }
    return render(request, "privacy/my_data.html", context)


@require_safe
@needs(Ability.SEE_OWN_JOURNEY)
def my_consents(request: MemberRequest) -> HttpResponse:
    """Show a person what they agreed to, with yes and no side by side."""
    person = own_person(request)
    context = {"person": person, "agreed": agreed_by(person), "history": history_of(person)}
    return render(request, "privacy/my_consents.html", context)


@require_POST
@needs(Ability.SEE_OWN_JOURNEY)
def my_consent_say(request: MemberRequest) -> HttpResponse:
    """Take a person's yes, or take it back: one tap."""
    person, asked = own_person(request), request.POST
    purpose, channel = asked.get("purpose", "")[:40], asked.get("channel", "")[:20]
    try:
        if asked.get("answer") == "yes":
            give_consent(person, purpose, channel=channel, by=request.member, language=get_language() or "")
            messages.success(request, _("You said yes. You can change your mind at any time, here."))
        else:
            withdraw_consent(person, purpose, channel=channel, by=request.member)
            messages.success(request, _("You said no. Nothing changes in the help you get."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("privacy:my_consents", request.member.incubator.slug)


@require_POST
@needs(Ability.SEE_OWN_JOURNEY)
def my_copy_ask(request: MemberRequest) -> HttpResponse:
    """Ask for a copy of everything."""
    ask_for_data(DataRequest.Kind.ACCESS, person=own_person(request), by=request.member)
    messages.success(request, _("We have your request. We answer today if we can, within a month at the latest."))
    return redirect("privacy:my_data", request.member.incubator.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_OWN_JOURNEY)
def my_erasure(request: MemberRequest) -> HttpResponse:
    """Say what would be deleted and what stays, and ask for it."""
    person = own_person(request)
    if request.method == "POST":
        asked = ask_for_data(DataRequest.Kind.ERASURE, person=person, by=request.member)
        day = {"day": asked.due_on.strftime("%d/%m/%Y")}
        messages.success(
            request, _("We have your request. Everything is deleted on %(day)s. Until then you can take it back.") % day
        )
        return redirect("privacy:my_data", request.member.incubator.slug)
    context = {"person": person, "plan": plan_of(subject_of_person(person)), "days": DAYS_TO_ANSWER}
    return render(request, "privacy/my_erasure.html", context)


@require_POST
@needs(Ability.SEE_OWN_JOURNEY)
def my_file_keep(request: MemberRequest) -> HttpResponse:
    """Keep one's own file, that was to be deleted as nothing happened for long."""
    keep_own_file(own_person(request), by=request.member)
    messages.success(request, _("Your file stays. We ask you again in a year."))
    return redirect("privacy:my_data", request.member.incubator.slug)


@require_POST
@needs(Ability.SEE_OWN_JOURNEY)
def my_request_take_back(request: MemberRequest, code: str) -> HttpResponse:
    """Take back what one asked."""
    person = own_person(request)
    asked = get_object_or_404(DataRequest.objects.visible_to(request.member).about(person.code), code=code)
    try:
        take_back_request(asked, by=request.member)
        messages.success(request, _("Your request is taken back."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("privacy:my_data", request.member.incubator.slug)


@require_POST
@needs(Ability.ANSWER_REQUESTS, Ability.SEE_OWN_JOURNEY)
def archive_fetch(request: MemberRequest, code: str) -> FileResponse | HttpResponse:
    """Give the copy, to be saved and not shown, and write down who took it."""
    asked = get_object_or_404(DataRequest.objects.visible_to(request.member).select_related("incubator"), code=code)
    try:
        content = fetch_archive(asked, by=request.member)
    except (DomainError, FileNotFoundError):
        messages.error(request, _("This copy is no longer here. Ask for a new one."))
        return redirect("home:today", request.member.incubator.slug)
    return as_download(content, f"{request.member.incubator.slug}-{asked.asked_on}.zip")


def as_download(content: Any, filename: str) -> FileResponse:
    """Return a file to be saved, never shown, of which no copy stays on the way."""
    response = FileResponse(content, as_attachment=True, filename=filename, content_type="application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
