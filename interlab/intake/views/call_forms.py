"""What a call asks: the list of its questions beside the page as applicants see it, one question, its versions."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.core.questions import KINDS, Question, QuestionnaireError, read
from interlab.core.questions.forms import Asking, form_of
from interlab.intake.actions import forms as acts
from interlab.intake.declaring import INDISPENSABLE, changed, place_of, questions_in
from interlab.intake.forms.questions import DeclarationForm, QuestionForm
from interlab.intake.missing import missing_texts
from interlab.intake.models import Call, CallForm
from interlab.intake.question_templates import READY, ready_made
from interlab.intake.views.calls import calls_of
from interlab.people.languages import language_choices


def _call(request: MemberRequest, code: str) -> Call:
    return get_object_or_404(calls_of(request), code=code)


def _newest(call: Call) -> CallForm:
    newest = call.versions.order_by("number").last()
    if newest is None:
        raise Http404
    return newest


def _questions(version: CallForm, languages: list[str]) -> list[Question]:
    """Return the questions of a version; in a language they lack, they stand in the one they were first written in."""
    try:
        return list(questions_in(version.declaration, languages))
    except QuestionnaireError:
        return list(read(version.declaration, languages=(next(iter(version.declaration["questions"][0]["label"])),)))


def _previewed(question: Question, language: str, number: int, total: int) -> dict[str, Any]:
    """Return what the preview of one question shows in one language."""
    return {"question": question, "language": language, "info": get_language_info(language), "number": number, "total": total}


def _listed(questions: list[Question]) -> list[dict[str, Any]]:
    return [
        {"question": question, "kind": KINDS[question.kind], "stays": question.fills in INDISPENSABLE} for question in questions
    ]


def _wanted(call: Call, asked: str) -> str:
    return asked if asked in call.languages else next(iter(call.languages), "fr")


@require_safe
@needs(Ability.MANAGE_CALLS)
def form_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Show the questions in order, and one of them as applicants see it."""
    call = _call(request, code)
    version = _newest(call)
    questions = _questions(version, call.languages)
    language = _wanted(call, request.GET.get("language", ""))
    at = max(place_of(version.declaration, request.GET.get("question", "")), 0)
    shown = questions[at]
    info = [(known, get_language_info(known)["name_translated"]) for known in call.languages]
    context = {
        "call": call,
        "version": version,
        "rows": _listed(questions),
        "shown": shown,
        "preview": _previewed(shown, language, at + 1, len(questions)),
        "languages": [
            {"text": name, "url": f"?question={shown.id}&language={known}", "current": known == language} for known, name in info
        ],
        "language": language,
        "lacking": missing_texts(call, version) if version.published_at is None else [],
        "versions": call.versions.order_by("-number").select_related("created_by").annotate(given=Count("applications")),
        "ready": [(name, words) for name, words in READY.items() if place_of(version.declaration, name) < 0],
        "kinds": KINDS,
    }
    return render(request, "intake/form_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def form_question(request: MemberRequest, code: str, question: str) -> HttpResponse:
    """Change one question; beside it, how applicants see what is typed. Asked by htmx, the typed words stand in the address."""
    call = to_edit(request, calls_of(request), code=code)
    version = _newest(call)
    at = place_of(version.declaration, question)
    if at < 0:
        raise Http404
    looking = request.headers.get("HX-Request") == "true"
    row, questions = version.declaration["questions"][at], _questions(version, call.languages)
    data = request.GET if looking and request.GET else request.POST or None
    form = QuestionForm(data, call=call, asked=questions, row=row)
    if form.is_valid() and request.method == "POST":
        try:
            acts.change_question(call, question, form.facts(), by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Question saved in version %(number)s.") % {"number": _newest(call).number})
            return redirect("intake:form_edit", request.member.incubator.slug, call.code)
    shown = _as_typed(form, version, call, question) or questions[at]
    previews = [_previewed(shown, language, at + 1, len(questions)) for language in call.languages]
    context = {"form": form, "call": call, "question": questions[at], "kind": KINDS[row["kind"]], "previews": previews}
    return render(request, "intake/form_question.html", context, status=200 if looking else status_of(form))


def _as_typed(form: QuestionForm, version: CallForm, call: Call, question: str) -> Question | None:
    """Return the question as it is typed at the moment; None when that can't be read."""
    if not form.is_bound or not hasattr(form, "cleaned_data"):
        return None
    try:
        typed = questions_in(changed(version.declaration, question, form.facts()), call.languages)
    except (QuestionnaireError, KeyError):
        return None
    return typed.question(question)


@require_POST
@needs(Ability.MANAGE_CALLS)
def form_add(request: MemberRequest, code: str) -> HttpResponse:
    """Add a question, ready-made or empty, and open it."""
    call = _call(request, code)
    row = ready_made(request.POST.get("what", ""), call.incubator, call.languages)
    slug = request.member.incubator.slug
    if row is None:
        messages.error(request, _("Choose which question to add."))
        return redirect("intake:form_edit", slug, call.code)
    try:
        _version, name = acts.add_question(call, row, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("intake:form_edit", slug, call.code)
    return redirect("intake:form_question", slug, call.code, name)


@require_POST
@needs(Ability.MANAGE_CALLS)
def form_shift(request: MemberRequest, code: str, question: str) -> HttpResponse:
    """Ask a question earlier or later."""
    step = -1 if request.POST.get("to") == "up" else 1
    return _acted(request, code, lambda call: acts.shift_question(call, question, step, by=request.member), "")


@require_POST
@needs(Ability.MANAGE_CALLS)
def form_remove(request: MemberRequest, code: str, question: str) -> HttpResponse:
    """Ask a question no more."""
    done = _("The question is taken out. Answers given to it stay readable.")
    return _acted(request, code, lambda call: acts.remove_question(call, question, by=request.member), done)


@require_POST
@needs(Ability.MANAGE_CALLS)
def form_publish(request: MemberRequest, code: str) -> HttpResponse:
    """Let everybody who starts from now on answer the newest version."""
    done = _("Published. Whoever starts now is asked these questions; whoever has started keeps theirs.")
    return _acted(request, code, lambda call: acts.publish_form(call, by=request.member), done)


@require_POST
@needs(Ability.MANAGE_CALLS)
def form_discard(request: MemberRequest, code: str) -> HttpResponse:
    """Throw the version away that is being written."""
    done = _("The changes are thrown away.")
    return _acted(request, code, lambda call: acts.discard_draft(call, by=request.member), done)


def _acted(request: MemberRequest, code: str, act: Any, done: str) -> HttpResponse:
    call = _call(request, code)
    try:
        act(call)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        if done:
            messages.success(request, done)
    return redirect("intake:form_edit", request.member.incubator.slug, call.code)


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def form_page(request: MemberRequest, code: str, question: str) -> HttpResponse:
    """Show one question of the newest version as the very page that applicants get. Nothing on it is sent anywhere."""
    call = _call(request, code)
    version = _newest(call)
    at = place_of(version.declaration, question)
    if at < 0:
        raise Http404
    language = _wanted(call, request.GET.get("language", ""))
    with override(language):
        asked = _questions(version, call.languages)[at]
        form = form_of(asked, Asking(language=language, languages=language_choices()))
        context = {"form": form, "site": getattr(request.member.incubator, "site", None)}
        return render(request, "intake/form_page.html", context)


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def form_version(request: MemberRequest, code: str, version: str) -> HttpResponse:
    """Show one version as it is asked, in each of the call's languages."""
    call = _call(request, code)
    form = get_object_or_404(call.versions.select_related("created_by").annotate(given=Count("applications")), code=version)
    language = _wanted(call, request.GET.get("language", ""))
    questions = _questions(form, call.languages)
    previews = [_previewed(question, language, number, len(questions)) for number, question in enumerate(questions, 1)]
    options = [
        {"text": get_language_info(known)["name_translated"], "url": f"?language={known}", "current": known == language}
        for known in call.languages
    ]
    return render(
        request, "intake/form_version.html", {"call": call, "version": form, "previews": previews, "languages": options}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.MANAGE_CALLS)
def form_text(request: MemberRequest, code: str) -> HttpResponse:
    """Show all questions as text, to be copied; take such a text in their place."""
    call = to_edit(request, calls_of(request), code=code)
    written = json.dumps(_newest(call).declaration, ensure_ascii=False, indent=2)
    form = DeclarationForm(request.POST or None, row=call, initial={"declaration": written})
    if form.is_valid():
        try:
            acts.replace_questions(call, form.cleaned_data["declaration"], by=request.member)
        except DomainError as error:
            form.add_error("declaration", error.message)
        else:
            messages.success(request, _("The questions are replaced, in a version that nobody is asked yet."))
            return redirect("intake:form_edit", request.member.incubator.slug, call.code)
    return render(request, "intake/form_text.html", {"form": form, "call": call}, status=status_of(form))
