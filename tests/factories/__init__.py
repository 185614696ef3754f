"""Rows for tests, made through the real actions, so that they are rows that could exist."""

from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from interlab.core.dates import today
from interlab.journeys.actions.participations import open_participation
from interlab.journeys.actions.projects import create_project
from interlab.journeys.actions.sessions import SessionFacts, note_session
from interlab.journeys.models import Participation, Project, Session
from interlab.journeys.models.participations import State
from interlab.network.models import Incubator, Programme, SessionKind
from interlab.people.actions import PersonFacts, create_person
from interlab.people.models import Person


def first_programme(incubator: Incubator) -> Programme:
    """The programme an incubator was opened with."""
    return Programme.objects.filter(incubator=incubator).earliest("position", "pk")


def a_pdf(name: str = "plan.pdf") -> SimpleUploadedFile:
    """A small file that may be joined to a journey."""
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")


class PersonFactory(factory.django.DjangoModelFactory):
    """A person of `incubator`; any fact of PersonFacts may be given, and `account`."""

    class Meta:
        model = Person

    full_name = factory.Sequence(lambda n: f"Personne {n}")

    @classmethod
    def _create(
        cls, model_class: type[Person], *args: Any, incubator: Incubator, account: Any = None, by: Any = None, **facts: Any
    ) -> Person:
        person = create_person(incubator, PersonFacts(**facts), by=by)
        if account is not None:
            person.account = account
            person.save(update_fields=["account"])
        return person


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Somebody (`person`) accompanied in their incubator's first programme, since today unless `on` says otherwise."""

    class Meta:
        model = Participation

    state = State.ACTIVE

    @classmethod
    def _create(cls, model_class: type[Participation], *args: Any, person: Person, by: Any = None, **facts: Any) -> Participation:
        programme = facts.pop("programme", None) or first_programme(person.incubator)
        return open_participation(person, programme, by=by, **facts)


class ProjectFactory(factory.django.DjangoModelFactory):
    """A project held by `holders`, in their incubator's first programme."""

    class Meta:
        model = Project

    name = factory.Sequence(lambda n: f"Projet {n}")

    @classmethod
    def _create(cls, model_class: type[Project], *args: Any, holders: list[Person], by: Any = None, **facts: Any) -> Project:
        programme = facts.pop("programme", None) or first_programme(holders[0].incubator)
        return create_project(programme, holders=holders, by=by, **facts)


class SessionFactory(factory.django.DjangoModelFactory):
    """A session of an hour today with `persons`, noted by the member `by`."""

    class Meta:
        model = Session

    minutes = 60
    held_on = factory.LazyFunction(today)

    @classmethod
    def _create(cls, model_class: type[Session], *args: Any, by: Any, meaning: str = "coaching", **facts: Any) -> Session:
        if "kind" not in facts:
            facts["kind"] = SessionKind.objects.filter(incubator_id=by.incubator_id, meaning=meaning).earliest("position", "pk")
        return note_session(SessionFacts(**facts), by=by)
