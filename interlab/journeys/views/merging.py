"""Two records of one human: finding them, seeing them side by side, making them one, and two again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.addresses import way_back
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal
from interlab.journeys.forms.merging import MergeForm
from interlab.journeys.merge_page import asides_of, since_then, together
from interlab.journeys.person_list import person_rows
from interlab.journeys.views.persons import person_address, visible_person
from interlab.people.duplicates import likely_duplicates
from interlab.people.lookalikes import lookalikes
from interlab.people.merging.actions import merge_persons, questions_of, tell_apart, think_again, undo_merge
from interlab.people.merging.rules import in_order, why_no_undo
from interlab.people.models import Merge, Person
from interlab.privacy.doors import opens_file

FOUND = 12


@require_safe
@needs(Ability.EDIT_PEOPLE)
def duplicate_list(request: MemberRequest) -> HttpResponse:
    """Show records that are likely of one and the same human, a page at a time."""
    page = lookalikes(request.member, after=request.GET.get("after", ""))
    context = {"pairs": page.pairs, "next": page.next and urlencode({"after": page.next}), "paged": "after" in request.GET}
    return render(request, "journeys/duplicate_list.html", context)


@require_safe
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_same(request: MemberRequest, code: str) -> HttpResponse:
    """Look for the other record of this person: those who look alike, or whoever is searched."""
    person = visible_person(request, code)
    asked = request.GET.get("q", "").strip()[:200]
    if asked:
        rows = Person.objects.visible_to(request.member).matching(asked, request.member.incubator_id).exclude(pk=person.pk)
        alike = list(rows.order_by("sort_name", "pk")[:FOUND])
    else:
        contacts = [contact.value for contact in person.contacts.all()]
        alike = likely_duplicates(request.member, full_name=person.full_name, contacts=contacts, exclude=person)
    context = {"person": person, "asked": asked, "found": person_rows(alike)}
    return render(request, "journeys/person_same.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_merge(request: MemberRequest, code: str, other: str) -> HttpResponse:
    """Show two records side by side and what comes together; once confirmed, make them one."""
    one, two = visible_person(request, code), visible_person(request, other)
    if one == two:
        messages.info(request, _("This is one and the same record already."))
        return redirect(person_address(one, request))
    older, newer = in_order(one, two)
    form = MergeForm(request.POST or None, questions=questions_of(older, newer))
    if request.method == "POST" and form.is_valid():
        try:
            merge = merge_persons(older, newer, choices=form.cleaned_data, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            undo = reverse("journeys:merge_undo", args=[request.member.incubator.slug, merge.code])
            text = _("The two records are one: %(name)s.") % {"name": merge.survivor.short_name}
            messages.success(request, text, extra_tags=f"undo:{undo}")
            return redirect(person_address(merge.survivor, request))
    context = {"form": form, "one": one, "two": two, "together": together(older, newer)}
    return render(request, "journeys/person_merge.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_apart(request: MemberRequest, code: str, other: str) -> HttpResponse:
    """Remember that two records that look alike are two humans, or forget it again."""
    one, two = visible_person(request, code), visible_person(request, other)
    address = reverse("journeys:person_apart", args=[request.member.incubator.slug, one.code, two.code])
    try:
        if "again" in request.GET:
            think_again(one, two, by=request.member)
            messages.success(request, _("They are proposed again."))
        else:
            tell_apart(one, two, by=request.member)
            messages.success(request, _("Noted: two persons. We won’t propose them again."), extra_tags=f"undo:{address}?again")
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(way_back(request, reverse("journeys:duplicate_list", args=[request.member.incubator.slug])))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def merge_undo(request: MemberRequest, code: str) -> HttpResponse:
    """Show what a merge brought together and put aside, and take it back."""
    visible = Person.objects.visible_to(request.member)
    rows = Merge.objects.filter(incubator_id=request.member.incubator_id).select_related("survivor", "merged", "by")
    merge = get_object_or_404(rows, code=code)
    person = visible_person(request, merge.survivor.code)
    refusal = why_no_undo(merge)
    if request.method == "POST" and not refusal:
        try:
            undo_merge(merge, by=request.member)
        except DomainError as error:
            refusal = str(error.message)
        else:
            messages.success(request, _("They are two records again."))
            return redirect(person_address(visible.get(pk=merge.survivor_id), request))
    context = {"merge": merge, "person": person, "refusal": refusal, "asides": asides_of(merge)}
    context |= {"since": [] if refusal else list(since_then(merge))}
    return render(request, "journeys/merge_undo.html", context, status=422 if request.method == "POST" else 200)
