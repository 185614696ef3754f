"""How people came in: a call that is open now, one that was answered months ago, and those whom partners send."""

import io
import json
import math
import wave
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.home.demo.intake_tables import (
    APPLYING,
    CRITERIA,
    FOR_APPLICANT,
    FOR_TEAM,
    INTERESTED,
    RECOMMENDED,
    REFUSED,
    TAKEN_IN,
    WRITING,
)
from interlab.home.demo.tables import cells
from interlab.home.demo.writing import Desk
from interlab.intake.actions import start_application, submit_application
from interlab.intake.actions.helping import start_with_person
from interlab.intake.default_questions import default_declaration
from interlab.intake.models import (
    Application,
    Call,
    CallForm,
    Criterion,
    Decision,
    Interest,
    InterviewSlot,
    Outreach,
    Reader,
    Reading,
    Recommendation,
    Round,
    Upload,
)
from interlab.journeys.actions import move_participation
from interlab.journeys.models import Participation
from interlab.network.models import Cohort
from interlab.people.contacts import normal_form
from interlab.people.models import Person

_READERS = "NJR"
_LANGUAGES = ["fr", "en", "ar"]
_GENDERS = {"w": "woman", "m": "man"}
_STANDINGS = {"n": "newcomer", "l": "local"}
_LEVELS = {"+": "fluent", "~": "middle", "-": "beginner"}


def write_intake(desk: Desk, people: dict[str, Person]) -> None:
    """Write both calls, and whoever waits for a word."""
    _open_call(desk)
    _answered_call(desk, people)
    for row in cells(RECOMMENDED):
        _recommend(desk, row)
    for kind, value, language, name, days in cells(INTERESTED):
        facts = {"kind": kind, "value": value, "normal": normal_form(kind, value), "language": language, "name": name}
        one = Interest.objects.create(incubator=desk.incubator, programme=desk.programme, **facts)
        _dated(one, created_at=_at(int(days)))


def _day(days_ago: int) -> date:
    return today() - timedelta(days=days_ago)


def _at(days_ago: int, hour: int = 14) -> datetime:
    return timezone.make_aware(datetime.combine(_day(days_ago), time(hour)))


def _dated(row: Any, **when: Any) -> None:
    """Set back what the actions date today."""
    type(row)._default_manager.filter(pk=row.pk).update(**when)


def _call(desk: Desk, name: str, opened: int, closes: int, cohort: Cohort | None) -> Call:
    call = Call.objects.create(
        incubator=desk.incubator,
        programme=desk.programme,
        cohort=cohort,
        name=name,
        intro={
            "fr": "Douze places pour avancer à plusieurs, trois mois.",
            "en": "Twelve places to go forward together, three months.",
            "ar": "اثنا عشر مكانًا لنتقدّم معًا، ثلاثة أشهر.",
        },
        opens_on=_day(opened),
        closes_on=_day(closes),
        places=12,
        languages=_LANGUAGES,
        answered_by=desk.colleagues["L"],
        published_at=_at(opened, 9),
    )
    facts = {"declaration": default_declaration(), "created_by": desk.colleagues["L"], "published_at": _at(opened, 9)}
    CallForm.objects.create(incubator=desk.incubator, call=call, number=1, **facts)
    return call


# The call that is open now ---------------------------------------------------------------------------------------


def _open_call(desk: Desk) -> None:
    planned = Cohort.objects.filter(incubator=desk.incubator, starts_on__gt=today()).order_by("starts_on").first()
    call = _call(desk, "Rejoindre la prochaine promotion", 21, -16, planned)
    for days, where, how_many in (
        (20, "Maison médicale du Nord", 14),
        (15, "Marché de la Batte", 60),
        (9, "École de français", 22),
    ):
        Outreach.objects.create(
            incubator=desk.incubator, call=call, on=_day(days), where=where, people=how_many, by=desk.colleagues["N"]
        )
    sent = {row[0]: (row, _apply(desk, call, row)) for row in cells(APPLYING)}
    for language, reached, since, name in cells(WRITING):
        started = start_application(call, by=None, language=language)
        answers = {"name": {"full_name": name, "called": ""}}
        _dated(started, answers=json.dumps(answers, ensure_ascii=False), reached=reached)
        _dated(started, started_at=_at(int(since) + 1), saved_at=_at(int(since)))
    _read_first(desk, call, [one for row, one in sent.values() if row[10] in ("reading", "interview")])
    _meet_some(desk, call, [one for row, one in sent.values() if row[10] == "interview"])
    _record(next(one for row, one in sent.values() if row[10] == "sent"))


def _apply(desk: Desk, call: Call, row: list[str]) -> Application:
    language, days, state = row[8], int(row[9]), row[10]
    helper: Membership | None = None
    if state == "helped":
        helper = desk.colleagues["N"]
        application = start_with_person(call, language=language, how="in_person", words="نعم، اكتبي معي.", by=helper)
    else:
        application = start_application(call, by=None, language=language, source=desk.any_source())
    desk.people += 1
    answers = _answers(row, row[11], f"0455 01 {desk.people // 100:02} {desk.people % 100:02}", desk.people)
    Application.objects.filter(pk=application.pk).update(answers=json.dumps(answers, ensure_ascii=False), reached="coming")
    application = submit_application(application, by=helper)
    _set_back(application, days)
    if state == "withdrawn" and application.participation is not None:
        _dated(application, withdrawn_at=_at(days - 1))
        move_participation(application.participation, "withdrawn", by=None, on=_day(days - 1))
    return application


def _answers(row: list[str], idea: str, phone: str, number: int) -> dict[str, Any]:
    name, called, gender, standing, town, spoken, progress, reached = row[:8]
    words = [(word[:-1], _LEVELS[word[-1]]) if word[-1] in _LEVELS else (word, "native") for word in spoken.split()]
    value = f"personne{number}@example.org" if reached == "email" else phone
    answers: dict[str, Any] = {
        "name": {"full_name": name, "called": called},
        "languages": [list(pair) for pair in words],
        "idea": {"way": "written", "text": idea},
        "progress": progress,
        "place": {"name": town},
        "contact": {"kind": reached, "value": value},
        "coming": ["interpreter"] if "fr-" in spoken else [],
        "standing": _STANDINGS[standing],
        "gender": _GENDERS[gender],
    }
    if standing == "l":
        answers["migration_value"] = "On y travaille à deux, l’un d’ici, l’autre d’ailleurs."
    return answers


def _set_back(application: Application, days: int) -> None:
    """Let an application be of some days ago, with the way through the programme that it opened."""
    _dated(application, started_at=_at(days, 10), saved_at=_at(days), submitted_at=_at(days))
    way = application.participation
    if way is not None:
        _dated(way, applied_on=_day(days), last_news_on=_day(days), source=application.source)
        way.moves.update(on=_day(days))
        way.refresh_from_db()


def _round(desk: Desk, call: Call, ends_on: date) -> tuple[Round, list[Criterion], list[Reader]]:
    owned = {"incubator": desk.incubator}
    reading_round = Round.objects.create(
        **owned, call=call, number=1, name="Première lecture", ends_on=ends_on, shared_out_at=timezone.now()
    )
    criteria = [
        Criterion.objects.create(**owned, round=reading_round, name=name, weight=weight, anchors=list(anchors), position=place)
        for place, (name, weight, anchors) in enumerate(CRITERIA)
    ]
    readers = [
        Reader.objects.create(**owned, round=reading_round, member=desk.colleagues[initial], languages=["fr", "en"])
        for initial in _READERS
    ]
    return reading_round, criteria, readers


def _read_first(desk: Desk, call: Call, applications: list[Application]) -> None:
    reading_round, criteria, readers = _round(desk, call, _day(-5))
    for place, application in enumerate(applications):
        for turn, reader in enumerate(readers):
            # Two of three have read the first ones; the last ones are all still to read.
            _read(desk, reading_round, application, reader, criteria, days=4 if turn < 2 and place < 5 else None)


def _read(
    desk: Desk, reading_round: Round, application: Application, reader: Reader, criteria: list[Criterion], *, days: int | None
) -> None:
    said: dict[str, Any] = {}
    if days is not None:
        said = {
            "scores": {one.code: desk.random.choice((2, 2, 3, 3, 4)) for one in criteria},
            "for_team": desk.random.choice(FOR_TEAM),
            "for_applicant": desk.random.choice(FOR_APPLICANT),
            "opened_at": _at(days, 9),
            "saved_at": _at(days, 10),
            "done_at": _at(days, 10),
        }
    Reading.objects.create(incubator=desk.incubator, round=reading_round, application=application, reader=reader, **said)


def _meet_some(desk: Desk, call: Call, applications: list[Application]) -> None:
    lead = desk.colleagues["L"]
    for place in range(5):
        application = applications[place] if place < len(applications) else None
        InterviewSlot.objects.create(
            incubator=desk.incubator,
            call=call,
            member=lead,
            starts_at=_at(-3 - place, 10),
            place="Rue Saint-Léonard 12, salle bleue",
            application=application,
            booked_at=timezone.now() if application else None,
        )


def _record(application: Application) -> None:
    """Let somebody have told their idea aloud: two seconds of a tone stand for a voice."""
    heard = io.BytesIO()
    with wave.open(heard, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes(128 + round(50 * math.sin(at * 0.17)) for at in range(16000)))
    kept = Upload(incubator=application.incubator, application=application, question="idea", media_type="audio/wav", seconds=2)
    kept.size = len(heard.getvalue())
    kept.file.save("idea", ContentFile(heard.getvalue()), save=False)
    kept.save()
    answers = json.loads(application.answers)
    answers["idea"]["way"] = "spoken"
    _dated(application, answers=json.dumps(answers, ensure_ascii=False))


# The call that was answered --------------------------------------------------------------------------------------


def _answered_call(desk: Desk, people: dict[str, Person]) -> None:
    running = Cohort.objects.filter(incubator=desk.incubator, starts_on__lte=today(), ends_on__gte=today()).first()
    call = _call(desk, "Appel précédent", 140, 105, running)
    # Only what is open takes applications: it was then.
    _dated(call, closes_on=_day(-1))
    call.refresh_from_db()
    reading_round, criteria, readers = _round(desk, call, _day(98))
    refused = [_refuse(desk, call, row) for row in cells(REFUSED)]
    taken = [_taken_in(call, people[called]) for called in TAKEN_IN if called in people]
    for application in [*refused, *taken]:
        for reader in readers:
            _read(desk, reading_round, application, reader, criteria, days=100)
    for application in taken:
        _answer(desk, application, kind="accept", words="Bienvenue ! Nous commençons ensemble.")
    _dated(reading_round, closed_at=_at(97), shared_out_at=_at(104))
    _dated(call, closes_on=_day(105))


def _refuse(desk: Desk, call: Call, row: list[str]) -> Application:
    reason, door, which, idea = row[10:14]
    application = _apply(desk, call, [*row[:10], "sent", idea])
    if application.participation is not None:
        move_participation(application.participation, "declined", by=desk.colleagues["L"], on=_day(95))
    words = "Merci pour votre confiance. Ce n’est pas un non à votre projet."
    _answer(desk, application, kind="not_now", reason=reason, door=door, door_words=which, words=words)
    return application


def _taken_in(call: Call, person: Person) -> Application:
    """Give somebody accompanied today the application that they came in by."""
    way = Participation.objects.filter(person=person).latest("applied_on")
    application = start_application(call, by=None, language="fr")
    answers = {"name": {"full_name": person.full_name, "called": person.called}, "progress": "tried"}
    sent = timezone.make_aware(datetime.combine(way.applied_on, time(14)))
    _dated(application, answers=json.dumps(answers, ensure_ascii=False), person=person, participation=way)
    _dated(application, started_at=sent, saved_at=sent, submitted_at=sent)
    application.refresh_from_db()
    return application


def _answer(desk: Desk, application: Application, **said: str) -> None:
    lead = desk.colleagues["L"]
    one = Decision.objects.create(
        incubator=desk.incubator, application=application, prepared_by=lead, told_by=lead, told_at=_at(95), **said
    )
    _dated(one, prepared_at=_at(96))


def _recommend(desk: Desk, row: list[str]) -> None:
    organisation, by_whom, partner, name, kind, value, language, words, agreed, days = row
    one = Recommendation.objects.create(
        incubator=desk.incubator,
        organisation=organisation,
        by_whom=by_whom,
        partner_contact=partner,
        name=name,
        kind=kind,
        value=value,
        normal=normal_form(kind, value),
        language=language,
        words=words,
        agreed_how=agreed,
    )
    _dated(one, created_at=_at(int(days)))
