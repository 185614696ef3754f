"""Choose a workbook, check what was understood, confirm, read the report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.errors import DomainError
from interlab.core.paging import page_by_key
from interlab.imports import actions
from interlab.imports.forms import UploadForm, answers_in
from interlab.imports.models import WorkbookImport
from interlab.imports.preview import shown
from interlab.imports.rejected_rows import rejected_workbook
from interlab.imports.tasks import go_on

State = WorkbookImport.State


def _import(request: MemberRequest, code: str) -> WorkbookImport:
    rows = WorkbookImport.objects.visible_to(request.member).select_related("incubator", "uploaded_by")
    return get_object_or_404(rows, code=code)


def _page(request: MemberRequest, workbook: WorkbookImport) -> HttpResponse:
    return redirect("imports:import_detail", request.member.incubator.slug, workbook.code)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.IMPORT_WORKBOOKS)
def import_list(request: MemberRequest) -> HttpResponse:
    """Choose a workbook; see those that came before."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            workbook = actions.upload_workbook(request.member.incubator, form.cleaned_data["file"], by=request.member)
        except DomainError as error:
            form.add_error(error.field, error.message)
        else:
            go_on(workbook)
            return _page(request, workbook)
    rows = WorkbookImport.objects.visible_to(request.member).select_related("uploaded_by").defer("preview", "report", "answers")
    page = page_by_key(
        rows, key="created_at", descending=True, after=request.GET.get("after", ""), before=request.GET.get("before", ""), size=10
    )
    return render(request, "imports/import_list.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@require_safe
@needs(Ability.IMPORT_WORKBOOKS)
def import_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show how far a workbook is: being read, to be checked, being written, done."""
    workbook = _import(request, code)
    context = {"workbook": workbook, "busy": workbook.state in (State.READING, State.IMPORTING), **shown(workbook)}
    return render(request, "imports/import_detail.html", context)


@require_POST
@needs(Ability.IMPORT_WORKBOOKS)
def import_answer(request: MemberRequest, code: str) -> HttpResponse:
    """Take what was said of columns and values, and read the workbook anew with it."""
    workbook = _import(request, code)
    try:
        workbook = actions.answer_import(workbook, answers_in(request.POST), by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        go_on(workbook)
    return _page(request, workbook)


@require_POST
@needs(Ability.IMPORT_WORKBOOKS)
def import_confirm(request: MemberRequest, code: str) -> HttpResponse:
    """Write the workbook as previewed."""
    workbook = _import(request, code)
    try:
        confirmed = actions.confirm_import(workbook, by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        if confirmed is not None:
            go_on(confirmed)
    return _page(request, workbook)


@require_POST
@needs(Ability.IMPORT_WORKBOOKS)
def import_cancel(request: MemberRequest, code: str) -> HttpResponse:
    """Give the workbook up."""
    try:
        actions.cancel_import(_import(request, code), by=request.member)
    except DomainError as error:
        messages.error(request, error.message)
        return _page(request, _import(request, code))
    messages.success(request, _("The workbook was put away. Nothing of it was kept."))
    return redirect("imports:import_list", request.member.incubator.slug)


@require_safe
@needs(Ability.IMPORT_WORKBOOKS)
def import_rejected(request: MemberRequest, code: str) -> HttpResponse:
    """Hand back the refused rows, each beside its reason."""
    workbook = _import(request, code)
    data = workbook.report if workbook.state == State.IMPORTED else workbook.preview
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(rejected_workbook(data), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{workbook.code}.xlsx"'
    return response
