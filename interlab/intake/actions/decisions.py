"""Answering applicants: an answer is prepared, corrected, then told once; a place opens the participation with everything already told."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.answering import BECOMES, WORDINGS, about_of, may_become, missing, prepared, waiting
from interlab.intake.composing import fact, sector_of
from interlab.intake.models import Application, Call, Composition, Decision
from interlab.journeys.actions import Entry, bring_project, move_participation, update_participation
from interlab.journeys.models import Participation, Project
from interlab.journeys.models.participations import OPEN
from interlab.journeys.rules import check_planned_day
from interlab.network.models import Sector
from interlab.notices.actions import queue_message
from interlab.people.models import Person
from interlab.people.reach import recipient_of
from interlab.privacy.actions import record_act

_NAME_WORDS, _NAME_LETTERS, _SUMMARY_LETTERS = 7, 60, 1000


@transaction.atomic
def prepare_decision(
    application: Application,
    *,
    kind: str,
    by: Membership,
    reason: str = "",
    rank: int | None = None,
    answer_by: date | None = None,
    words: str = "",
    door: str = "",
    door_words: str = "",
    composition: Composition | None = None,
) -> Decision:
    """Prepare what an applicant is answered, or correct it; nobody is told yet. What belongs to another answer is left out."""
    application = _locked(application)
    if application.submitted_at is None or application.withdrawn_at is not None:
        raise DomainError(_("This application was taken back, or not sent yet: there is nothing to answer."))
    if not may_become(application, kind):
        raise DomainError(_("This answer can’t be given any more: the person was answered. They may apply again."))
    if answer_by is not None:
        check_planned_day(answer_by)
    listed = {"rank": rank, "answer_by": answer_by} if kind == Decision.Kind.WAIT else {"rank": None, "answer_by": None}
    why = {"reason": reason, "door": door, "door_words": door_words}
    if kind != Decision.Kind.NOT_NOW:
        why = dict.fromkeys(why, "")
    facts: dict[str, Any] = {"kind": kind, "words": words, "prepared_by": by} | listed | why
    if composition is not None:
        facts["composition"] = composition
    decision, _created = Decision.objects.prepared().update_or_create(
        incubator_id=application.incubator_id, application=application, told_at=None, defaults=facts
    )
    record_act(
        decision, "decision.prepared", by=by, person_code=_person_code(application), kind=str(kind), reason=str(facts["reason"])
    )
    return decision


@dataclass
class Told:
    """What became of answers that were told together."""

    told: list[Decision] = field(default_factory=list)
    left: list[tuple[Application, str]] = field(default_factory=list)


def tell_decisions(call: Call, *, by: Membership) -> Told:
    """Tell every prepared answer of a call that is ready. Each is whole or nothing; one that fails holds up no other."""
    found = Told()
    for decision in list(prepared(call)):
        try:
            found.told.append(tell_decision(decision, by=by))
        except DomainError as error:
            found.left.append((decision.application, str(error.message)))
    return found


@transaction.atomic
def tell_decision(decision: Decision, *, by: Membership, in_person: bool = False) -> Decision:
    """Give an applicant their answer, once: the participation moves, the message leaves in their language.

    `in_person`: a colleague said it to them, nothing is written.
    """
    decision = Decision.objects.select_for_update(of=("self",)).select_related("incubator").get(pk=decision.pk)
    if decision.told_at is not None:
        return decision
    application = _locked(Application.objects.get(pk=decision.application_id))
    if lacking := missing(decision, application):
        raise DomainError(_("Still missing: %(what)s.") % {"what": ", ".join(lacking)})
    if not may_become(application, decision.kind):
        raise DomainError(_("This answer can’t be given any more: the person was answered. They may apply again."))
    if decision.kind == Decision.Kind.ACCEPT:
        _take_in(application, by)
    else:
        _move(application, decision, by)
    decision.told_at, decision.told_by = timezone.now(), by
    decision.save(update_fields=["told_at", "told_by"])
    if not in_person:
        _write(decision, application, by)
    record_act(decision, "decision.told", by=by, person_code=_person_code(application), kind=decision.kind, in_person=in_person)
    return decision


@transaction.atomic
def offer_place(call: Call, *, by: Membership) -> Decision:
    """Prepare a place for whoever is next on the waiting list of a call."""
    following = waiting(call).exclude(application__decisions__in=Decision.objects.prepared().filter(kind=Decision.Kind.ACCEPT))
    first = following.first()
    if first is None:
        raise DomainError(_("Nobody waits for a place in this call, or a place is prepared for everybody who does."))
    return prepare_decision(first.application, kind=Decision.Kind.ACCEPT, by=by)


@transaction.atomic
def move_on_list(decision: Decision, *, up: bool, by: Membership) -> None:
    """Move somebody one place up or down on the waiting list. At its end nothing moves."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=decision.application.call_id)
    rows = list(waiting(call))
    at = next((number for number, row in enumerate(rows) if row.pk == decision.pk), None)
    if at is None:
        raise DomainError(_("This person is no longer on the waiting list."))
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    for rank, row in enumerate(rows, start=1):
        row.rank = rank
    Decision.objects.bulk_update(rows, ["rank"])
    record_act(decision, "decision.moved", by=by, person_code=_person_code(decision.application), up=up)


def _locked(application: Application) -> Application:
    """Hold the application and its participation, and read them as they are now."""
    rows = Application.objects.select_related(
        "call__cohort", "call__programme", "call__incubator", "person", "participation", "form"
    )
    found = rows.select_for_update(of=("self",)).get(pk=application.pk)
    if found.participation_id is not None:
        found.participation = Participation.objects.select_for_update(of=("self",)).get(pk=found.participation_id)
    return found


def _who(application: Application) -> Person:
    if application.person is None:
        raise DomainError(_("Nobody is known by this application: it was never sent."))
    return application.person


def _person_code(application: Application) -> str:
    return application.person.code if application.person else ""


def _move(application: Application, decision: Decision, by: Membership) -> None:
    participation, state = application.participation, BECOMES[decision.kind]
    # Somebody on the list who hears of another day stays where they are.
    if participation is not None and participation.state != state:
        move_participation(participation, state, by=by, reason=decision.get_reason_display() if decision.reason else "")


def _take_in(application: Application, by: Membership) -> None:
    person, participation, call = _who(application), application.participation, application.call
    if participation is None:
        raise DomainError(_("This application leads to no participation: it was never sent."))
    others = Participation.objects.filter(person=person, programme=call.programme, state__in=OPEN)
    if others.exclude(pk=participation.pk).exists():
        raise DomainError(_("This person is already accompanied in this programme."))
    participation = move_participation(participation, BECOMES[Decision.Kind.ACCEPT], by=by)
    if call.cohort is not None and participation.cohort_id is None:
        update_participation(participation, coach=participation.coach, cohort=call.cohort, source=participation.source, by=by)
    # A colleague may have entered it since the application came.
    known = Project.objects.filter(holders__person=person, programme=call.programme)
    if known.filter(created_at__gte=application.submitted_at).exists():
        return
    name = project_name(application)
    if known.filter(name=name).exists():
        name = f"{name} · {application.spoken}"
    sectors = list(Sector.objects.filter(incubator_id=application.incubator_id))
    brought = Entry(call.programme, on=today(), project_name=name, project_summary=_idea(application, _SUMMARY_LETTERS))
    bring_project(person, Entry(**(vars(brought) | {"sector": sector_of(application, sectors)})), by=by)


def _idea(application: Application, letters: int) -> str:
    """Return what an application tells of its idea, cut at a word."""
    told = fact(application, "idea")
    text = " ".join(str(told.get("text") or "").split()) if isinstance(told, dict) else ""
    return text if len(text) <= letters else text[: letters - 1].rsplit(" ", 1)[0] + "…"


def project_name(application: Application) -> str:
    """Return a first name for a project: the idea's own first words, else whose it is. The team and the person change it later."""
    idea = _idea(application, 5000)
    first = " ".join(idea.split(". ")[0].split()[:_NAME_WORDS]).rstrip(" .,;:!?…")
    if not first:
        return _("Project of %(name)s") % {"name": str(application.person)}
    return first[:_NAME_LETTERS].strip()


def _write(decision: Decision, application: Application, by: Membership) -> None:
    to = recipient_of(_who(application))
    about, cause = about_of(decision, to, application.call), f"application:{application.code}"
    message = queue_message(
        WORDINGS[decision.kind],
        to,
        incubator=application.call.incubator,
        about=about,
        key=f"decision:{decision.code}",
        cause=cause,
        by=by,
    )
    if message is None:
        raise DomainError(_("We have no address to write to. Tell them yourself, then note it here."))
