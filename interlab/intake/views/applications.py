"""The team's desk: every application, each on a page of its own, its recordings, and where it came from."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.editing import hold
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.intake.actions.sources import set_source
from interlab.intake.application_list import COUNTED, applications_page, counted, listed
from interlab.intake.application_page import history_of, messages_of, whatsapp_of
from interlab.intake.forms.applications import ApplicationFilterForm, SourceForm
from interlab.intake.models import Application, Conflict, Upload
from interlab.intake.steps import COLOURS, Step, step_of, with_steps
from interlab.intake.told import answers_in_words
from interlab.journeys.person_page import reaches_of
from interlab.people.languages import language_name
from interlab.privacy.actions import record_act
from interlab.privacy.doors import open_by_code, opens_file

_SHOWN_WITH = (
    "call__programme",
    "form__call",
    "person",
    "participation__programme",
    "source",
    "recommendation",
    "helped_by",
    "incubator",
)
# What a browser may play or show where it stands; anything else is only saved.
_PLAYED = ("audio/", "image/")


def visible_application(request: MemberRequest, code: str) -> Application:
    """Return an application and open the file of whoever sent it, or answer 404."""
    said = Conflict.objects.filter(member=request.member, taken_back_at=None)
    # Whoever helped to write it goes on helping; they only don't judge it.
    closed = said.exclude(reason=Conflict.Reason.HELPED).values("application")
    rows = with_steps(Application.objects.visible_to(request.member)).select_related(*_SHOWN_WITH)
    application = get_object_or_404(rows.exclude(pk__in=closed), code=code)
    if application.person is not None:
        open_by_code([application.person.code], by=request.member)
    return application


@require_safe
@needs(Ability.SEE_APPLICATIONS)
def application_list(request: MemberRequest) -> HttpResponse:
    """Show the applications that the address asks for, a page at a time; those that wait for an answer unless it asks otherwise."""
    form = ApplicationFilterForm(request.GET, member=request.member)
    asked = form.asked()
    rows = listed(request.member, asked)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page, shown = applications_page(rows, asked.step, request.member, after=after, before=before)
    count = counted(rows)
    context = {
        "form": form,
        "asked": asked,
        "applied": [one | {"without": _without(request, one["name"])} for one in form.applied()],
        "steps": [
            {"text": text, "url": _with(request, "step", name), "current": name == asked.step} for name, text in form.steps()
        ],
        "page_asked": bool(after or before),
        "page": page,
        "rows": shown,
        "count": min(count, COUNTED),
        "more": count > COUNTED,
    }
    return render(request, "intake/application_list.html", context)


def _with(request: MemberRequest, name: str, value: str) -> str:
    """Return the address's query with one filter changed, from the first page on."""
    kept = request.GET.copy()
    for gone in ("after", "before"):
        kept.pop(gone, None)
    kept[name] = value
    return f"?{kept.urlencode()}"


def _without(request: MemberRequest, name: str) -> str:
    """Return the address's query without one filter, from the first page on."""
    kept = request.GET.copy()
    for gone in (name, "after", "before"):
        kept.pop(gone, None)
    return f"?{kept.urlencode()}"


@require_safe
@needs(Ability.SEE_APPLICATIONS)
@opens_file
def application_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show an application: what was told, what happened since, and how its writer is reached."""
    application = visible_application(request, code)
    answers = answers_in_words(application) if _is_told(application, request) else []
    uploads = {upload.question: upload for upload in application.uploads.all()}
    step = step_of(application)
    context: dict[str, Any] = {
        "application": application,
        "person": application.person,
        "step": step,
        "colour": COLOURS.get(step, ""),
        "is_late": application.answer_due_on is not None and application.answer_due_on < today(),
        "waits": step in (Step.SENT, Step.READING, Step.INTERVIEW),
        "is_written": step == Step.STARTED,
        "is_told": _is_told(application, request),
        "language": language_name(application.language),
        "answers": [(answer, uploads.get(answer.question.id)) for answer in answers],
        "history": history_of(application),
        "messages_sent": messages_of(application, request.member),
        "reaches": reaches_of(application.person) if application.person else [],
        "whatsapp": whatsapp_of(application, answers, request.member),
    }
    return render(request, "intake/application_detail.html", context)


def _is_told(application: Application, request: MemberRequest) -> bool:
    """Whether the answers are ours to read: once they are sent; before that for whoever writes them down with the person."""
    return application.is_sent or application.helped_by_id == request.member.pk


@require_GET
@needs(Ability.SEE_APPLICATIONS)
@opens_file
def application_recording(request: MemberRequest, code: str, upload: str) -> FileResponse:
    """Give a recording or a picture of an application, and write down who took it."""
    application = visible_application(request, code)
    found = get_object_or_404(Upload, application=application, code=upload)
    if not _is_told(application, request):
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    person_code = application.person.code if application.person else ""
    record_act(application, "application.recording_taken", by=request.member, person_code=person_code)
    kind = found.media_type if found.media_type.startswith(_PLAYED) else "application/octet-stream"
    name = f"{application.spoken}-{found.question}.{found.media_type.rpartition('/')[2].split(';')[0].split('+')[0]}"
    response = FileResponse(content, as_attachment=True, filename=name, content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_APPLICATIONS)
@opens_file
def application_source(request: MemberRequest, code: str) -> HttpResponse:
    """Say how an application's writer found us."""
    hold(request, Application.objects.visible_to(request.member), code=code)
    application = visible_application(request, code)
    form = SourceForm(request.POST or None, application=application, member=request.member)
    if form.is_valid():
        try:
            set_source(application, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("intake:application_detail", request.member.incubator.slug, application.code)
    context = {"form": form, "application": application}
    return render(request, "intake/application_source.html", context, status=status_of(form))
