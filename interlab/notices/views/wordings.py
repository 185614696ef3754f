"""A team's own words for its messages, each with a preview; its quiet hours; and a trial."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.network.models import Incubator
from interlab.notices.actions import (
    Recipient,
    queue_message,
    reset_wording,
    set_quiet_hours,
    set_wording,
)
from interlab.notices.forms import QuietHoursForm, WordingForm
from interlab.notices.models import OwnWording, QuietHours
from interlab.notices.sign_in import addresses_of
from interlab.notices.wording import Wording, Written, all_wordings, wording_named


def _wording(name: str, language: str) -> Wording:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        return wording_named(name)
    except KeyError as error:
        raise Http404 from error


def _title(wording: Wording) -> str:
    return str(wording.title or wording.example(settings.LANGUAGE_CODE).subject)


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def wording_list(request: MemberRequest) -> HttpResponse:
    """Show every kind of message as it would be read, in one language."""
    language = request.GET.get("language", settings.LANGUAGE_CODE)
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    rows = OwnWording.objects.filter(incubator=request.member.incubator, language=language)
    own = {row.wording: Written(row.subject, row.body, row.text) for row in rows}
    shown = [
        {
            "name": wording.name,
            "title": _title(wording),
            "is_own": wording.name in own,
            "words": wording.example(language, own.get(wording.name)),
        }
        for wording in all_wordings()
    ]
    options = [{"text": name, "url": f"?language={code}", "current": code == language} for code, name in settings.LANGUAGES]
    hours = QuietHours.objects.filter(incubator=request.member.incubator).first() or QuietHours()
    context = {"shown": shown, "language": language, "options": options, "hours": hours}
    return render(request, "notices/wording_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def wording_edit(request: MemberRequest, name: str, language: str) -> HttpResponse:
    """Change the words of one kind of message in one language; look at them before they are used."""
    wording, incubator = _wording(name, language), to_edit(request, Incubator.objects.all(), pk=request.member.incubator_id)
    own = OwnWording.objects.filter(incubator=incubator, wording=name, language=language).first()
    words = Written(own.subject, own.body, own.text) if own else wording.in_language(language)
    known = {"subject": words.subject, "body": words.body, "text": words.text}
    has_text = bool(words.text or wording.text)
    form = WordingForm(request.POST or None, row=own or incubator, initial=known, has_text=has_text)
    preview: Written | None = wording.example(language, words)
    if request.method == "POST":
        preview = None
        if form.is_valid():
            try:
                if "look" not in request.POST:
                    set_wording(name, language, form.words(), by=request.member)
                    messages.success(request, _("These words are used from now on."))
                    return redirect("notices:wording_list", request.member.incubator.slug)
                preview = form.words().checked(wording.variables).filled(wording.variables)
            except DomainError as error:
                show_refusal(form, error)
    context: dict[str, Any] = {
        "form": form,
        "wording": wording,
        "title": _title(wording),
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "own": own,
        "preview": preview,
        "variables": [(f"%({variable})s", example) for variable, example in wording.variables.items()],
    }
    return render(request, "notices/wording_edit.html", context, status=status_of(form))


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def wording_reset(request: MemberRequest, name: str, language: str) -> HttpResponse:
    """Come back to the words that InterLab has."""
    _wording(name, language)
    reset_wording(name, language, by=request.member)
    messages.success(request, _("InterLab’s own words are used again."))
    return redirect("notices:wording_list", request.member.incubator.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def quiet_hours(request: MemberRequest) -> HttpResponse:
    """Choose when messages don't leave."""
    incubator = to_edit(request, Incubator.objects.all(), pk=request.member.incubator_id)
    hours = QuietHours.objects.filter(incubator=incubator).first() or QuietHours(incubator=incubator)
    known = {"starts_at": hours.starts_at, "ends_at": hours.ends_at, "sundays": hours.sundays}
    form = QuietHoursForm(request.POST or None, row=hours, initial=known)
    if form.is_valid():
        set_quiet_hours(by=request.member, **form.cleaned_data)
        messages.success(request, _("Settings saved."))
        return redirect("notices:wording_list", request.member.incubator.slug)
    return render(request, "notices/quiet_hours.html", {"form": form}, status=status_of(form))


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def trial(request: MemberRequest) -> HttpResponse:
    """Send oneself a message, to see that messages arrive."""
    member = request.member
    addresses = addresses_of(request.user)
    to = Recipient(member.called, request.user.language or settings.LANGUAGE_CODE, addresses, member=member)
    about = {"name": member.called, "incubator": member.incubator.name}
    message = queue_message("notices.trial", to, incubator=member.incubator, about=about, urgent=True, by=member)
    messages.success(request, _("A trial is on its way to %(address)s.") % {"address": addresses[0][1]})
    if message is None:
        return redirect("notices:wording_list", member.incubator.slug)
    return redirect("notices:message_detail", member.incubator.slug, message.code)
