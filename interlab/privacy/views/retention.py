"""What goes and when, and saying why a file stays."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.core.paging import page_by_key
from interlab.privacy.forms import KeepForm
from interlab.privacy.models import Farewell
from interlab.privacy.retaining import all_kept, all_leaving, keep_file
from interlab.privacy.subjects import persons


@require_safe
@needs(Ability.ANSWER_REQUESTS)
def retention(request: MemberRequest) -> HttpResponse:
    """Show the files that end, those that somebody keeps, and how long everything is kept and why."""
    rows = Farewell.objects.visible_to(request.member).select_related("kept_by")
    page = page_by_key(rows, key="erase_on", after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    names = persons().names_of(request.member.incubator_id, [one.person_code for one in page.rows])
    listed = [(one, names.get(one.person_code, "")) for one in page.rows]
    context = {"page": page, "listed": listed, "kept": all_kept(), "leaving": all_leaving(), "today": today()}
    return render(request, "privacy/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.ANSWER_REQUESTS)
def farewell_keep(request: MemberRequest, code: str) -> HttpResponse:
    """Say why a file stays."""
    farewell = get_object_or_404(Farewell.objects.visible_to(request.member), code=code)
    form = KeepForm(request.POST or None)
    if form.is_valid():
        try:
            keep_file(farewell, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The file stays. It is asked again in a year."))
            return redirect("privacy:retention", request.member.incubator.slug)
    name = persons().names_of(farewell.incubator_id, [farewell.person_code]).get(farewell.person_code, "")
    context = {"farewell": farewell, "form": form, "name": name}
    return render(request, "privacy/farewell_keep.html", context, status=422 if form.errors else 200)
