"""How many came how far in a call, whom the team told of it, and the whole history as a workbook."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.outreach import add_outreach, remove_outreach, update_outreach
from interlab.intake.forms.calls import OutreachForm
from interlab.intake.funnel import STEPS, Narrowed, funnel_of
from interlab.intake.funnel_workbook import funnel_workbook
from interlab.intake.models import Call, Outreach
from interlab.intake.views.calls import calls_of
from interlab.network.models import Source
from interlab.privacy.actions import record_act

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def funnel(request: MemberRequest, code: str) -> HttpResponse:
    """Show how many came how far, where the others stopped, and by which source they came."""
    call = get_object_or_404(calls_of(request), code=code)
    sources = list(Source.objects.filter(incubator_id=request.member.incubator_id))
    source = next((one for one in sources if one.code == request.GET.get("source")), None)
    asked = request.GET.get("language", "")
    narrowed = Narrowed(source, asked if asked in dict(settings.LANGUAGES) else "")
    found = funnel_of(call, narrowed)
    context = {
        "call": call,
        "found": found,
        "bars": [{"label": words, "value": found.steps[step], "text": str(found.steps[step])} for step, words in STEPS.items()],
        "most": max(found.steps.values()),
        "steps": STEPS,
        "rows": [(name or _("nobody said"), [counts[step] for step in STEPS]) for name, counts in found.by_source],
        "sources": sources,
        "languages": [(known, get_language_info(known)["name_translated"]) for known, _name in settings.LANGUAGES],
        "narrowed": narrowed,
    }
    return render(request, "intake/funnel.html", context)


@require_POST
@needs(Ability.MANAGE_CALLS)
def funnel_export(request: MemberRequest, code: str) -> HttpResponse:
    """Hand the whole history of a call over as a workbook, and write down that it was taken."""
    call = get_object_or_404(calls_of(request), code=code)
    response = HttpResponse(funnel_workbook(call), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{call.opens_on:%Y-%m-%d}-{call.code}.xlsx"'
    record_act(call, "call.exported", by=request.member)
    return response


def _outreach(request: MemberRequest, code: str) -> tuple[QuerySet[Outreach], Call]:
    call = get_object_or_404(calls_of(request), code=code)
    return Outreach.objects.filter(incubator_id=call.incubator_id, call=call).select_related("call", "source", "by"), call


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def outreach_new(request: MemberRequest, code: str) -> HttpResponse:
    """Note how many people were told of a call."""
    _rows, call = _outreach(request, code)
    form = OutreachForm(request.POST or None, incubator=request.member.incubator)
    if form.is_valid():
        try:
            add_outreach(call, form.facts(), by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Noted."))
            return redirect("intake:call_detail", request.member.incubator.slug, call.code)
    return render(request, "intake/outreach_new.html", {"form": form, "call": call}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def outreach_edit(request: MemberRequest, code: str, outreach: str) -> HttpResponse:
    """Correct how many people were told."""
    rows, call = _outreach(request, code)
    row = to_edit(request, rows, code=outreach)
    known = {"on": row.on, "where": row.where, "people": row.people, "source": row.source.code if row.source else ""}
    form = OutreachForm(request.POST or None, incubator=request.member.incubator, row=row, initial=known)
    if form.is_valid():
        try:
            update_outreach(row, form.facts(), by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Corrected."))
            return redirect("intake:call_detail", request.member.incubator.slug, call.code)
    context = {"form": form, "call": call, "row": row}
    return render(request, "intake/outreach_edit.html", context, status=status_of(form))


@require_POST
@needs(Ability.MANAGE_CALLS)
def outreach_remove(request: MemberRequest, code: str, outreach: str) -> HttpResponse:
    """Take back what was noted by mistake."""
    rows, call = _outreach(request, code)
    remove_outreach(get_object_or_404(rows, code=outreach), by=request.member)
    messages.success(request, _("Taken back."))
    return redirect("intake:call_detail", request.member.incubator.slug, call.code)
