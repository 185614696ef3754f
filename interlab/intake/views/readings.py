"""A reader's pages: what they were given, one application and its scores, what they give back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.readings import declare_conflict, hand_back, note_opening, save_reading, write_transcript
from interlab.intake.blinding import told
from interlab.intake.forms.readings import ConflictForm, ScoresForm, TranscriptForm
from interlab.intake.models import Application, Conflict, Reading


def _mine(request: MemberRequest) -> QuerySet[Reading]:
    """Return the readings that stand and are the member's own: a lead, too, reads only what they were given."""
    rows = Reading.objects.visible_to(request.member).standing().filter(reader__member=request.member)
    return rows.filter(application__withdrawn_at=None).select_related("round", "application")


@require_safe
@needs(Ability.READ_APPLICATIONS)
def reading_list(request: MemberRequest) -> HttpResponse:
    """Show a reader what they have to read, and what they have read, in the rounds that are open."""
    rows = list(_mine(request).filter(round__closed_at=None).order_by("round", "given_at", "pk"))
    left = [one for one in rows if one.done_at is None]
    done = [one for one in rows if one.done_at is not None]
    days = [one.round.ends_on for one in left if one.round.ends_on]
    context = {
        "left": left,
        "done": done,
        "total": len(rows),
        "until": min(days, default=None),
        "today": today(),
        "active": "readings",
    }
    return render(request, "intake/reading_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reading_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show an application to its reader, and take their scores."""
    rows = _mine(request).select_related("application__form", "application__person").prefetch_related("application__uploads")
    reading = get_object_or_404(rows, code=code)
    form = ScoresForm(request.POST or None, criteria=list(reading.round.criteria.all()), reading=reading)
    if form.is_valid() and request.method == "POST":
        done = "draft" not in request.POST
        comments = {name: form.cleaned_data[name] for name in ("for_team", "for_applicant")}
        try:
            save_reading(reading, scores=form.scores, done=done, by=request.member, **comments)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Read. Thank you!") if done else _("Kept. You can go on later."))
            return redirect("intake:reading_list", request.member.incubator.slug)
    if request.method != "POST":
        note_opening(reading, by=request.member)
    answers = told(reading.application, blind=reading.round.is_blind, language=request.LANGUAGE_CODE)
    context = {"reading": reading, "answers": answers, "form": form, "active": "readings"}
    return render(request, "intake/reading_detail.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def reading_conflict(request: MemberRequest, code: str) -> HttpResponse:
    """Let a reader say that they can't judge an application."""
    reading = get_object_or_404(_mine(request), code=code)
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        declare_conflict(reading, by=request.member, **form.cleaned_data)
        messages.success(request, _("Thank you for saying so. Somebody else reads it."))
        return redirect("intake:reading_list", request.member.incubator.slug)
    return render(request, "intake/reading_conflict.html", {"form": form, "reading": reading}, status=status_of(form))


@require_POST
def reading_hand_back(request: MemberRequest, code: str) -> HttpResponse:
    """Let a reader give an application back for lack of time."""
    reading = get_object_or_404(_mine(request), code=code)
    try:
        hand_back(reading, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Given back. Somebody else reads it."))
    return redirect("intake:reading_list", request.member.incubator.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_APPLICATIONS)
def transcript_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Write down what an application's recordings say."""
    closed = Conflict.objects.filter(member=request.member, taken_back_at=None).values("application")
    application = to_edit(request, Application.objects.visible_to(request.member).exclude(pk__in=closed), code=code)
    uploads = list(application.uploads.filter(media_type__startswith="audio/"))
    form = TranscriptForm(request.POST or None, uploads=uploads, row=application)
    if form.is_valid() and request.method == "POST":
        for n, upload in enumerate(uploads):
            if form.cleaned_data[f"words_{n}"] != upload.transcript:
                write_transcript(upload, words=form.cleaned_data[f"words_{n}"], by=request.member)
        messages.success(request, _("Written down."))
        return redirect("intake:transcript_edit", request.member.incubator.slug, application.code)
    context = {"form": form, "application": application, "uploads": uploads}
    return render(request, "intake/transcript_edit.html", context, status=status_of(form))
