"""The application form: its door, one question a page, the check page. Anybody's, on any phone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from babel.lists import format_list
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlab.accounts.models import Membership
from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.core.parts import part_asked
from interlab.core.questions import Question
from interlab.core.questions.declared import text
from interlab.core.questions.forms import AnswerForm, Asking, form_of
from interlab.core.questions.words import in_words
from interlab.core.stopped import typed_in
from interlab.intake.actions import save_answer, start_application, submit_application
from interlab.intake.actions.applications import source_meaning
from interlab.intake.asked import Page, how_many, newest_form
from interlab.intake.forms.applying import StartForm, check_contact, clean_picture, shown_now
from interlab.intake.holding import held_application, held_codes, hold
from interlab.intake.models import Application, Call
from interlab.people.languages import language_choices

CHECK = "check"


def limited(action: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let one address send only so many forms; past that a page says to wait."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def counted(request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not ratelimit.consume(request, action=action):
                return render(request, "intake/too_many.html", {"code": kwargs.get("code")}, status=429)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def holding(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view the application that this visitor holds; else say how to go on, whether there is one by that code or not."""

    @wraps(view)
    def held(request: PublicRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        try:
            application = held_application(request, code)
        except Http404:
            typed = typed_in(request, can_be_sent_again=False) if request.method == "POST" else {}
            return render(request, "intake/application_unheld.html", typed, status=404)
        return view(request, application, **kwargs)

    return held


# The door --------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD"])
@public_page
def apply(request: PublicRequest) -> HttpResponse:
    """Say what an application is, and let somebody begin; where several calls are open, choose one first."""
    calls = _open_calls(request)
    chosen = [call for call in calls if call.code == request.GET.get("call")] or (calls if len(calls) == 1 else [])
    if not chosen:
        return render(request, "intake/apply_choose.html", {"calls": calls, "origin": request.GET.get("from", "")[:40]})
    form = StartForm(initial={"call": chosen[0].code, "seen": shown_now(), "origin": request.GET.get("from", "")[:40]})
    return render(request, "intake/apply.html", _door(request, chosen[0], form))


@never_cache
@limited("start_application")
@require_POST
@public_page
def start(request: PublicRequest) -> HttpResponse:
    """Begin an application: this browser holds it from now on."""
    form = StartForm(request.POST)
    call = next((call for call in _open_calls(request) if call.code == request.POST.get("call")), None)
    if call is None:
        return redirect("intake:apply", request.incubator.slug)
    if form.is_valid():
        source = source_meaning(call, form.cleaned_data["origin"])
        try:
            application = start_application(call, by=None, language=get_language() or "fr", source=source)
        except DomainError as error:
            show_refusal(form, error)
        else:
            hold(request, application)
            return redirect(_address(request, application, Page(application).to_go_on()))
    return render(request, "intake/apply.html", _door(request, call, form), status=422)


def _open_calls(request: PublicRequest) -> list[Call]:
    calls = Call.objects.filter(incubator=request.incubator, versions__published_at__isnull=False).open_on(today())
    return list(calls.select_related("programme", "cohort").order_by("closes_on", "pk").distinct()[:20])


def _door(request: PublicRequest, call: Call, form: StartForm) -> dict[str, Any]:
    codes = held_codes(request)
    rows = Application.objects.started().filter(incubator=request.incubator, call=call, code__in=codes)
    rows = rows.select_related("call", "form") if codes else rows.none()
    begun = [(one.spoken, _address(request, one, Page(one).to_go_on())) for one in rows]
    version = newest_form(call)
    return {
        "form": form,
        "call": call,
        "intro": text(call.intro or {}, get_language() or "fr"),
        "questions": how_many(version) if version else 0,
        "begun": begun,
    }


# One question a page ---------------------------------------------------------------------------------------------


@never_cache
@limited("answer_question")
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@holding
def question(request: PublicRequest, application: Application, question: str) -> HttpResponse:
    """Ask one question, keep its answer, and lead to the next."""
    page = Page(application)
    asked = page.questionnaire.question(question)
    if asked is None or asked not in page.around(asked) or application.is_sent != asked.after_check or application.withdrawn_at:
        return redirect(_forward(request, page))
    if not application.is_sent and not application.call.may_finish():
        return render(request, "intake/call_closed.html", {"application": application}, status=410)
    form = _form(request, page, asked)
    if form.is_valid():
        try:
            helper = _helper(request, application)
            # Whoever helps may read the pages in another language than the one the person is written to.
            language = "" if helper else get_language() or ""
            saved = save_answer(application, asked, form.answer, by=helper, file=form.file, language=language)
        except DomainError as error:
            show_refusal(form, error)
        else:
            return redirect(_next(request, Page(saved), asked))
    status = 422 if form.is_bound else 200
    return render(request, "intake/question.html", _question_page(request, page, asked, form), status=status)


def _form(request: PublicRequest, page: Page, asked: Question) -> AnswerForm:
    sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    asking = Asking(
        language=get_language() or "fr",
        languages=language_choices() if asked.kind == "languages" else (),
        check_contact=check_contact,
        clean_picture=clean_picture,
        has_file=_has_file(page.application, asked),
    )
    return form_of(asked, asking, answer=page.answers.get(asked.id), **sent)


def _has_file(application: Application, asked: Question) -> bool:
    return asked.kind in ("story", "picture") and application.uploads.filter(question=asked.id).exists()


def _question_page(request: PublicRequest, page: Page, asked: Question, form: AnswerForm) -> dict[str, Any]:
    part, before = page.around(asked), page.before(asked)
    slug, code = request.incubator.slug, page.application.code
    to_check = request.GET.get("then") == CHECK or request.POST.get("then") == CHECK
    if asked.after_check:
        back = _address(request, page.application, before) if before else ""
    elif to_check:
        back = reverse("intake:check", args=[slug, code])
    else:
        back = _address(request, page.application, before) if before else reverse("intake:apply", args=[slug])
    following = page.after(asked)
    return {
        "form": form,
        "application": page.application,
        "number": part.index(asked) + 1,
        "steps": _steps(page, part, asked),
        "back": back,
        "skip": (_address(request, page.application, following) if following else _status_page(request, page.application))
        if asked.after_check
        else "",
        "then": CHECK if to_check else "",
        "recording": reverse("intake:upload", args=[slug, code, asked.id]) if form.asking.has_file else "",
    }


def _steps(page: Page, part: list[Question], asked: Question | None) -> list[str]:
    return ["now" if one is asked else "done" if one.id in page.answers else "" for one in part]


def _next(request: PublicRequest, page: Page, asked: Question) -> str:
    if request.POST.get("then") == CHECK:
        return _address(request, page.application, None)
    following = page.after(asked)
    if following is None and asked.after_check:
        return _status_page(request, page.application)
    return _address(request, page.application, following)


def _forward(request: PublicRequest, page: Page) -> str:
    """Return where an application stands: what isn't asked now leads there."""
    if page.application.is_sent or page.application.withdrawn_at:
        return _status_page(request, page.application)
    return _address(request, page.application, page.to_go_on())


def _address(request: PublicRequest, application: Application, asked: Question | None) -> str:
    slug, code = request.incubator.slug, application.code
    return reverse("intake:question", args=[slug, code, asked.id]) if asked else reverse("intake:check", args=[slug, code])


def _status_page(request: PublicRequest, application: Application) -> str:
    return reverse("intake:application_status", args=[request.incubator.slug, application.code])


def _helper(request: PublicRequest, application: Application) -> Membership | None:
    """Return the colleague who fills the form in with its writer; None for the writer, whose browser holds it."""
    return None if application.code in held_codes(request) else request.member


# The check page --------------------------------------------------------------------------------------------------


@never_cache
@limited("answer_question")
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
@holding
def check(request: PublicRequest, application: Application) -> HttpResponse:
    """Show every answer once more, then send; what is asked besides comes after that."""
    page = Page(application)
    if application.is_sent or application.withdrawn_at:
        return redirect(_status_page(request, application))
    if not application.call.may_finish():
        return render(request, "intake/call_closed.html", {"application": application}, status=410)
    refusal = ""
    if request.method == "POST":
        try:
            sent = submit_application(application, by=_helper(request, application))
        except DomainError as error:
            refusal = str(error.message)
        else:
            first = next(iter(Page(sent).asked_after), None)
            return redirect(_address(request, sent, first) if first else _status_page(request, sent))
    return render(request, "intake/check.html", _check_page(request, page, refusal), status=422 if refusal else 200)


def _check_page(request: PublicRequest, page: Page, refusal: str) -> dict[str, Any]:
    language = get_language() or "fr"
    files = set(page.application.uploads.values_list("question", flat=True))
    rows = [
        {
            "question": one.id,
            "label": text(one.label, language),
            "words": in_words(one, page.answers.get(one.id), language),
            "file": one.id in files,
            "picture": one.kind == "picture",
            "missing": one in page.missing,
        }
        for one in page.asked
    ]
    name = page.questionnaire.filling("name")
    told = page.answers.get(name.id, {}) if name else {}
    return {
        "application": page.application,
        "rows": rows,
        "missing": [row for row in rows if row["missing"]],
        "told": sum(one.id in page.answers for one in page.asked),
        "steps": _steps(page, page.asked, None),
        "called": told.get("called") or told.get("full_name", "") if isinstance(told, dict) else "",
        "readers": _readers(page.application.call, language),
        "refusal": refusal,
    }


def _readers(call: Call, language: str) -> str:
    """Return the names of those who read it, as far as they are known: "Nora, Thomas and Lucie"."""
    named = [call.answered_by.name] if call.answered_by else []
    named += call.rounds.order_by("number").values_list("readers__member__name", flat=True)
    # Each name keeps its own direction, whatever the sentence's.
    names = [f"\u2068{name}\u2069" for name in dict.fromkeys(named) if name]
    return format_list(names, locale=language) if 0 < len(names) <= 6 else ""


@never_cache
@require_GET
@public_page
@holding
def upload(request: PublicRequest, application: Application, question: str) -> HttpResponseBase:
    """Give a recording or a picture back to whoever made it, or to the team: to be saved or listened to, never opened as a page."""
    kept = application.uploads.filter(question=question).first()
    try:
        if kept is None:
            raise FileNotFoundError
        content = kept.file.open("rb")
    except FileNotFoundError:
        return render(request, "intake/application_unheld.html", status=404)
    suffix = kept.media_type.rpartition("/")[2].replace("mpeg", "mp3").replace("mp4", "m4a").replace("3gpp", "3gp")
    part = part_asked(request.headers.get("Range", ""), kept.size)
    if part:
        content.seek(part.start)
        response: HttpResponseBase = HttpResponse(content.read(len(part)), status=206, content_type=kept.media_type)
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{kept.size}"
        content.close()
    else:
        response = FileResponse(content, content_type=kept.media_type)
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = f'attachment; filename="{application.spoken}.{suffix}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
