"""The incubator's persons: finding them, entering them, and one page each."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.dates import today
from interlab.core.editing import hold
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.journeys.actions import enter_person, open_confidential_notes, open_files
from interlab.journeys.forms.persons import PersonFilterForm, PersonNewForm, PersonSearchForm, ReasonForm
from interlab.journeys.person_list import COUNTED, PersonRow, counted, listed, person_rows, persons_page
from interlab.journeys.person_page import (
    OPEN_FOR,
    cards_of,
    confidential_of,
    locked_of,
    opening_underway,
    openings_of,
    participations_of,
    promises_of,
    reaches_of,
)
from interlab.journeys.rules import readable_notes
from interlab.journeys.timeline import Subject, sources, timeline_of
from interlab.people.actions import update_person
from interlab.people.duplicates import likely_duplicates
from interlab.people.forms import PersonForm
from interlab.people.languages import language_name
from interlab.people.merging import person_called
from interlab.people.merging.rules import last_merge
from interlab.people.models import ContactPoint, Person
from interlab.privacy.doors import opens_file

_REACHED_BY = (ContactPoint.Kind.PHONE, ContactPoint.Kind.WHATSAPP, ContactPoint.Kind.EMAIL)
# What an address may hold that narrows the list by nothing but a search.
_SEARCHED_BY = frozenset({"q", "after", "before"})


def visible_person(request: MemberRequest, code: str) -> Person:
    """Return the person called `code` (today, or before two records became one) and open their file, or answer 404."""
    rows = Person.objects.visible_to(request.member).prefetch_related("languages", "contacts")
    hold(request, rows, code=code)
    person = person_called(rows, request.member.incubator_id, code)
    if person is None:
        raise Http404
    open_files([person], by=request.member)
    return person


def person_address(person: Person, request: MemberRequest) -> str:
    """Return the address of a person's page."""
    return reverse("journeys:person_detail", args=[request.member.incubator.slug, person.code])


@require_safe
@needs(Ability.SEE_PEOPLE)
def person_list(request: MemberRequest) -> HttpResponse:
    """Show the persons that the address asks for, a page at a time."""
    # Seven lists of choices cost as much as the list itself: they are there for whoever asks for one of them.
    searching = _SEARCHED_BY.issuperset(request.GET)
    form = PersonSearchForm(request.GET) if searching else PersonFilterForm(request.GET, member=request.member)
    asked = form.asked()
    rows = listed(request.member, asked)
    page, persons = persons_page(rows, asked.sort, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    count = counted(rows)
    applied = form.applied()
    context = {
        "form": form,
        "applied": [one | {"without": _without(request, one["name"])} for one in applied],
        "narrowing": "filters" in request.GET or asked.sort != "name" or any(one["name"] != "q" for one in applied),
        "page_asked": "after" in request.GET or "before" in request.GET,
        "page": page,
        "persons": persons,
        "count": min(count, COUNTED),
        "more": count > COUNTED,
        "asked": asked,
        "new_address": _new_address(request, asked.q),
    }
    return render(request, "journeys/person_list.html", context)


def _new_address(request: MemberRequest, typed: str) -> str:
    """Return where somebody not found is entered, with the name that was typed."""
    name = typed if any(letter.isalpha() for letter in typed) and "@" not in typed else ""
    address = reverse("journeys:person_new", args=[request.member.incubator.slug])
    return f"{address}?{urlencode({'full_name': name})}" if name else address


def _without(request: MemberRequest, name: str) -> str:
    """Return the address's query without one filter, from the first page on."""
    kept = request.GET.copy()
    for gone in (name, "after", "before"):
        kept.pop(gone, None)
    return f"?{kept.urlencode()}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
def person_new(request: MemberRequest) -> HttpResponse:
    """Enter a person with their way in; somebody who may be here already is shown first."""
    start = {
        "on": today(),
        "coach": request.member.code if request.member.is_team else "",
        "full_name": request.GET.get("full_name", ""),
    }
    form = PersonNewForm(request.POST or None, member=request.member, initial=start)
    known: list[PersonRow] = []
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            known = _known(request, form.cleaned_data["full_name"], [value for _kind, value in form.contacts()])
        if not known and (person := _enter(form, request)) is not None:
            messages.success(request, _("%(name)s is here now.") % {"name": person.short_name})
            return redirect(person_address(person, request))
    context = {"form": form, "known": known, "asking": bool(known), "looking": not known}
    return render(request, "journeys/person_new.html", context, status=422 if request.method == "POST" else 200)


def _enter(form: PersonNewForm, request: MemberRequest) -> Person | None:
    try:
        return enter_person(request.member.incubator, form.facts(), form.entry(), by=request.member)
    except DomainError as error:
        show_refusal(form, error)
        return None


def _known(request: MemberRequest, full_name: str, contacts: list[str]) -> list[PersonRow]:
    found = likely_duplicates(request.member, full_name=full_name, contacts=contacts)
    return person_rows(found)


@require_safe
@needs(Ability.EDIT_PEOPLE)
def duplicates(request: MemberRequest) -> HttpResponse:
    """Show who the person being typed may already be."""
    typed = {name: value[:254] for name, value in request.GET.dict().items()}
    contacts = [value for name, value in typed.items() if value and name.rpartition("_")[0] in _REACHED_BY]
    known = _known(request, typed.get("full_name", "")[:200], contacts[:10])
    return render(request, "journeys/duplicates.html", {"known": known})


@require_safe
@needs(Ability.SEE_PEOPLE)
@opens_file
def person_detail(request: MemberRequest, code: str) -> HttpResponse:
    """Show a person: how to reach them, where they stand, what comes next, and all that happened."""
    person = visible_person(request, code)
    if person.code != code:
        return redirect(person_address(person, request))
    ways = participations_of(person)
    cards = cards_of(person)
    subject = Subject.of_person(person, [card.project.pk for card in cards])
    context: dict[str, Any] = {
        "person": person,
        "languages": [(language_name(row.language), row.get_level_display()) for row in person.languages.all()],
        "reaches": reaches_of(person),
        "now": ways[0] if ways else None,
        "before": ways[1:],
        "cards": cards,
        "promises": promises_of(person, request.member),
        "locked": locked_of(person, request.member),
        "merge": last_merge(person),
        "timeline": timeline_of(subject, request.member, only=request.GET.get("only", ""), before=request.GET.get("before", "")),
        "timeline_sources": sources(),
        "here": person_address(person, request),
        "can_edit": request.member.can(Ability.EDIT_PEOPLE),
        "can_note": request.member.can(Ability.NOTE_SESSIONS),
    }
    return render(request, "journeys/person_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.EDIT_PEOPLE)
@opens_file
def person_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct what is known of a person."""
    person = visible_person(request, code)
    form = PersonForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            update_person(person, form.facts(), by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(person_address(person, request))
    return render(request, "journeys/person_edit.html", {"form": form, "person": person}, status=status_of(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.SEE_PEOPLE)
@opens_file
def person_confidential(request: MemberRequest, code: str) -> HttpResponse:
    """Ask why, write it down, then show the confidential notes for ten minutes. Nothing of them stays in the browser."""
    person = visible_person(request, code)
    readable = confidential_of(person).filter(readable_notes(request.member))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and readable.exists():
        open_confidential_notes(person, reason=form.cleaned_data["reason"], by=request.member)
        return redirect("journeys:person_confidential", request.member.incubator.slug, person.code)
    context: dict[str, Any] = {"person": person, "form": form}
    opening = opening_underway(person, request.member) if request.method != "POST" else None
    if opening is not None:
        notes = readable.select_related("session__kind", "author").order_by("-session__held_on", "-pk")
        context |= {"notes": list(notes[:100]), "until": opening.at + OPEN_FOR}
    context |= {"locked": locked_of(person, request.member), "openings": list(openings_of(person)[:20])}
    return render(request, "journeys/person_confidential.html", context, status=422 if request.method == "POST" else 200)
