"""Taking an application back, in two taps and without a question."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from interlab.intake.actions.acknowledgements import acknowledge
from interlab.intake.models import Application, Decision, InterviewSlot, Upload
from interlab.journeys.models.participations import State
from interlab.notices.models import Message
from interlab.people.models import Person
from interlab.privacy.models import AuditEntry, DataRequest
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.intake.held import holder_of, page_of, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    publish(incubator, phone="04 000 00 00")
    return CallFactory(incubator=incubator)


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call)


def take_back(application, how="keep", client=None):
    client = client or holder_of(application)
    return client.post(page_of(application, "status", "withdraw"), {"how": how}, headers={"accept-language": "en"})


def shown(application):
    return holder_of(application).get(page_of(application), headers={"accept-language": "en"}).content.decode()


def test_one_that_was_never_sent_is_gone_with_its_recording(call, django_capture_on_commit_callbacks):
    application = ApplicationFactory(call=call, sent=False)
    upload = Upload(incubator=call.incubator, application=application, question="idea", media_type="audio/ogg", size=3)
    upload.file.save("idea", ContentFile(b"abc"))
    file = Path(upload.file.path)
    assert file.exists()
    client = holder_of(application)
    assert (
        "Delete everything"
        in client.get(page_of(application, "status", "withdraw"), headers={"accept-language": "en"}).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        answer = take_back(application, client=client)
    assert answer["Location"] == "/liege/application/withdrawn/"
    assert client.get(answer["Location"]).status_code == 200
    assert not Application.objects.filter(pk=application.pk).exists()
    assert not Upload.objects.exists()
    assert not file.exists()
    assert not Message.objects.exists()
    assert client.session["applications"] == []
    assert AuditEntry.objects.filter(act="application.dropped", subject_code=application.code).count() == 1


def test_opening_the_page_takes_nothing_back(application):
    assert holder_of(application).get(page_of(application, "status", "withdraw")).status_code == 200
    application.refresh_from_db()
    assert application.withdrawn_at is None


def test_a_sent_one_is_taken_back(application, coach):
    acknowledge(application)
    slot = InterviewSlot.objects.create(
        incubator=application.incubator,
        call=application.call,
        member=coach,
        starts_at=timezone.now() + timedelta(hours=3),
        application=application,
        booked_at=timezone.now(),
    )
    Decision.objects.create(incubator=application.incubator, application=application, kind="accept")
    assert take_back(application)["Location"] == page_of(application)
    application.refresh_from_db()
    assert application.withdrawn_at is not None
    assert application.participation.state == State.WITHDRAWN
    assert application.participation.moves.last().by is None
    slot.refresh_from_db()
    assert slot.application is None
    assert not application.decisions.exists()
    assert Message.objects.get().state == "cancelled"
    assert not DataRequest.objects.exists()
    page = shown(application)
    assert "You took your application back." in page
    assert "After 6 months we delete it." in page


def test_everything_may_be_deleted_at_the_same_time(application):
    take_back(application, "erase")
    asked = DataRequest.objects.get()
    assert (asked.kind, asked.person_code, asked.asked_by) == ("erasure", application.person.code, None)
    application.refresh_from_db()
    assert application.withdrawn_at is not None
    assert "Everything about you is deleted by" in shown(application)


def test_deletion_may_be_asked_for_later(application):
    take_back(application)
    assert "Delete everything" in shown(application)
    take_back(application, "erase")
    assert DataRequest.objects.count() == 1
    take_back(application, "erase")
    assert DataRequest.objects.count() == 1


def test_a_change_of_mind(application):
    take_back(application, "erase")
    first = application.participation
    client = holder_of(application)
    assert "I changed my mind" in shown(application)
    client.post(page_of(application, "status", "return"))
    application.refresh_from_db()
    assert application.withdrawn_at is None
    assert application.participation != first
    assert application.participation.state == State.APPLIED
    assert DataRequest.objects.get().state == "withdrawn"
    assert "Your application is here." in shown(application)


@pytest.mark.parametrize("late", ["two days", "closed"])
def test_a_change_of_mind_that_comes_too_late(application, late):
    take_back(application)
    application.refresh_from_db()
    if late == "two days":
        application.withdrawn_at -= timedelta(hours=49)
        application.save()
    else:
        application.call.closed_at = timezone.now() - timedelta(hours=49)
        application.call.save()
    assert "I changed my mind" not in shown(application)
    holder_of(application).post(page_of(application, "status", "return"))
    application.refresh_from_db()
    assert application.withdrawn_at is not None
    assert application.person.participations.count() == 1


def test_what_is_answered_already_is_talked_about(application):
    Decision.objects.create(incubator=application.incubator, application=application, kind="accept", told_at=timezone.now())
    client = holder_of(application)
    page = client.get(page_of(application, "status", "withdraw"), headers={"accept-language": "en"}).content.decode()
    assert "You have our answer already." in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0]
    take_back(application, "erase", client)
    application.refresh_from_db()
    assert application.withdrawn_at is None
    assert not DataRequest.objects.exists()


def test_the_waiting_list_may_be_left(application):
    Decision.objects.create(incubator=application.incubator, application=application, kind="wait", rank=2, told_at=timezone.now())
    take_back(application)
    application.refresh_from_db()
    assert application.withdrawn_at is not None


def test_two_taps_take_back_once(application):
    client = holder_of(application)
    for _ in range(2):
        assert take_back(application, client=client).status_code == 302
    assert "You have our answer already" not in client.get(page_of(application)).content.decode()
    assert AuditEntry.objects.filter(act="application.withdrawn").count() == 1


def test_a_helper_takes_it_back_under_their_name(application, client_for, coach):
    application.helped_by = coach
    application.save()
    take_back(application, client=client_for(coach))
    assert AuditEntry.objects.get(act="application.withdrawn").by == coach


def test_a_stranger_takes_nothing_back(application):
    assert take_back(application, client=Client()).status_code == 404
    assert Client().post(page_of(application, "status", "return")).status_code == 404
    assert Client().get(page_of(application, "status", "return")).status_code == 405
    assert Person.objects.filter(pk=application.person_id).exists()
    application.refresh_from_db()
    assert application.withdrawn_at is None
