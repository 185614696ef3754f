"""The team's words: each list on a page, and what a change would touch before it is made."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.network.models import Label, Programme, Stage
from interlab.setup.actions import add_label, archive_label, rename_label, restore_label, shift_label
from interlab.setup.forms import LabelForm, NewLabelForm
from interlab.setup.uses import uses_of
from interlab.setup.vocabularies import Vocabulary, vocabulary_named


def _vocabulary(name: str) -> Vocabulary:
    found = vocabulary_named(name)
    if found is None:
        raise Http404
    return found


def _label(request: MemberRequest, vocabulary: Vocabulary, code: str) -> Label:
    rows: QuerySet = vocabulary.model._default_manager.filter(incubator_id=request.member.incubator_id)
    return to_edit(request, rows.select_related("programme") if vocabulary.by_programme else rows, code=code)


def _programme(request: MemberRequest, vocabulary: Vocabulary, programmes: list[Programme]) -> Programme | None:
    """Return the programme whose list is asked for: the one named in the address, else the first; none where lists are shared."""
    if not vocabulary.by_programme:
        return None
    wanted = request.GET.get("programme")
    for programme in programmes:
        if wanted in (None, programme.code):
            return programme
    raise Http404


def _list_address(request: MemberRequest, vocabulary: Vocabulary, label: Label) -> str:
    """Return the address of a word's list, at the word."""
    address = reverse("setup:label_list", args=[request.member.incubator.slug, vocabulary.name])
    asked = f"?programme={label.programme.code}" if isinstance(label, Stage) else ""
    return f"{address}{asked}#{label.code}"


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def label_list(request: MemberRequest, vocabulary: str) -> HttpResponse:
    """Show one list of words, in order, and those archived."""
    listed = _vocabulary(vocabulary)
    programmes = list(Programme.objects.filter(incubator_id=request.member.incubator_id)) if listed.by_programme else []
    programme = _programme(request, listed, programmes)
    rows: QuerySet = listed.model._default_manager.filter(incubator_id=request.member.incubator_id)
    labels = list(rows.filter(programme=programme) if programme else rows)
    options = [{"text": one.name, "url": f"?programme={one.code}", "current": one == programme} for one in programmes]
    context = {
        "vocabulary": listed,
        "programme": programme,
        "programmes": options if len(options) > 1 else [],
        "labels": [label for label in labels if label.archived_at is None],
        "archived": [label for label in labels if label.archived_at is not None],
    }
    return render(request, "setup/label_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def label_new(request: MemberRequest, vocabulary: str) -> HttpResponse:
    """Add a word with one of the fixed meanings."""
    listed = _vocabulary(vocabulary)
    programmes = list(Programme.objects.filter(incubator_id=request.member.incubator_id)) if listed.by_programme else []
    programme = _programme(request, listed, programmes)
    form = NewLabelForm(request.POST or None, vocabulary=listed)
    if form.is_valid():
        try:
            label = add_label(listed, programme=programme, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Added."))
            return redirect(_list_address(request, listed, label))
    context = {"form": form, "vocabulary": listed, "programme": programme}
    return render(request, "setup/label_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def label_edit(request: MemberRequest, vocabulary: str, code: str) -> HttpResponse:
    """Say what renaming a word touches, and rename it."""
    listed = _vocabulary(vocabulary)
    label = _label(request, listed, code)
    back, before = _list_address(request, listed, label), label.name
    form = LabelForm(request.POST or None, row=label, initial={"name": label.name})
    if form.is_valid():
        try:
            rename_label(label, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("“%(before)s” is now called “%(after)s”.") % {"before": before, "after": label.name})
            return redirect(back)
    context = {"form": form, "vocabulary": listed, "label": label, "uses": uses_of(label), "back": back}
    return render(request, "setup/label_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def label_archive(request: MemberRequest, vocabulary: str, code: str) -> HttpResponse:
    """Say what archiving a word touches, then archive it."""
    listed, refusal = _vocabulary(vocabulary), None
    label = _label(request, listed, code)
    back = _list_address(request, listed, label)
    if request.method == "POST":
        try:
            archive_label(label, by=request.member)
        except DomainError as error:
            refusal = error.message
        else:
            undo = reverse("setup:label_restore", args=[request.member.incubator.slug, listed.name, label.code])
            messages.success(request, _("“%(word)s” is archived.") % {"word": label.name}, extra_tags=f"undo:{undo}")
            return redirect(back)
    context = {"vocabulary": listed, "label": label, "uses": uses_of(label), "back": back, "refusal": refusal}
    return render(request, "setup/label_archive.html", context, status=422 if refusal else 200)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def label_restore(request: MemberRequest, vocabulary: str, code: str) -> HttpResponse:
    """Take an archived word back into use."""
    listed = _vocabulary(vocabulary)
    label = _label(request, listed, code)
    try:
        restore_label(label, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("“%(word)s” is in use again.") % {"word": label.name})
    return redirect(_list_address(request, listed, label))


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def label_shift(request: MemberRequest, vocabulary: str, code: str) -> HttpResponse:
    """Move a word one place up or down in its list."""
    listed = _vocabulary(vocabulary)
    label = _label(request, listed, code)
    try:
        shift_label(label, up=request.POST.get("direction") == "up", by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(_list_address(request, listed, label))
