"""Calls and applications for tests."""

import json
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.default_questions import default_declaration
from interlab.intake.models import Application, Call, CallForm
from interlab.journeys.actions.participations import open_participation
from interlab.network.models import Incubator
from interlab.people.actions import PersonFacts, create_person
from tests.factories import first_programme


class CallFactory(factory.django.DjangoModelFactory):
    """A published call of `incubator` with the seven questions, open since a week for two more unless said otherwise."""

    class Meta:
        model = Call

    name = factory.Sequence(lambda n: f"Appel {n}")

    @classmethod
    def _create(cls, model_class: type[Call], *args: Any, incubator: Incubator, **facts: Any) -> Call:
        facts.setdefault("programme", first_programme(incubator))
        facts.setdefault("opens_on", today() - timedelta(days=7))
        facts.setdefault("closes_on", today() + timedelta(days=14))
        facts.setdefault("published_at", timezone.now())
        facts.setdefault("languages", ["fr", "en", "ar"])
        facts.setdefault("places", 12)
        call = Call.objects.create(incubator=incubator, **facts)
        CallForm.objects.create(
            incubator=incubator, call=call, number=1, declaration=default_declaration(), published_at=timezone.now()
        )
        return call


def some_answers(**changed: Any) -> dict[str, Any]:
    """Answers to the seven questions and those after the check page, any of them `changed`."""
    answers = {
        "name": {"full_name": "Hanan Darwish", "called": "Hanan"},
        "languages": [["ar", "native"], ["fr", "beginner"]],
        "idea": {"way": "written", "text": "Je veux ouvrir un atelier de couture à Saint-Léonard."},
        "progress": "tried",
        "place": {"name": "Liège"},
        "contact": {"kind": "phone", "value": "0470 12 34 56"},
        "coming": ["interpreter"],
        "standing": "newcomer",
        "gender": "woman",
    }
    return {name: answer for name, answer in (answers | changed).items() if answer is not None}


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application to `call`: sent, with its person and participation, unless `sent=False`. `answers` as of `some_answers`."""

    class Meta:
        model = Application

    spoken = factory.Sequence(lambda n: f"LUNE-{2000 + n}")

    @classmethod
    def _create(cls, model_class: type[Application], *args: Any, call: Call, sent: bool = True, **facts: Any) -> Application:
        answers = facts.pop("answers", None) or some_answers()
        facts.setdefault("language", "ar")
        application = Application.objects.create(
            incubator=call.incubator,
            call=call,
            form=call.versions.latest("number"),
            answers=json.dumps(answers, ensure_ascii=False),
            **facts,
        )
        if sent:
            name, contact = answers["name"], answers["contact"]
            known = PersonFacts(
                full_name=name["full_name"],
                called=name.get("called", ""),
                gender=answers.get("gender", ""),
                standing=answers.get("standing", ""),
                languages=[tuple(row) for row in answers["languages"]],
                contacts=[(contact["kind"], contact["value"])],
            )
            application.person = create_person(call.incubator, known, by=None)
            application.participation = open_participation(application.person, call.programme, by=None, cohort=call.cohort)
            application.submitted_at = timezone.now()
            application.save()
        return application
