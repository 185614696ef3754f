"""A person about whom everything there can be is kept, every text of it recognisable; and where to look for it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.accounts.roles import Role
from interlab.core.dates import today
from interlab.core.fields import note_cipher
from interlab.core.models import KeptText, SentForm
from interlab.imports.models import WorkbookImport
from interlab.intake.models import (
    Composition,
    Conflict,
    Decision,
    Interest,
    InterviewSlot,
    Reader,
    Reading,
    Recommendation,
    Round,
    Upload,
)
from interlab.journeys.actions import add_document, create_next_act, move_participation, move_project, note_session, record_launch
from interlab.journeys.actions.sessions import SessionFacts
from interlab.journeys.models import Participation, SessionNote
from interlab.network.models import SessionKind, Stage
from interlab.notices.actions import queue_mail
from interlab.notices.models import FailingAddress, Message
from interlab.people.models import ContactPoint, Person
from interlab.privacy.actions import record_act
from interlab.privacy.consents import give_consent
from interlab.privacy.models import AuditEntry, DataRequest, Farewell
from interlab.privacy.personal import all_personal
from interlab.privacy.requests import answer_access, ask_for_data
from interlab.privacy.subjects import subject_of_person
from tests.conftest import make_member
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, a_pdf
from tests.factories.intake import ApplicationFactory, CallFactory

# Whatever is left of this person holds one of these.
MARKS = ("zorgl", "canariv", "canary", "470654321", "470 65 43 21")


def a_whole_file(lead: Membership, *, other: Person) -> Person:
    """Return a person of `lead`'s incubator with rows of every kind; `other` shares a session and a project with them."""
    incubator = lead.incubator
    member = make_member(incubator, "Zorglubine Canarival", Role.ENTREPRENEUR)
    person = PersonFactory(
        incubator=incubator,
        full_name="Zorglubine Canarival",
        called="Zorglu",
        gender="woman",
        birth_year=1987,
        municipality="canary municipality",
        migration_value="canary value",
        languages=[("ar", "native"), ("fr", "")],
        contacts=[("email", "zorgl@canary.example"), ("phone", "0470 65 43 21")],
        account=member.account,
    )
    way = ParticipationFactory(person=person, by=lead, coach=lead, on=today() - timedelta(days=40))
    ParticipationFactory(person=other, by=lead, on=today() - timedelta(days=40))
    alone = ProjectFactory(holders=[person], name="canary project", summary="canary summary", by=lead)
    shared = ProjectFactory(holders=[person, other], name="Marché", summary="Avec Canarival Zorglubine", by=lead)
    stages = list(Stage.objects.filter(programme=alone.programme).order_by("position"))
    for project in (alone, shared):
        move_project(project, stages[0], by=lead, on=today() - timedelta(days=20), reason="Zorglubine Canarival y tient")
    _launch(alone, lead)
    _sessions(person, other, lead)
    create_next_act(person, what="canary promise", due_on=today(), by=lead, owner=lead)
    create_next_act(other, what="Rappeler zorgl@canary.example, ou 0470/65.43.21", due_on=today(), by=lead)
    document = add_document(
        person, upload=a_pdf("canary.pdf"), title="canary title", dated_on=today(), shared=True, by=lead, project=shared
    )
    document.file.save("x", ContentFile(b"%PDF canary content"), save=True)
    record_act(person, "confidential_notes.opened", by=lead, person_code=person.code, reason="canary reason")
    _applied(person, other, way, lead)
    _beside(person, other, lead)
    move_participation(way, "completed", by=lead, on=today(), reason="canary left")
    return person


def _launch(project: Any, lead: Membership) -> None:
    record_launch(project, started_on=today(), enterprise_number="0403170701", by=lead)


def _sessions(person: Person, other: Person, lead: Membership) -> None:
    kind = SessionKind.objects.filter(incubator=lead.incubator, meaning="coaching").first()
    note_session(SessionFacts(kind=kind, held_on=today(), minutes=60, persons=[person]), by=lead)
    together = note_session(SessionFacts(kind=kind, held_on=today(), minutes=90, persons=[person, other]), by=lead)
    apart = note_session(SessionFacts(kind=kind, held_on=today(), minutes=30, persons=[other]), by=lead)
    for session, said in (
        (together, "Zorglu a vendu, Idrissa aussi"),
        (apart, "Parle de Zorglubine  CANARIVAL, 0032 470 65 43 21"),
    ):
        for circle in SessionNote.Visibility.values:
            SessionNote.objects.create(session=session, visibility=circle, body=said, author=lead)
    alone = person.attendances.exclude(session=together).get().session
    SessionNote.objects.create(session=alone, visibility="confidential", body="canary note", author=lead)


def _applied(person: Person, other: Person, way: Participation, lead: Membership) -> None:
    """What they told to get a place, what was written of it and answered; somebody else's application that names them."""
    owned = {"incubator": lead.incubator}
    call = CallFactory(incubator=lead.incubator)
    reached = {"kind": "phone", "value": "0470 65 43 21", "normal": "+32470654321", "language": "fr"}
    told = {"organisation": "CPAS", "words": "canary words", "agreed_how": "canary yes", "by_whom": "Claire", "name": "Zorglu"}
    recommendation = Recommendation.objects.create(**owned, **reached, **told)
    Interest.objects.create(**owned, **reached, name="Zorglubine Canarival")
    idea = {"way": "written", "text": "canary idea"}
    application = ApplicationFactory(
        call=call, sent=False, answers={"idea": idea}, recommendation=recommendation, helped_by=lead, mandate="canary yes"
    )
    application.person, application.participation, application.submitted_at = person, way, timezone.now()
    application.save()
    upload = Upload(**owned, application=application, question="idea", media_type="audio/ogg", size=9)
    upload.file.save("x", ContentFile(b"canary voice"), save=True)
    reading_round = Round.objects.create(**owned, call=call, number=1, name="Lecture")
    reader = Reader.objects.create(**owned, round=reading_round, member=lead)
    said = {"for_team": "canary for us", "for_applicant": "canary for them"}
    Reading.objects.create(**owned, round=reading_round, application=application, reader=reader, **said)
    Conflict.objects.create(**owned, application=application, member=lead, reason="helped")
    slot = {"starts_at": timezone.now(), "place": "Ici", "application": application}
    InterviewSlot.objects.create(**owned, call=call, member=lead, **slot)
    Decision.objects.create(**owned, application=application, kind="accept", words="canary answer", told_at=timezone.now())
    Composition.objects.create(**owned, call=call, places=12, reasons="Zorglubine Canarival d’abord")
    beside = ApplicationFactory(
        call=call, sent=False, answers={"idea": {"way": "written", "text": "Avec Zorglubine Canarival, 0470/65.43.21"}}
    )
    beside.person = other
    beside.save()


def _beside(person: Person, other: Person, lead: Membership) -> None:
    """What isn't on the person's page: an import, a message, consents, requests with a copy, a farewell, a browser."""
    row = {"row": 4, "name": "Canarival Zorglubine", "values": ["Canarival Zorglubine", "canary cell"], "reasons": []}
    kept = {"row": 5, "name": "Idrissa", "values": ["Idrissa", "autre cellule"], "reasons": []}
    column = {"letter": "A", "header": "Nom", "samples": ["Zorglubine", "Idrissa"]}
    sheet = {"name": "Suivi", "columns": [column], "rejected": [row, kept], "matched": ["Zorglubine Canarival"]}
    said = {"sheets": [sheet], "questions": [{"id": "same_1/Canarival Zorglubine", "rows": [4]}]}
    for state, file in (("imported", ""), ("previewed", "canary workbook")):
        workbook = WorkbookImport(incubator=lead.incubator, filename="suivi-zorglubine.xlsx", sha256="0" * 64, uploaded_by=lead)
        workbook.report, workbook.preview, workbook.state = said, said, state
        workbook.answers = {"same_1/Zorglubine Canarival": "other"}
        workbook.save()
        if file:
            workbook.file.save("x", ContentFile(file.encode()))
    queue_mail("zorgl@canary.example", "Bonjour Zorglu", "canary message")
    FailingAddress.objects.create(incubator=lead.incubator, address="zorgl@canary.example", error="canary bounce")
    told = {"incubator": lead.incubator, "subject": "Zorglubine Canarival attend", "body": "Rappelez le 0470654321"}
    Message.objects.create(address="lucie@liege.example", due_at=timezone.now(), **told)
    typed = "Je cherche le dossier de Zorglubine Canarival"
    record_act(other, "person.reason_given", by=lead, person_code=other.code, reason="other", words=typed)
    give_consent(person, "people.whatsapp", by=lead, how="spoken")
    request = ask_for_data(DataRequest.Kind.ACCESS, person=person, by=lead)
    answer_access(request, by=lead)
    DataRequest.objects.filter(pk=request.pk).update(reason="canary refusal")
    day = today()
    facts = {"person_code": person.code, "announced_on": day, "erase_on": day, "kept_on": day, "kept_because": "canary kept"}
    Farewell.objects.create(incubator=lead.incubator, cause="inactive", **facts)
    UserSession.objects.create(user=person.account, ip="127.0.0.1", user_agent="canary agent", session_key="s" * 32)
    SentForm.objects.create(digest="f" * 64, answer="Zorglubine est enregistrée")
    KeptText.objects.create(digest="k" * 64, content="Zorglu a appelé")
    browser = SessionStore()
    browser["_auth_user_id"], browser["typed"] = str(person.account_id), "canary typed"
    browser.save()


def plant_everywhere(person: Person) -> int:
    """Overwrite every free text of every row that an erasure deletes; return how many columns hold a mark now."""
    subject, planted = subject_of_person(person), 0
    for one in all_personal():
        # By these the person is recognised elsewhere.
        if one.model in (Person, ContactPoint, Message, FailingAddress, AuditEntry) or one.is_derived:
            continue
        pks = list(one.gone(subject).values_list("pk", flat=True))
        for column in one.model._meta.concrete_fields:
            text = isinstance(column, models.CharField | models.TextField) and not isinstance(column, models.FileField)
            if text and not column.choices and column.name in one.told and (column.max_length or 99) > 30:
                planted += one.model._default_manager.filter(pk__in=pks).update(**{column.name: f"canary {one.label}"})
    return planted


def left_in_database() -> list[str]:
    """Return every value of every table that holds a mark; encrypted notes are read."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if _marked(value):
                        found.append(f"{table}.{name}: {value}")
    found += [f"a browser: {text}" for text in _browsers() if _marked(text)]
    return found


def _browsers() -> Iterator[str]:
    from django.contrib.sessions.models import Session

    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        yield json.dumps(session.get_decoded(), default=str)


def _marked(value: Any) -> bool:
    text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
    if text.startswith("gAAAA"):
        text = note_cipher().decrypt(text.encode()).decode()
    return any(mark in text.casefold() for mark in MARKS)


def left_on_disk(*folders: Path) -> list[str]:
    """Return the files whose bytes hold a mark."""
    found = []
    for folder in folders or (Path(settings.MEDIA_ROOT),):
        for path in folder.rglob("*"):
            if path.is_file() and any(mark.encode() in path.read_bytes().lower() for mark in MARKS):
                found.append(path.name)
    return found
