"""The team's outbox: what leaves, what arrived, what didn't and what to do about it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.paging import page_by_key
from interlab.notices.actions import (
    cancel_message,
    note_handed_over,
    retry_message,
    send_otherwise,
    settle_message,
)
from interlab.notices.forms import OtherWayForm
from interlab.notices.models import WANTS_A_HUMAN, Channel, FailingAddress, Message, MessageQuerySet, State
from interlab.notices.ways import closed_codes, other_ways
from interlab.privacy.doors import open_by_code, opens_file

_GROUPS: dict[str, tuple[Promise, Callable[[MessageQuerySet], MessageQuerySet]]] = {
    "all": (pgettext_lazy("messages", "All"), lambda rows: rows),
    "attention": (gettext_lazy("To look at"), MessageQuerySet.wanting_a_human),
    "waiting": (gettext_lazy("Waiting to leave"), lambda rows: rows.filter(state__in=(State.QUEUED, State.SENDING))),
    "sent": (gettext_lazy("Sent"), lambda rows: rows.filter(state__in=(State.SENT, State.DELIVERED))),
    "failed": (gettext_lazy("Not sent"), lambda rows: rows.filter(state__in=(State.FAILED, State.DOUBTFUL, State.CANCELLED))),
}
COLOURS: dict[str, str] = {
    State.SENT: "teal",
    State.DELIVERED: "success",
    State.FAILED: "error",
    State.DOUBTFUL: "error",
    State.BY_HAND: "saffron",
    State.SENDING: "info",
}
ICONS: dict[str, str] = {Channel.EMAIL: "mail", Channel.SMS: "smartphone", Channel.WHATSAPP: "message-circle"}


def _messages(request: MemberRequest) -> MessageQuerySet:
    return Message.objects.visible_to(request.member)


def _opened(request: MemberRequest, code: str) -> Message:
    """Return a message; what it says and where it went are in the file of the person it is about."""
    message = get_object_or_404(_messages(request).select_related("incubator", "by", "settled_by"), code=code)
    open_by_code([message.person_code], by=request.member)
    return message


def _row(message: Message, *, closed: bool = False) -> dict[str, Any]:
    return {
        "message": message,
        "title": _("With a colleague") if closed else message.title,
        "colour": COLOURS.get(message.state, ""),
        "icon": ICONS[message.channel],
    }


@require_safe
@needs(Ability.SEE_PEOPLE)
def outbox(request: MemberRequest) -> HttpResponse:
    """Show the incubator's messages, latest first."""
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in _GROUPS else "all"
    person = request.GET.get("person", "")[:12]
    rows = _GROUPS[chosen][1](_messages(request))
    if person:
        rows = rows.filter(person_code=person)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = page_by_key(rows, key="created_at", descending=True, after=after, before=before)
    kept = f"&person={quote(person)}" if person else ""
    options = [
        {"text": text, "url": f"?show={name}{kept}", "current": name == chosen} for name, (text, _narrow) in _GROUPS.items()
    ]
    closed = closed_codes(request.member, page.rows)
    shown = [_row(message, closed=message.person_code in closed) for message in page.rows]
    context = {"page": page, "rows": shown, "options": options, "chosen": chosen}
    return render(request, "notices/outbox.html", context)


@require_safe
@needs(Ability.SEE_PEOPLE)
@opens_file
def message_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show one message: what became of it, what it says, and what can be done."""
    return _detail(request, _opened(request, code))


def _detail(request: MemberRequest, message: Message, form: OtherWayForm | None = None, refusal: str = "") -> HttpResponse:
    gone = message.secret
    ways = [] if gone or message.state in (State.SENT, State.DELIVERED, State.SENDING) else other_ways(message)
    names = dict(Channel.choices)
    context = {
        **_row(message),
        "form": form or (OtherWayForm(ways=ways) if ways else None),
        "refusal": refusal,
        "can_retry": not gone and message.state in (State.FAILED, State.DOUBTFUL, State.CANCELLED),
        "can_cancel": message.state in (State.QUEUED, State.BY_HAND),
        "is_stuck": message.state in WANTS_A_HUMAN and message.settled_at is None,
        "by_whatsapp": whatsapp_address(message) if message.state == State.BY_HAND else "",
        "tried": [(names.get(one["channel"], ""), one["address"]) for one in message.tried],
        "fails": FailingAddress.objects.filter(incubator=message.incubator, address=message.address).first(),
    }
    return render(request, "notices/message_detail.html", context, status=422 if refusal or (form and form.errors) else 200)


def whatsapp_address(message: Message) -> str:
    """Return the address that opens WhatsApp with the message already typed; a human presses "send" there."""
    number = "".join(sign for sign in message.address if sign.isdigit())
    return f"https://wa.me/{number}?text={quote(message.text or message.body)}"


def _act(request: MemberRequest, code: str, action: Callable[..., Message], done: str) -> HttpResponse:
    message = _opened(request, code)
    try:
        action(message, by=request.member)
    except DomainError as error:
        return _detail(request, message, refusal=str(error.message))
    messages.success(request, done)
    return redirect("notices:message_detail", request.member.incubator.slug, message.code)


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def message_retry(request: MemberRequest, code: str) -> HttpResponse:
    """Have a message sent again to the same address."""
    return _act(request, code, retry_message, _("It leaves again now."))


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def message_cancel(request: MemberRequest, code: str) -> HttpResponse:
    """Take back a message that hasn't left."""
    return _act(request, code, cancel_message, _("Taken back: it won’t be sent."))


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def message_settle(request: MemberRequest, code: str) -> HttpResponse:
    """Say that a message needs nobody any more."""
    return _act(request, code, settle_message, _("Noted: nobody needs to look at it any more."))


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def message_handed_over(request: MemberRequest, code: str) -> HttpResponse:
    """Note that a colleague sent a message from their own phone."""
    return _act(request, code, note_handed_over, _("Noted: you sent it."))


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def message_otherwise(request: MemberRequest, code: str) -> HttpResponse:
    """Send a message to another of the person's addresses."""
    message = _opened(request, code)
    form = OtherWayForm(request.POST, ways=other_ways(message))
    if not form.is_valid():
        return _detail(request, message, form=form)
    channel, address = form.chosen()
    try:
        send_otherwise(message, channel=channel, address=address, by=request.member)
    except DomainError as error:
        return _detail(request, message, refusal=str(error.message))
    messages.success(request, _("It leaves now by the other way."))
    return redirect("notices:message_detail", request.member.incubator.slug, message.code)
