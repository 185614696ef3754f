"""Files of a journey: joined, downloaded, taken away. They are never shown inside a page."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.journeys.actions import add_document, open_files, record_download, remove_document
from interlab.journeys.forms.documents import DocumentForm
from interlab.journeys.models import Document
from interlab.journeys.views.persons import visible_person
from interlab.privacy.doors import opens_file


def _visible_document(request: MemberRequest, code: str) -> Document:
    rows = Document.objects.visible_to(request.member).select_related("person", "project")
    document = get_object_or_404(rows, code=code)
    open_files([document.person], by=request.member)
    return document


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def document_new(request: MemberRequest, person: str) -> HttpResponse:
    """Join a file to a person's journey, perhaps about one of their projects."""
    owner = visible_person(request, person)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*data, person=owner, initial={"project": request.GET.get("project")})
    if form.is_valid():
        facts = form.cleaned_data
        try:
            document = add_document(owner, upload=facts.pop("file"), by=request.member, **facts)
        except DomainError as error:
            show_refusal(form, error, on="dated_on")
        else:
            messages.success(request, _("Document added."))
            return redirect(_page_of(document, request))
    return render(request, "journeys/document_new.html", {"form": form, "person": owner}, status=422 if form.errors else 200)


@require_GET
@needs(Ability.SEE_PEOPLE, Ability.SEE_OWN_JOURNEY)
@opens_file
def document_download(request: MemberRequest, code: str) -> FileResponse:
    """Give the file, to be saved and not shown, and write down who took it."""
    document = _visible_document(request, code)
    try:
        content = document.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    record_download(document, by=request.member)
    response = FileResponse(content, as_attachment=True, filename=document.filename, content_type="application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def document_remove(request: MemberRequest, code: str) -> HttpResponse:
    """Ask once more, then take a document away."""
    document = _visible_document(request, code)
    if request.method == "POST":
        remove_document(document, by=request.member)
        messages.success(request, _("Document removed."))
        return redirect(_page_of(document, request))
    return render(request, "journeys/document_remove.html", {"document": document, "back": _page_of(document, request)})


def _page_of(document: Document, request: MemberRequest) -> str:
    slug = request.member.incubator.slug
    if document.project is not None:
        return reverse("journeys:project_detail", args=[slug, document.project.code])
    return reverse("journeys:person_detail", args=[slug, document.person.code])
