"""Canaries: one unmistakable word in every field that says something of a person, and a way to find where it got to.

`plant(...)` makes a person with a canary in every field and returns them; `found_in(text, canaries)` says which are in a text;
`left_in_database(canaries)` says in which table and column one still is.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta
from html import unescape
from typing import Any
from urllib.parse import unquote_plus

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone

from interlab.accounts.models import Account, Membership
from interlab.core.codes import new_code
from interlab.core.dates import today
from interlab.intake.models import Composition, Decision, InterviewSlot, Outreach, Reading, Recommendation, Round, Upload
from interlab.intake.models import Reader as CallReader
from interlab.journeys.actions import (
    add_document,
    create_next_act,
    give_reason,
    move_participation,
    move_project,
    note_session,
    open_confidential_notes,
    void_move,
)
from interlab.journeys.actions.sessions import SessionFacts
from interlab.journeys.models import Project
from interlab.journeys.readers import NOTES, READERS, Reader
from interlab.network.models import SessionKind, Stage
from interlab.notices.actions import EMAIL, Recipient, queue_message
from interlab.people.models import Person
from interlab.privacy.consents import give_consent
from interlab.privacy.models import Farewell
from interlab.privacy.requests import ask_for_data, refuse_request
from interlab.privacy.retaining import keep_file
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory
from tests.factories.intake import ApplicationFactory, CallFactory


@dataclass(frozen=True)
class Canary:
    """A word that stands in one field of one person, and who may read it there."""

    word: str
    field: str
    whose: str
    readers: frozenset[Reader]

    def __str__(self) -> str:
        return f"{self.field} of {self.whose}"


@dataclass(frozen=True)
class Planted:
    """A person full of canaries, and one thing of every kind that an address may name."""

    person: Person
    things: dict[str, str]
    canaries: list[Canary]


class _Words:
    """Gives each field its word."""

    def __init__(self, whose: str) -> None:
        self.whose = whose
        self.made: list[Canary] = []

    def of(self, field: str, readers: frozenset[Reader] | None = None, *, word: str = "") -> str:
        model, _dot, name = field.rpartition(".")
        allowed = READERS[model][name] if readers is None else readers
        # Letters and digits only, so that no escaping hides it; it begins with letters, so that names sort.
        word = word or f"kanari{new_code()}"
        self.made.append(Canary(word, field, self.whose, allowed))
        return word


def plant(
    whose: str,
    *,
    coach: Membership,
    lead: Membership,
    account: Account | None = None,
    giver: Membership | None = None,
    year: int = 1907,
) -> Planted:
    """Make a person accompanied by `coach` with a canary in every field; `giver` gave them a session."""
    say = _Words(whose)
    person = _person(say, coach, account, year)
    things = {"person": person.code, "participation": _path_through(say, person, coach).code}
    project = _project(say, person, coach)
    things |= {"project": project.code, "move": project.moves.earliest("pk").code}
    things["session"] = _session(say, person, coach, giver)
    act = create_next_act(person, what=say.of("journeys.NextAct.what"), due_on=today(), at=time(9, 30), by=coach, owner=coach)
    create_next_act(person, what=say.of("journeys.NextAct.what"), due_on=today() - timedelta(days=3), by=coach)
    create_next_act(person, what=say.of("journeys.NextAct.what"), due_on=today() - timedelta(days=3), by=coach, owner=coach)
    things["act"] = act.code
    things["document"] = _documents(say, person, project, coach)
    things["message"] = _message(say, person)
    # A lead says why they open the confidential notes; it is told to the person and to who opens them.
    told = frozenset({Reader.LEAD, Reader.COACH, Reader.SELF})
    for reader in (lead, coach):
        open_confidential_notes(person, reason=say.of("privacy.AuditEntry.reason", told), by=reader)
    things |= _application(say, person, lead)
    give_reason(person, reason="other", words=say.of("privacy.AuditEntry.words", told - {Reader.COACH}), by=lead)
    return Planted(person, things | _own_data(say, person, coach, lead), say.made)


def _application(say: _Words, person: Person, lead: Membership) -> dict[str, str]:
    """What they told to get a place, what was written of it and answered, and who recommended them. The team's."""
    team, decides = frozenset({Reader.LEAD, Reader.COACH}), frozenset({Reader.LEAD})
    call = CallFactory(incubator=person.incubator, languages=["fr"])
    owned = {"incubator": person.incubator}
    recommendation = Recommendation.objects.create(
        **owned,
        **{
            name: say.of(f"intake.Recommendation.{name}", team)
            for name in ("organisation", "by_whom", "partner_contact", "words")
        },
        name=person.full_name,
        kind="phone",
        value=say.of("intake.Recommendation.value", team),
        language="fr",
        agreed_how=say.of("intake.Recommendation.agreed_how", team),
    )
    idea = {"way": "spoken", "text": say.of("intake.Application.answers", team)}
    answers = {"name": {"full_name": person.full_name, "called": ""}, "idea": idea}
    application = ApplicationFactory(call=call, sent=False, answers=answers, helped_by=lead, recommendation=recommendation)
    application.person, application.participation = person, person.participations.get()
    application.mandate, application.submitted_at = say.of("intake.Application.mandate", team), timezone.now()
    application.save()
    upload = Upload(**owned, application=application, question="idea", media_type="audio/ogg", size=9)
    upload.file.save("x", ContentFile(say.of("intake.Upload.file", team).encode()), save=True)
    reading_round = Round.objects.create(**owned, call=call, number=1, name="Lecture")
    reader = CallReader.objects.create(**owned, round=reading_round, member=lead)
    said = {name: say.of(f"intake.Reading.{name}", decides) for name in ("for_team", "for_applicant")}
    reading = Reading.objects.create(**owned, round=reading_round, application=application, reader=reader, **said)
    words = {name: say.of(f"intake.Decision.{name}", readers) for name, readers in (("words", team), ("door_words", decides))}
    facts = {"kind": "not_now", "reason": "no_place", "door": "partner", "told_at": timezone.now()}
    Decision.objects.create(**owned, application=application, **facts, **words)
    slot = InterviewSlot.objects.create(**owned, call=call, member=lead, starts_at=timezone.now(), place="Ici", outcome="held")
    return {
        "call": call.code,
        "form": call.versions.latest("number").code,
        "application": application.code,
        "started": ApplicationFactory(call=call, sent=False).code,
        "upload": upload.code,
        "round": reading_round.code,
        "reader": reader.code,
        "reading": reading.code,
        "slot": slot.code,
        "recommendation": recommendation.code,
        "composition": Composition.objects.create(**owned, call=call, places=12, reasons="").code,
        "outreach": Outreach.objects.create(**owned, call=call, on=today(), where="Au marché", people=12).code,
    }


def _own_data(say: _Words, person: Person, coach: Membership, lead: Membership) -> dict[str, str]:
    """What they agreed to, what they asked and were answered, a file of theirs that somebody keeps."""
    give_consent(person, "people.whatsapp", by=coach, how="spoken")
    reason = say.of("privacy.DataRequest.reason", frozenset({Reader.LEAD, Reader.SELF}))
    refuse_request(ask_for_data("access", person=person, by=coach), reason=reason, by=lead)
    farewell = Farewell.objects.create(
        incubator=person.incubator, person_code=person.code, cause="inactive", announced_on=today(), erase_on=today()
    )
    keep_file(farewell, because=say.of("privacy.Farewell.kept_because", READERS["people.Person"]["gender"]), by=lead)
    return {"request": ask_for_data("erasure", person=person, by=coach).code, "farewell": farewell.code}


def _person(say: _Words, coach: Membership, account: Account | None, year: int) -> Person:
    field = "people.Person"
    return PersonFactory(
        incubator=coach.incubator,
        account=account,
        by=coach,
        full_name=say.of(f"{field}.full_name"),
        called=say.of(f"{field}.called"),
        gender="other",
        standing="newcomer",
        birth_year=int(say.of(f"{field}.birth_year", word=str(year))),
        municipality=say.of(f"{field}.municipality"),
        migration_value=say.of(f"{field}.migration_value"),
        interpreter_wanted=True,
        languages=(("ti", "native"),),
        contacts=(
            ("phone", say.of("people.ContactPoint.value", word=f"+3245500{year}")),
            ("email", say.of("people.ContactPoint.value") + "@example.org"),
            ("other", say.of("people.ContactPoint.value")),
        ),
    )


def _path_through(say: _Words, person: Person, coach: Membership) -> Any:
    # Nothing was heard for long: Today tells of it.
    long_ago = today() - timedelta(days=60)
    participation = ParticipationFactory(person=person, by=coach, coach=coach, state="applied", on=long_ago)
    reason = say.of("journeys.ParticipationMove.reason")
    return move_participation(participation, "enrolled", by=coach, on=long_ago, reason=reason)


def _project(say: _Words, person: Person, coach: Membership) -> Project:
    name, summary = say.of("journeys.Project.name"), say.of("journeys.Project.summary")
    project = ProjectFactory(holders=[person], by=coach, name=name, summary=summary)
    first, second = Stage.objects.filter(programme=project.programme).order_by("position")[:2]
    moved = move_project(project, first, by=coach, reason=say.of("journeys.StageMove.reason"))
    void_move(moved, reason=say.of("journeys.StageMove.voided_reason"), by=coach)
    move_project(project, second, by=coach, reason=say.of("journeys.StageMove.reason"))
    return project


def _session(say: _Words, person: Person, coach: Membership, giver: Membership | None) -> str:
    kind = SessionKind.objects.filter(incubator_id=person.incubator_id, meaning="coaching").earliest("position", "pk")
    notes = {circle: say.of(f"note.{circle}", readers) for circle, readers in NOTES.items()}
    topics = [say.of("journeys.Session.topics")]
    long_ago = today() - timedelta(days=50)
    facts = SessionFacts(
        kind=kind, held_on=long_ago, minutes=60, persons=[person], given_by=giver or coach, topics=topics, notes=notes
    )
    return note_session(facts, by=coach).code


def _documents(say: _Words, person: Person, project: Project, coach: Membership) -> str:
    field, team = "journeys.Document", READERS["people.Person"]["gender"]
    code = ""
    for shared in (False, True):
        # What wasn't shared with the person is the team's.
        readers = None if shared else team
        content = b"%PDF-1.4\n" + say.of(f"{field}.file", readers).encode() + b"\n%%EOF\n"
        name = say.of(f"{field}.filename", readers)
        upload = SimpleUploadedFile(f"{name}.pdf", content, content_type="application/pdf")
        title = say.of(f"{field}.title", readers)
        code = add_document(person, upload=upload, title=title, dated_on=today(), shared=shared, project=project, by=coach).code
    return code


def _message(say: _Words, person: Person) -> str:
    address = next(contact.value for contact in person.contacts.all() if contact.kind == "email")
    recipient = Recipient(person.short_name, "fr", [(EMAIL, address)], person_code=person.code)
    about = {"name": say.of("notices.Message.body", READERS["people.Person"]["gender"]), "incubator": "x"}
    message = queue_message("notices.trial", recipient, incubator=person.incubator, about=about)
    assert message is not None
    return message.code


def found_in(text: str, canaries: Iterable[Canary]) -> list[Canary]:
    """Return the canaries that stand in a text, however it was escaped."""
    shown = "\n".join([text, unescape(text), unquote_plus(text)])
    return [canary for canary in canaries if canary.word in shown and (not canary.word.isdigit() or _alone(canary.word, shown))]


def _alone(number: str, text: str) -> bool:
    """Whether a number stands by itself: four digits are in many a token."""
    return re.search(rf"(?<!\w){number}(?!\w)", text) is not None


def left_in_database(canaries: Iterable[Canary]) -> list[str]:
    """Return "table.column: canary" for each canary that is anywhere in the database, in whatever model."""
    words = list(canaries)
    left = []
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.ForeignKey)]
        for row in model._base_manager.values_list(*(field.attname for field in fields)).iterator():
            for field, value in zip(fields, row, strict=True):
                text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
                left += [f"{model._meta.db_table}.{field.column}: {canary}" for canary in found_in(text, words)]
    return left
