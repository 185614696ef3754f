"""Reading the trail: all of it for whoever answers for an incubator, one's own file for the person concerned."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.paging import page_by_key
from interlab.privacy.chain import check_trail
from interlab.privacy.forms import TrailForm
from interlab.privacy.models import AuditCheck, AuditEntry, AuditSegment
from interlab.privacy.subjects import persons
from interlab.privacy.tasks import check_in_background
from interlab.privacy.trail import days_of, lines_of

SIZE = 50
# A check of so many segments (of a thousand entries at most) is still done while somebody waits.
CHECKED_AT_ONCE = 30


@require_safe
@needs(Ability.READ_TRAIL)
def audit(request: MemberRequest) -> HttpResponse:
    """Show who did what, latest first, and whether the trail was touched."""
    form = TrailForm(request.GET, member=request.member)
    page = page_by_key(
        form.entries(), key="at", descending=True, after=_token(request, "after"), before=_token(request, "before"), size=SIZE
    )
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page.rows, request.member.incubator_id),
        "active": "setup",
        "narrowed": any(form.cleaned_data.values()),
        "narrowing": "filters" in request.GET or any(form.cleaned_data.values()),
        "check": AuditCheck.objects.visible_to(request.member).select_related("by").order_by("-at", "-pk").first(),
    }
    return render(request, "privacy/audit.html", context)


def _token(request: MemberRequest, name: str) -> str:
    return request.GET.get(name, "")[:200]


@require_POST
@needs(Ability.READ_TRAIL)
def audit_check(request: MemberRequest) -> HttpResponse:
    """Check the trail now; a long one in the background."""
    kept = AuditSegment.objects.visible_to(request.member).filter(dropped_at=None).order_by("number")
    if len(kept.values_list("pk")[: CHECKED_AT_ONCE + 1]) > CHECKED_AT_ONCE:
        check_in_background.enqueue(request.member.incubator_id, request.member.pk)
        messages.info(request, _("The trail is long: it is being checked. Look again in a minute."))
    elif check_trail(request.member.incubator, by=request.member).fault:
        messages.error(request, _("The trail doesn't fit any more. Read what it says below."))
    else:
        messages.success(request, _("Checked: nothing was touched."))
    return redirect("privacy:audit", request.member.incubator.slug)


@require_safe
@needs(Ability.SEE_OWN_JOURNEY)
def who_opened(request: MemberRequest) -> HttpResponse:
    """Show a person who opened their own file, when and why."""
    page = page_by_key(
        _own_entries(request.member), key="at", descending=True, after=_token(request, "after"), before=_token(request, "before")
    )
    return render(request, "privacy/who_opened.html", {"page": page, "days": days_of(page.rows)})


def _own_entries(member: Membership) -> Any:
    codes = persons().own_codes(member)
    # What somebody did with their own file is no news to them, and what nobody did was no opening.
    others = AuditEntry.objects.about(member.incubator_id, codes).filter(by__isnull=False).exclude(by=member)
    return others.select_related("by")
