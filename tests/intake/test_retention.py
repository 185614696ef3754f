"""What was told to get a place is kept as long as it is of use, and goes whole: with its recordings, readings and answers."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from interlab.core.dates import in_months, today
from interlab.intake.models import (
    Application,
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
from interlab.journeys.actions import move_participation
from interlab.people.models import Person
from interlab.privacy.erasure import erase_subject, plan_of
from interlab.privacy.retaining import retain, would
from interlab.privacy.subjects import subject_of_person
from tests.factories import PersonFactory
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers
from tests.people.merging import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


def ago(**span):
    return timezone.now() - timedelta(**span)


def recording(application):
    kept = Upload(incubator=application.incubator, application=application, question="idea", media_type="audio/ogg", size=4)
    kept.file.save("x", ContentFile(b"OggS"), save=True)
    return Path(kept.file.path)


def judged(application, lead):
    """Let an application be read, met, decided and weighed with others."""
    owned = {"incubator": application.incubator}
    reading_round = Round.objects.create(**owned, call=application.call, number=1, name="Lecture")
    reader = Reader.objects.create(**owned, round=reading_round, member=lead)
    Reading.objects.create(**owned, round=reading_round, application=application, reader=reader, for_team="x")
    Conflict.objects.create(**owned, application=application, member=lead, reason="helped")
    place = {"starts_at": timezone.now(), "place": "Ici", "application": application}
    InterviewSlot.objects.create(**owned, call=application.call, member=lead, **place)
    Decision.objects.create(**owned, application=application, kind="accept", words="Bienvenue", told_at=timezone.now())
    return Composition.objects.create(**owned, call=application.call, places=12, reasons="Hanan Darwish est prête")


def test_what_nobody_sent_goes_after_thirty_days_with_its_recordings(call, django_capture_on_commit_callbacks):
    old, fresh = (ApplicationFactory(call=call, sent=False) for _ in range(2))
    file = recording(old)
    Application.objects.filter(pk=old.pk).update(saved_at=ago(days=32))
    Application.objects.filter(pk=fresh.pk).update(saved_at=ago(days=29))
    assert would()["intake.unsent"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert retain()["intake.unsent"] == 1
    assert list(Application.objects.all()) == [fresh]
    assert not Upload.objects.exists()
    assert not file.exists()


def test_what_was_sent_stays_with_the_file(call):
    application = ApplicationFactory(call=call)
    Application.objects.filter(pk=application.pk).update(saved_at=ago(days=90))
    assert retain()["intake.unsent"] == 0
    assert Application.objects.exists()


def test_whoever_wants_to_hear_of_a_call_is_forgotten_after_a_year(incubator):
    facts = {"incubator": incubator, "kind": "phone", "value": "0470 11 22 33", "normal": "+32470112233", "language": "fr"}
    old, fresh = (Interest.objects.create(**facts) for _ in range(2))
    for one, months in ((old, -13), (fresh, -11)):
        Interest.objects.filter(pk=one.pk).update(created_at=timezone.now() - (today() - in_months(today(), months)))
    assert would()["intake.interests"] == 1
    assert retain()["intake.interests"] == 1
    assert list(Interest.objects.all()) == [fresh]


@pytest.mark.parametrize(
    ("created", "handled", "goes"), [(400, None, True), (300, None, False), (200, 190, True), (200, 170, False), (400, 10, True)]
)
def test_recommendations_go_six_months_after_they_were_followed_and_after_a_year_in_any_case(call, created, handled, goes, lead):
    facts = {"organisation": "CPAS", "name": "Awa", "kind": "phone", "value": "0470 11 22 33", "language": "fr"}
    one = Recommendation.objects.create(incubator=call.incubator, **facts)
    application = ApplicationFactory(call=call, recommendation=one)
    when = ago(days=handled) if handled else None
    Recommendation.objects.update(created_at=ago(days=created), handled_at=when, handled_by=lead if handled else None)
    assert would()["intake.recommendations"] == int(goes)
    assert retain()["intake.recommendations"] == int(goes)
    application.refresh_from_db()
    assert (application.recommendation is None) == goes


def test_a_refused_application_goes_with_the_file_six_months_later(call, lead, django_capture_on_commit_callbacks):
    application = ApplicationFactory(call=call)
    file = recording(application)
    move_participation(application.participation, "declined", by=lead)
    judged(application, lead)
    with django_capture_on_commit_callbacks(execute=True):
        announced = in_months(today(), 6) - timedelta(days=30)
        assert retain(announced - timedelta(days=3)).get("announced.not_taken") == 0
        assert retain(announced + timedelta(days=3))["announced.not_taken"] == 1
        assert retain(announced + timedelta(days=40))["erased"] == 1
    assert not Person.objects.exists()
    for model in (Application, Upload, Reading, Decision, Conflict, InterviewSlot):
        assert not model.objects.exists(), model
    assert not file.exists()


def test_an_erasure_leaves_the_others_and_takes_the_name_out_of_what_stays(call, lead, django_capture_on_commit_callbacks):
    application = ApplicationFactory(call=call)
    friend = {"full_name": "Bilal Amrani", "called": ""}
    idea = {"way": "written", "text": "Avec Hanan Darwish, un café."}
    other = ApplicationFactory(
        call=call, answers=some_answers(name=friend, idea=idea, contact={"kind": "phone", "value": "0480 1"})
    )
    composition = judged(application, lead)
    told = {"organisation": "CPAS", "name": "Hanan Darwish", "kind": "phone", "value": "0470 12 34 56", "language": "fr"}
    Recommendation.objects.create(incubator=call.incubator, **told)
    subject = subject_of_person(application.person)
    assert {"intake.application", "intake.recommendation"} <= {line.name for line in plan_of(subject).lines}
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(subject, by=lead)
    assert list(Application.objects.all()) == [other]
    assert not Recommendation.objects.exists()
    composition.refresh_from_db()
    assert "Darwish" not in composition.reasons
    other.refresh_from_db()
    answers = json.loads(other.answers)
    assert "Darwish" not in answers["idea"]["text"]
    assert "un café" in answers["idea"]["text"]


def test_two_records_of_one_human_have_both_applications(call, incubator, lead):
    application = ApplicationFactory(call=call)
    other = PersonFactory(incubator=incubator, full_name="Hanan Darwich")
    merge = merged(other, application.person, lead)
    application.refresh_from_db()
    assert application.person == merge.survivor
    assert application.participation.person == merge.survivor
