"""Calls: their list, one call with what can be done next, prepared, corrected, published, closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.core.paging import page_by_key
from interlab.intake.actions.calls import close_call, create_call, duplicate_call, publish_call, reopen_call, update_call
from interlab.intake.forms.calls import CallForm
from interlab.intake.missing import missing_texts
from interlab.intake.models import Application, Call


def calls_of(request: MemberRequest) -> QuerySet[Call]:
    """Return the calls the member works with."""
    return Call.objects.visible_to(request.member).select_related("programme", "cohort", "answered_by")


def _counted(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Add to each call how many were `started`, how many of them `sent`, how many taken back."""

    def number(rows: Any) -> Any:
        of_call = rows.filter(incubator=OuterRef("incubator"), call=OuterRef("pk")).order_by()
        return Coalesce(Subquery(of_call.values("call").annotate(n=Count("pk")).values("n")), 0)

    every = Application.objects.all()
    return calls.annotate(started=number(every), sent=number(every.sent()), writing=number(every.started()))


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def call_list(request: MemberRequest) -> HttpResponse:
    """Show the calls: those open, those to come, those over."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = page_by_key(_counted(calls_of(request)), key="opens_on", descending=True, after=after, before=before)
    groups: dict[str, list[Call]] = {"open": [], "coming": [], "over": []}
    for call in page.rows:
        groups[_where(call)].append(call)
    return render(request, "intake/call_list.html", {"page": page, "groups": groups})


def _where(call: Call) -> str:
    """Return where a call stands in the list: open, coming (or not published yet), over."""
    if call.is_open():
        return "open"
    over = call.closed_at is not None or (call.closes_on is not None and call.closes_on < today())
    return "over" if over else "coming"


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def call_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show one call: its days, how many applied, and what can be done next."""
    call = get_object_or_404(_counted(calls_of(request)), code=code)
    versions = list(call.versions.order_by("number"))
    draft = versions[-1] if versions and versions[-1].published_at is None else None
    asked = next((version for version in reversed(versions) if version.published_at is not None), None)
    context = {
        "call": call,
        "where": _where(call),
        "languages": [get_language_info(known)["name_translated"] for known in call.languages],
        "intro": [(get_language_info(known), call.intro[known]) for known in call.languages if call.intro.get(known)],
        "draft": draft,
        "asked": asked,
        "lacking": missing_texts(call, versions[-1] if versions else None) if call.published_at is None else [],
        "outreach": list(call.outreach.select_related("source")),
        "rounds": list(call.rounds.all()),
    }
    return render(request, "intake/call_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def call_new(request: MemberRequest) -> HttpResponse:
    """Prepare a call; its questions come next."""
    form = CallForm(request.POST or None, incubator=request.member.incubator)
    if form.is_valid():
        try:
            call = create_call(form.facts(), by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The call is prepared. Nobody sees it before you publish it."))
            return redirect("intake:call_detail", request.member.incubator.slug, call.code)
    return render(request, "intake/call_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def call_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct a call."""
    call = to_edit(request, calls_of(request), code=code)
    form = CallForm(request.POST or None, incubator=request.member.incubator, call=call)
    if form.is_valid():
        try:
            update_call(call, form.facts(), by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Call corrected."))
            return redirect("intake:call_detail", request.member.incubator.slug, call.code)
    return render(request, "intake/call_edit.html", {"form": form, "call": call}, status=status_of(form))


def _confirmed(
    request: MemberRequest, call: Call, act: Callable[..., Call], template: str, done: str, **more: Any
) -> HttpResponse:
    """Say what an act does, then do it."""
    refusal = None
    if request.method == "POST":
        try:
            act(call, by=request.member)
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, done)
            return redirect("intake:call_detail", request.member.incubator.slug, call.code)
    return render(request, template, {"call": call, "refusal": refusal, **more}, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def call_publish(request: MemberRequest, code: str) -> HttpResponse:
    """Say what is still missing, else what publishing does; then publish."""
    call = get_object_or_404(calls_of(request), code=code)
    newest = call.versions.order_by("number").last()
    lacking = missing_texts(call, newest) if call.published_at is None else []
    done = _("%(call)s is published.") % {"call": call.name}
    more = {"lacking": lacking, "is_over": call.closes_on is not None and call.closes_on < today()}
    return _confirmed(request, call, publish_call, "intake/call_publish.html", done, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def call_close(request: MemberRequest, code: str) -> HttpResponse:
    """Say what closing does to those who are writing, then close."""
    call = get_object_or_404(_counted(calls_of(request)), code=code)
    return _confirmed(request, call, close_call, "intake/call_close.html", _("%(call)s is closed.") % {"call": call.name})


@require_POST
@needs(Ability.MANAGE_CALLS)
def call_reopen(request: MemberRequest, code: str) -> HttpResponse:
    """Take applications again."""
    call = get_object_or_404(calls_of(request), code=code)
    try:
        reopen_call(call, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(call)s is open again.") % {"call": call.name})
    return redirect("intake:call_detail", request.member.incubator.slug, call.code)


@require_POST
@needs(Ability.MANAGE_CALLS)
def call_duplicate(request: MemberRequest, code: str) -> HttpResponse:
    """Prepare the next call from this one, and look at its days first."""
    copy = duplicate_call(get_object_or_404(calls_of(request), code=code), by=request.member)
    messages.success(request, _("Copied, with its questions. Give it its name and its days."))
    return redirect(reverse("intake:call_edit", args=[request.member.incubator.slug, copy.code]))
