"""Answers: the list of what is prepared, one answer, the messages as they will leave, and telling them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import hold
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.core.paging import page_by_key
from interlab.intake.actions.decisions import prepare_decision, tell_decision, tell_decisions
from interlab.intake.answering import may_become, prepared, previews, where_it_stands
from interlab.intake.forms.decisions import DecisionForm
from interlab.intake.models import Application, Decision, Reading
from interlab.intake.views.compositions import visible_call
from interlab.people.reach import language_of

_ROWS = 100


@require_safe
@needs(Ability.DECIDE_APPLICATIONS)
def decision_list(request: MemberRequest, code: str) -> HttpResponse:
    """List every application that was sent, with the answer that is prepared or was told."""
    call = visible_call(request, code)
    rows = Application.objects.visible_to(request.member).sent().filter(call=call)
    rows = rows.select_related("person", "participation").prefetch_related("decisions")
    wanted = request.GET.get("answer", "")
    if wanted in Decision.Kind.values:
        rows = rows.filter(decisions__in=prepared(call).filter(kind=wanted))
    elif wanted == "none":
        rows = rows.exclude(decisions__in=Decision.objects.filter(application__call=call))
    page = page_by_key(
        rows, key="submitted_at", after=request.GET.get("after", ""), before=request.GET.get("before", ""), size=_ROWS
    )
    context = {"call": call, "page": page, "rows": [where_it_stands(one) for one in page.rows], "wanted": wanted}
    context["made"] = call.compositions.select_related("made_by").first()
    return render(request, "intake/decision_list.html", context)


def _application(request: MemberRequest, code: str, application: str) -> Application:
    call = visible_call(request, code)
    rows = Application.objects.visible_to(request.member).sent().filter(call=call)
    hold(request, rows, code=application)
    rows = rows.select_related("person__account", "participation", "form").prefetch_related("person__languages")
    found = get_object_or_404(rows, code=application)
    found.call = call
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_APPLICATIONS)
def decision_edit(request: MemberRequest, code: str, application: str) -> HttpResponse:
    """Prepare or correct what one applicant is answered; nobody is told yet."""
    asked = _application(request, code, application)
    decision = Decision.objects.prepared().filter(application=asked).first()
    language = language_of(asked.person) if asked.person else asked.language
    because = request.GET.get("reason", "")
    form = DecisionForm(request.POST or None, application=asked, decision=decision, language=language, because=because)
    if form.is_valid():
        try:
            prepare_decision(asked, **form.cleaned_data, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved. Nobody has been told anything yet."))
            return _onwards(request, asked)
    open_kinds = [kind for kind in Decision.Kind.values if may_become(asked, kind)]
    readings = Reading.objects.visible_to(request.member).standing().filter(application=asked, done_at__isnull=False)
    context: dict[str, Any] = {"call": asked.call, "application": asked, "decision": decision, "form": form, "language": language}
    context |= {"may_be": open_kinds, "reasons": Decision.Reason.choices}
    context["comments"] = [reading.for_applicant for reading in readings if reading.for_applicant.strip()]
    return render(request, "intake/decision_edit.html", context, status=status_of(form))


def _onwards(request: MemberRequest, asked: Application) -> HttpResponse:
    """Lead to the next refusal that is still to be completed, if that is wanted; else back to the list."""
    here = (asked.call.incubator.slug, asked.call.code)
    unfinished = prepared(asked.call).filter(kind=Decision.Kind.NOT_NOW, door="").exclude(application=asked)
    following = unfinished.first() if request.POST.get("then") == "next" else None
    if following is None:
        return redirect("intake:decision_list", *here)
    return redirect("intake:decision_edit", *here, following.application.code)


@require_safe
@needs(Ability.DECIDE_APPLICATIONS)
def decision_preview(request: MemberRequest, code: str) -> HttpResponse:
    """Show every prepared message as it will leave: its words, language and way; and what is missing."""
    call = visible_call(request, code)
    found = previews(call, prepared(call))
    ready = [one for one in found if one.is_ready]
    context = {"call": call, "ready": ready, "others": [one for one in found if not one.is_ready]}
    return render(request, "intake/decision_preview.html", context)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def decision_tell(request: MemberRequest, code: str) -> HttpResponse:
    """Tell every answer that is ready."""
    call = visible_call(request, code)
    done = tell_decisions(call, by=request.member)
    if done.told:
        words = ngettext("%(count)s person is told.", "%(count)s people are told.", len(done.told))
        messages.success(request, words % {"count": len(done.told)})
    for application, why in done.left[:5]:
        messages.warning(request, f"{application.person} · {why}")
    if len(done.left) > 5:
        messages.warning(request, _("%(count)s more are not told yet: see below.") % {"count": len(done.left) - 5})
    if not done.told and not done.left:
        messages.info(request, _("Nothing is prepared: nobody was told anything."))
    to = "decision_preview" if done.left else "decision_list"
    return redirect(f"intake:{to}", call.incubator.slug, call.code)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def decision_told(request: MemberRequest, code: str, application: str) -> HttpResponse:
    """Note that a colleague told somebody their answer, in person or on the phone."""
    asked = _application(request, code, application)
    decision = Decision.objects.prepared().filter(application=asked).first()
    if decision is None:
        messages.info(request, _("Nothing is prepared for this person: they were told already."))
        return redirect("intake:decision_list", asked.call.incubator.slug, asked.call.code)
    try:
        tell_decision(decision, by=request.member, in_person=True)
    except DomainError as error:
        messages.warning(request, str(error.message))
        return redirect("intake:decision_edit", asked.call.incubator.slug, asked.call.code, asked.code)
    messages.success(request, _("Noted: they were told."))
    return redirect("intake:decision_list", asked.call.incubator.slug, asked.call.code)
