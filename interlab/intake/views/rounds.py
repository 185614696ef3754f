"""Rounds of a call: opened, corrected, shared out, followed, closed; and what the readings come to."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.models import members_of
from interlab.accounts.roles import ROLES, Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.rounds import (
    Line,
    change_round,
    close_round,
    drop_reader,
    in_words,
    name_reader,
    open_round,
    remind_readers,
    reopen_round,
    share_out_round,
)
from interlab.intake.default_rubric import default_rubric
from interlab.intake.forms.rounds import ReaderForm, RoundForm, known_of, shown_lines
from interlab.intake.models import Call, Reader, Round
from interlab.intake.progress import progress_of
from interlab.intake.sharing import share
from interlab.matching.readings import TooFewReaders

_READ = [role for role, abilities in ROLES.items() if Ability.READ_APPLICATIONS in abilities]


def _rounds(request: MemberRequest) -> QuerySet[Round]:
    return Round.objects.filter(incubator_id=request.member.incubator_id).select_related("call", "incubator")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_APPLICATIONS)
def round_new(request: MemberRequest, call: str) -> HttpResponse:
    """Open a round of a call, with a rubric to begin with."""
    found = get_object_or_404(Call.objects.visible_to(request.member), code=call)
    number = found.rounds.count() + 1
    known = {
        "name": _("Reading %(number)s") % {"number": number},
        "kind": Round.Kind.READING,
        "readings_each": 3,
        "is_blind": True,
    }
    form = RoundForm(request.POST or None, initial=known | shown_lines([Line(*line) for line in default_rubric()]))
    if form.is_valid():
        try:
            row = open_round(found, form.facts, rubric=form.rubric, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The round is open. Now name its readers."))
            return redirect("intake:round_detail", request.member.incubator.slug, row.code)
    return render(request, "intake/round_new.html", {"form": form, "call": found}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_APPLICATIONS)
def round_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct a round and its rubric."""
    row = to_edit(request, _rounds(request), code=code)
    lines = [Line(one.name, one.weight, one.anchors, one.code) for one in row.criteria.all()]
    names = ("name", "kind", "readings_each", "is_blind", "wants_sector", "wants_language", "ends_on")
    form = RoundForm(request.POST or None, row=row, initial={name: getattr(row, name) for name in names} | shown_lines(lines))
    if form.is_valid():
        try:
            change_round(row, form.facts, rubric=form.rubric, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Round corrected."))
            return redirect("intake:round_detail", request.member.incubator.slug, row.code)
    return render(request, "intake/round_edit.html", {"form": form, "round": row}, status=status_of(form))


@require_safe
@needs(Ability.DECIDE_APPLICATIONS)
def round_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show a round: its readers and how far they are, what it looks at, and what sharing out would do."""
    row = get_object_or_404(_rounds(request), code=code)
    context = {"round": row, "progress": progress_of(row), "criteria": row.criteria.all()}
    if row.closed_at is None:
        try:
            context["plan"] = share(row) if row.kind == Round.Kind.READING else None
        except TooFewReaders as short:
            context["short"] = in_words(short, row)
    return render(request, "intake/round_detail.html", context)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def round_share_out(request: MemberRequest, code: str) -> HttpResponse:
    """Share the applications out."""
    row = get_object_or_404(_rounds(request), code=code)
    try:
        share_out_round(row, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Every application has its readers."))
    return redirect("intake:round_detail", request.member.incubator.slug, row.code)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def round_remind(request: MemberRequest, code: str) -> HttpResponse:
    """Remind whoever has something left to read."""
    row = get_object_or_404(_rounds(request), code=code)
    try:
        told = remind_readers(row, by=request.member, site=request.build_absolute_uri("/"))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = ngettext("%(n)s reader is reminded.", "%(n)s readers are reminded.", told)
        messages.success(request, words % {"n": told})
    return redirect("intake:round_detail", request.member.incubator.slug, row.code)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def round_close(request: MemberRequest, code: str) -> HttpResponse:
    """End a round."""
    row = close_round(get_object_or_404(_rounds(request), code=code), by=request.member)
    messages.success(request, _("%(name)s is closed.") % {"name": row.name})
    return redirect("intake:round_detail", request.member.incubator.slug, row.code)


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def round_reopen(request: MemberRequest, code: str) -> HttpResponse:
    """Open a closed round again."""
    row = reopen_round(get_object_or_404(_rounds(request), code=code), by=request.member)
    messages.success(request, _("%(name)s is open again.") % {"name": row.name})
    return redirect("intake:round_detail", request.member.incubator.slug, row.code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_APPLICATIONS)
def reader_new(request: MemberRequest, code: str) -> HttpResponse:
    """Let a member read in a round."""
    row = get_object_or_404(_rounds(request), code=code)
    incubator = request.member.incubator
    may = [one.pk for one in members_of(incubator) if set(one.roles) & set(_READ)]
    members = members_of(incubator).filter(pk__in=may).exclude(reads_in__round=row).order_by("name", "pk")
    form = ReaderForm(request.POST or None, incubator=incubator, members=members)
    if form.is_valid():
        try:
            name_reader(row, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("They read in this round."))
            return redirect("intake:round_detail", incubator.slug, row.code)
    return render(request, "intake/reader_new.html", {"form": form, "round": row, "members": members}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.DECIDE_APPLICATIONS)
def reader_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct what a reader knows and how much they can take."""
    rows = Reader.objects.filter(incubator_id=request.member.incubator_id).select_related("member", "round__call")
    reader = to_edit(request, rows, code=code)
    form = ReaderForm(request.POST or None, incubator=request.member.incubator, row=reader, initial=known_of(reader))
    if form.is_valid():
        try:
            name_reader(reader.round, reader.member, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("intake:round_detail", request.member.incubator.slug, reader.round.code)
    return render(request, "intake/reader_edit.html", {"form": form, "reader": reader}, status=status_of(form))


@require_POST
@needs(Ability.DECIDE_APPLICATIONS)
def reader_drop(request: MemberRequest, code: str) -> HttpResponse:
    """Let somebody read no more in a round."""
    rows = Reader.objects.filter(incubator_id=request.member.incubator_id).select_related("round")
    reader = get_object_or_404(rows, code=code)
    try:
        drop_reader(reader, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("intake:round_detail", request.member.incubator.slug, reader.round.code)
