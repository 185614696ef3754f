"""Noting a session and undoing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.addresses import way_back
from interlab.core.editing import to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.core.kept import typed_before
from interlab.journeys import actions
from interlab.journeys.forms.sessions import NoteForm, SessionForm
from interlab.journeys.models import Participation, Session
from interlab.network.models import SessionKind
from interlab.people.merging import persons_called
from interlab.people.models import Person
from interlab.privacy.doors import opens_file

SUGGESTED = 8
MOST_PERSONS = 40


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.NOTE_SESSIONS)
def note_session(request: MemberRequest) -> HttpResponse:
    """Note a session: the sheet, already filled with the person, today, an hour and the last kind used."""
    source = request.POST if request.method == "POST" else typed_before() or request.GET
    persons = _persons(request, [code for code in source.getlist("person") if code != source.get("without")])
    saving = request.method == "POST" and "choose" not in request.POST and "without" not in request.POST
    status = 200
    if saving:
        form = NoteForm(request.POST, member=request.member, persons=persons)
        session = _save(form, request) if form.is_valid() else None
        if session is not None:
            undo = reverse("journeys:session_void", args=[request.member.incubator.slug, session.code])
            messages.success(request, _("Session noted."), extra_tags=f"undo:{undo}")
            fallback = reverse("journeys:person_detail", args=[request.member.incubator.slug, persons[0].code])
            return redirect(way_back(request, fallback))
        status = 422
    else:
        # Choosing who was there sends the form too, so that nothing typed is lost.
        form = NoteForm(member=request.member, persons=persons, initial=_answers(request))
    context = {"form": form, "persons": persons, "next": way_back(request, ""), **_choice(request, persons)}
    return render(request, "journeys/note_session.html", context, status=status)


def _save(form: NoteForm, request: MemberRequest) -> Session | None:
    try:
        return actions.note_session(form.facts(), by=request.member)
    except DomainError as error:
        show_refusal(form, error, on="other_day", due_on="next_other_day")
        return None


def _persons(request: MemberRequest, codes: list[str]) -> list[Person]:
    wanted = list(dict.fromkeys(code[:12] for code in codes))[:MOST_PERSONS]
    return persons_called(Person.objects.visible_to(request.member), request.member.incubator_id, wanted) if wanted else []


def _answers(request: MemberRequest) -> dict[str, Any]:
    """Return what the sheet shows before anything is typed, or what was typed before somebody was chosen."""
    typed: dict[str, Any] = {**request.POST.dict(), "topics": request.POST.getlist("topics")} if request.method == "POST" else {}
    given = Session.objects.standing().filter(incubator_id=request.member.incubator_id, given_by=request.member)
    kinds = SessionKind.objects.in_use().filter(incubator_id=request.member.incubator_id)
    last = given.filter(kind__archived_at=None).order_by("-held_on", "-pk").values_list("kind__code", flat=True).first()
    start = {
        "day": "today",
        "length": "60",
        "visibility": "team",
        "kind": last or kinds.values_list("code", flat=True).first(),
        "next_who": "person",
        "next_day": "week",
    }
    return start | typed


def _choice(request: MemberRequest, persons: list[Person]) -> dict[str, Any]:
    """Return whom the sheet offers: those found by what was searched, else those heard of last."""
    q = (request.POST.get("q") or request.GET.get("q") or "").strip()
    choosing = not persons or "choose" in request.POST or "q" in request.GET
    if not choosing:
        return {"choosing": False}
    visible = Person.objects.visible_to(request.member).exclude(pk__in=[person.pk for person in persons])
    if q:
        found = list(visible.matching(q, request.member.incubator_id).order_by("sort_name", "pk")[:SUGGESTED])
    else:
        underway = Participation.objects.visible_to(request.member).underway().filter(person__in=visible)
        mine = underway.filter(coach=request.member)
        rows = list(mine.select_related("person").order_by("-last_news_on", "-pk")[:SUGGESTED])
        rows = rows or list(underway.select_related("person").order_by("-last_news_on", "-pk")[:SUGGESTED])
        found = list(dict.fromkeys(row.person for row in rows))
    return {"choosing": True, "q": q, "found": found}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.NOTE_SESSIONS)
@opens_file
def session_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Correct a session, or take it back."""
    rows = Session.objects.visible_to(request.member).standing().select_related("kind").prefetch_related("attendances__person")
    session = to_edit(request, rows, code=code)
    persons = [attendance.person for attendance in session.attendances.all()]
    actions.open_files(persons, by=request.member, every=False)
    back = reverse("journeys:person_detail", args=[request.member.incubator.slug, persons[0].code])
    form = SessionForm(request.POST or None, session=session)
    if form.is_valid():
        try:
            actions.correct_session(session, by=request.member, **form.facts())
        except DomainError as error:
            show_refusal(form, error, on="held_on")
        else:
            messages.success(request, _("Session corrected."))
            return redirect(way_back(request, back))
    context = {"form": form, "session": session, "persons": persons, "back": back}
    return render(request, "journeys/session_edit.html", context, status=status_of(form))


def _session_to_settle(request: MemberRequest, code: str) -> Session:
    """Return a session of the member's own, or of somebody in their caseload: nothing of it is shown."""
    session = get_object_or_404(Session.objects.visible_to(request.member), code=code)
    # What one noted oneself is taken back and restored whoever it was with.
    if request.member.pk not in (session.noted_by_id, session.given_by_id):
        persons = list(Person.objects.filter(attendances__session=session))
        actions.open_files(persons, by=request.member, written=False, every=False)
    return session


@require_POST
@needs(Ability.NOTE_SESSIONS)
@opens_file
def session_void(request: MemberRequest, code: str) -> HttpResponse:
    """Undo a session. It can be taken back."""
    session = _session_to_settle(request, code)
    if session.voided_at is None:
        actions.void_session(session, by=request.member)
    restore = reverse("journeys:session_restore", args=[request.member.incubator.slug, session.code])
    messages.info(request, _("The session was taken back: it counts no more."), extra_tags=f"undo:{restore}")
    return redirect(way_back(request, reverse("home:today", args=[request.member.incubator.slug])))


@require_POST
@needs(Ability.NOTE_SESSIONS)
@opens_file
def session_restore(request: MemberRequest, code: str) -> HttpResponse:
    """Take an undo back."""
    session = _session_to_settle(request, code)
    if session.voided_at is not None:
        actions.restore_session(session, by=request.member)
    messages.success(request, _("The session counts again."))
    return redirect(way_back(request, reverse("home:today", args=[request.member.incubator.slug])))
