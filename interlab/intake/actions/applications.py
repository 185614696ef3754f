"""An application from its first page to the moment it is sent: then a person is known, and takes part as an applicant."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.files.base import File as DjangoFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.core.files import forget_file
from interlab.core.questions import Question, Questionnaire, shown
from interlab.core.questions.answers import is_unknown
from interlab.core.questions.forms import File
from interlab.intake.actions.acknowledgements import acknowledge
from interlab.intake.actions.helped import note_help
from interlab.intake.asked import Page, answers_of, newest_form, questionnaire_of
from interlab.intake.models import Application, Call, Recommendation, Upload
from interlab.intake.spoken_codes import new_spoken
from interlab.journeys.actions.participations import open_participation
from interlab.network.models import Source
from interlab.people.actions import PersonFacts, create_person, update_person
from interlab.people.models import Person
from interlab.privacy.actions import record_act


@transaction.atomic
def start_application(
    call: Call,
    *,
    by: Membership | None,
    language: str,
    source: Source | None = None,
    recommendation: Recommendation | None = None,
    mandate: str = "",
) -> Application:
    """Begin an application to an open call: by its writer (`by` None), or by a colleague who fills it in with them."""
    form = newest_form(call)
    if form is None or not call.is_open():
        raise DomainError(_("This call takes no applications just now."))
    application = Application.objects.create(
        incubator_id=call.incubator_id,
        call=call,
        form=form,
        spoken=new_spoken(call.incubator),
        language=language,
        reached=questionnaire_of(form).questions[0].id,
        source=source,
        recommendation=recommendation,
        helped_by=by,
        mandate=mandate,
    )
    record_act(application, "application.started", by=by)
    return application


@transaction.atomic
def save_answer(
    application: Application,
    question: Question,
    answer: Any,
    *,
    by: Membership | None,
    file: File | None = None,
    language: str = "",
) -> Application:
    """Keep the answer to one question (None: nothing was said), and how far the writer has come."""
    application = _locked(application)
    _check_open(application)
    if application.is_sent and not question.after_check:
        raise DomainError(_("This application is sent. Its answers stay as they are."))
    answers = answers_of(application)
    if answer is None:
        answers.pop(question.id, None)
    else:
        answers[question.id] = answer
    application.answers = json.dumps(answers, ensure_ascii=False)
    application.language = _written_in(application, answers) or language or application.language
    _note_how_far(application, question)
    _keep_file(application, question, answer, file)
    application.save()
    if application.is_sent and application.person is not None:
        _tell_person(application, application.person, question, by)
    return application


@transaction.atomic
def submit_application(application: Application, *, by: Membership | None = None) -> Application:
    """Send an application: its writer becomes a person who applied. Sent twice it is sent once."""
    application = _locked(application)
    if application.is_sent:
        return application
    _check_open(application)
    if Page(application).missing:
        raise DomainError(_("Some answers are missing. Give them first, then send."))
    person = create_person(application.incubator, facts_of(application), by=by)
    application.person = person
    application.participation = open_participation(
        person, application.call.programme, by=by, cohort=application.call.cohort, source=_source_of(application)
    )
    application.submitted_at = timezone.now()
    application.save()
    record_act(application, "application.sent", by=by, person_code=person.code)
    note_help(application)
    acknowledge(application)
    return application


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "incubator", "call", "call__programme", "call__cohort", "form", "person", "source"
    )
    return rows.get(pk=application.pk)


def _check_open(application: Application) -> None:
    if application.withdrawn_at is not None:
        raise DomainError(_("This application was taken back."))
    if not application.is_sent and not application.call.may_finish():
        raise DomainError(_("This call has closed."))


def _written_in(application: Application, answers: dict[str, Any]) -> str:
    """Return the first of the languages somebody speaks that InterLab speaks too, "" as long as they named none."""
    question = questionnaire_of(application.form).filling("languages")
    spoken = answers.get(question.id) if question else None
    known = dict(settings.LANGUAGES)
    return next((code for code, _level in spoken if code in known), "") if isinstance(spoken, list) else ""


def _note_how_far(application: Application, answered: Question) -> None:
    """The next question is the one they come to now, unless they have been further before."""
    page = Page(application)
    names = [question.id for question in page.asked]
    if answered.id not in names:
        return
    place = min(names.index(answered.id) + 1, len(names) - 1)
    if application.reached not in names or place > names.index(application.reached):
        application.reached = names[place]


def _keep_file(application: Application, question: Question, answer: Any, file: File | None) -> None:
    """Keep the file of an answer in place of the one before; an answer that is none any more lets it go."""
    said_by_file = answer is True or (isinstance(answer, Mapping) and answer.get("way") == "spoken")
    if file is None and said_by_file:
        return
    for old in application.uploads.filter(question=question.id):
        forget_file(old.file)
        old.delete()
    if file is not None:
        content = DjangoFile(file.content)
        kept = Upload(
            incubator_id=application.incubator_id,
            application=application,
            question=question.id,
            media_type=file.media_type,
            size=content.size,
            seconds=file.seconds,
        )
        kept.file.save(question.id, content, save=False)
        kept.save()


# What an answer becomes ------------------------------------------------------------------------------------------


def facts_of(application: Application) -> PersonFacts:
    """Return what the answers say of the person."""
    told = _told(questionnaire_of(application.form), answers_of(application))
    name = told.get("name", {})
    name = name if isinstance(name, Mapping) else {"full_name": str(name)[:200]}
    known = PersonFacts(full_name=name.get("full_name") or application.spoken, called=name.get("called", ""))
    return replace(known, **_columns(told))


def _told(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that count, by what they are to us; what isn't known isn't there."""
    asked = {question.id: question.fills for question in shown(questionnaire, answers) if question.fills}
    return {fact: answers[name] for name, fact in asked.items() if name in answers and not is_unknown(answers[name])}


def _columns(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a person that these answers tell, but for the name."""
    found: dict[str, Any] = {}
    # A team declares what an answer is to us: only one of the right shape is.
    if isinstance(languages := told.get("languages"), list):
        found["languages"] = [(language, level) for language, level in languages]
    if isinstance(contact := told.get("contact"), Mapping):
        found["contacts"] = [(contact["kind"], contact["value"])]
    if isinstance(place := told.get("place"), Mapping):
        found["municipality"] = place.get("name", "")
    if isinstance(coming := told.get("coming"), list):
        found["interpreter_wanted"] = "interpreter" in coming
    if isinstance(value := told.get("migration_value"), str | Mapping):
        found["migration_value"] = (value if isinstance(value, str) else value.get("text", ""))[:2000]
    if told.get("standing") in Person.Standing.values:
        found["standing"] = told["standing"]
    if told.get("gender") in Person.Gender.values:
        found["gender"] = told["gender"]
    if isinstance(year := told.get("birth_year"), int) and 1900 <= year <= 2100:
        found["birth_year"] = year
    return found


def _tell_person(application: Application, person: Person, question: Question, by: Membership | None) -> None:
    """Write an answer that came after sending where it belongs; nothing else of the person changes."""
    told = _told(questionnaire_of(application.form), answers_of(application))
    changed = _columns({question.fills: told[question.fills]} if question.fills in told else {})
    if question.fills in ("standing", "gender", "migration_value") and not changed:
        changed = {question.fills: ""}
    known = PersonFacts(
        full_name=person.full_name,
        languages=[(row.language, row.level) for row in person.languages.all()],
        contacts=[(row.kind, row.value) for row in person.contacts.all()],
    )
    same = {name: getattr(person, name) for name in known.columns()}
    update_person(person, replace(known, **{**same, **changed}), by=by)


def _source_of(application: Application) -> Source | None:
    """Return how they found us: as the link said by which they came, else as they said themselves."""
    if application.source is not None:
        return application.source
    told = _told(questionnaire_of(application.form), answers_of(application))
    return source_meaning(application, told.get("source"))


def source_meaning(thing: Call | Application, meaning: Any) -> Source | None:
    """Return the incubator's source of that meaning, if there is one in use."""
    if meaning not in Source.Meaning.values:
        return None
    return Source.objects.filter(incubator_id=thing.incubator_id, meaning=meaning, archived_at=None).order_by("position").first()
