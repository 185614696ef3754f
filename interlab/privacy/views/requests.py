"""Answering requests: a lead looks at what would be handed over or deleted, then does it."""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.core.paging import page_by_key
from interlab.privacy.archive import counts_of, to_look_at
from interlab.privacy.erasure import plan_of
from interlab.privacy.forms import AnswerForm, EraseNowForm, ReasonForm
from interlab.privacy.models import DataRequest
from interlab.privacy.requests import (
    answer_access,
    copy_for_member,
    erase_member,
    erase_on_request,
    refuse_request,
    subject_of,
    take_back_request,
)
from interlab.privacy.subjects import persons, subject_of_member
from interlab.privacy.views.mine import as_download


def _asked(request: MemberRequest, code: str) -> DataRequest:
    rows = DataRequest.objects.visible_to(request.member).select_related("incubator", "member__account", "answered_by")
    return get_object_or_404(rows, code=code)


@require_safe
@needs(Ability.ANSWER_REQUESTS)
def request_list(request: MemberRequest) -> HttpResponse:
    """Show what was asked and what became of it, latest first."""
    rows = DataRequest.objects.visible_to(request.member).select_related("member")
    page = page_by_key(
        rows, key="asked_on", descending=True, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    names = persons().names_of(request.member.incubator_id, [one.person_code for one in page.rows])
    listed = [(one, one.member.name if one.member else names.get(one.person_code, "")) for one in page.rows]
    return render(request, "privacy/request_list.html", {"page": page, "listed": listed})


def _page(
    request: MemberRequest, asked: DataRequest, form: forms.Form | None = None, *, refusal: forms.Form | None = None
) -> HttpResponse:
    """Show a request with what answering it would do. A form that was refused keeps what was typed."""
    subject = subject_of(asked)
    context: dict[str, Any] = {"asked": asked, "subject": subject, "ready": asked.has_archive(today())}
    if subject is not None and asked.is_open:
        context["refusal"] = refusal or ReasonForm()
        if asked.kind == DataRequest.Kind.ACCESS:
            looked = to_look_at(subject)
            context |= {"sections": counts_of(subject), "looked": looked}
            context["form"] = form or _answer_form(looked)
        else:
            context |= {"plan": plan_of(subject), "form": form or EraseNowForm(), "over": asked.due_on <= today()}
    bad = form is not None or refusal is not None
    return render(request, "privacy/request_detail.html", context, status=422 if bad else 200)


def _answer_form(looked: list[tuple[str, Any]], data: Any = None) -> AnswerForm:
    return AnswerForm(data, choices=[(item.key, item.words) for _title, item in looked])


@require_safe
@needs(Ability.ANSWER_REQUESTS)
def request_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show what somebody asked, what answering it would do, and how long there is."""
    return _page(request, _asked(request, code))


@require_POST
@needs(Ability.ANSWER_REQUESTS)
def request_answer(request: MemberRequest, code: str) -> HttpResponse:
    """Put a copy together."""
    asked = _asked(request, code)
    subject = subject_of(asked)
    form = _answer_form(to_look_at(subject) if subject else [], request.POST)
    if form.is_valid():
        try:
            withheld = frozenset(form.cleaned_data.get("withheld", []))
            answer_access(asked, by=request.member, withheld=withheld, reason=form.cleaned_data.get("reason", ""))
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The copy is ready for 7 days. They find it in their space; you can hand it over too."))
            return redirect("privacy:request_detail", request.member.incubator.slug, asked.code)
    return _page(request, asked, form)


@require_POST
@needs(Ability.ANSWER_REQUESTS)
def request_erase(request: MemberRequest, code: str) -> HttpResponse:
    """Erase at once, with the person's word."""
    asked = _asked(request, code)
    form = EraseNowForm(request.POST)
    if form.is_valid():
        try:
            erase_on_request(asked, by=request.member, confirmed=True)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Everything about this person is deleted. Tell them: nothing else can any more."))
            return redirect("privacy:request_list", request.member.incubator.slug)
    return _page(request, asked, form)


@require_POST
@needs(Ability.ANSWER_REQUESTS)
def request_refuse(request: MemberRequest, code: str) -> HttpResponse:
    """Say no, with the reason."""
    asked = _asked(request, code)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            refuse_request(asked, reason=form.cleaned_data["reason"], by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Answered. They read your reason in their space."))
            return redirect("privacy:request_list", request.member.incubator.slug)
    return _page(request, asked, refusal=form)


@require_POST
@needs(Ability.ANSWER_REQUESTS)
def request_take_back(request: MemberRequest, code: str) -> HttpResponse:
    """Note that the person doesn't want it any more."""
    asked = _asked(request, code)
    try:
        take_back_request(asked, by=request.member)
        messages.success(request, _("Noted: they took it back."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("privacy:request_list", request.member.incubator.slug)


# Members ---------------------------------------------------------------------------------------------------------


def _member(request: MemberRequest, code: str) -> Membership:
    rows = Membership.objects.filter(incubator=request.member.incubator).select_related("incubator", "account")
    return get_object_or_404(rows, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.ANSWER_REQUESTS)
def member_data(request: MemberRequest, code: str) -> HttpResponse:
    """Show what is kept about a colleague, mentor or expert, and erase them."""
    member, refusal = _member(request, code), ""
    form = EraseNowForm(request.POST or None)
    if form.is_valid():
        try:
            erase_member(member, by=request.member)
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, _("Their name and account are deleted."))
            return redirect("setup:team", request.member.incubator.slug)
    subject = subject_of_member(member)
    context = {"colleague": member, "plan": plan_of(subject), "form": form, "refusal": refusal}
    return render(request, "privacy/member_data.html", context, status=422 if form.errors or refusal else 200)


@require_POST
@needs(Ability.ANSWER_REQUESTS)
def member_copy(request: MemberRequest, code: str) -> FileResponse:
    """Give a copy of everything about a colleague, mentor or expert, for them."""
    file = BytesIO()
    copy_for_member(_member(request, code), to=file, by=request.member)
    file.seek(0)
    return as_download(file, f"{request.member.incubator.slug}-{code}.zip")
