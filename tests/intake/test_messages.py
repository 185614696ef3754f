"""What the writer of an application is told, in their language and by their way."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from interlab.intake.actions.acknowledgements import acknowledge, remind_unfinished
from interlab.intake.actions.applications import submit_application
from interlab.intake.models import Application
from interlab.notices.models import Message
from interlab.notices.wording import all_wordings
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers
from tests.intake.held import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    publish(incubator)
    return CallFactory(incubator=incubator)


def reached_by(kind, value):
    return some_answers(contact={"kind": kind, "value": value})


def began(call, days, **facts):
    application = ApplicationFactory(call=call, sent=False, **facts)
    Application.objects.filter(pk=application.pk).update(saved_at=timezone.now() - timedelta(days=days))
    return application


def test_an_acknowledgement_has_the_code_the_day_and_the_way_back(call, settings):
    settings.SITE = "https://interlab.example"
    with time_machine.travel("2027-02-17 12:00", tick=False):
        message = acknowledge(ApplicationFactory(call=call, language="en", answers=reached_by("email", "hanan@example.org")))
    assert (message.channel, message.address, message.language) == ("email", "hanan@example.org", "en")
    assert "Hello Hanan," in message.body
    assert "Wednesday 3 March" in message.body
    spoken = Application.objects.get().spoken
    assert spoken in message.subject
    assert f"https://interlab.example/liege/resume/?code={spoken}" in message.body


def test_it_is_acknowledged_as_it_is_sent(call):
    submit_application(ApplicationFactory(call=call, sent=False))
    assert Message.objects.get().wording == "intake.arrived"


def test_a_phone_gets_the_short_form_in_the_language_of_the_application(call):
    message = acknowledge(ApplicationFactory(call=call, language="ar"))
    assert (message.channel, message.address, message.language) == ("sms", "+32470123456", "ar")
    assert len(message.text) < len(message.body)


def test_whatsapp_waits_for_a_colleague_to_tap(call):
    message = acknowledge(ApplicationFactory(call=call, answers=reached_by("whatsapp", "0470 12 34 56")))
    assert (message.channel, message.state) == ("whatsapp", "by_hand")


def test_it_is_acknowledged_once(call):
    application = ApplicationFactory(call=call)
    assert acknowledge(application) == acknowledge(application)
    assert Message.objects.count() == 1


def test_a_language_we_do_not_speak_is_answered_in_french(call):
    assert acknowledge(ApplicationFactory(call=call, language="ti")).language == "fr"


def test_without_a_way_nothing_is_written(call):
    assert acknowledge(ApplicationFactory(call=call, answers=reached_by("phone", "04 222 33 44"))) is None


def test_whoever_stopped_three_days_ago_is_reminded_once(call):
    application = began(call, 4, language="en")
    assert remind_unfinished() == 1
    message = Message.objects.get()
    assert (message.wording, message.address, message.language) == ("intake.unfinished", "+32470123456", "en")
    assert application.spoken in message.text
    remind_unfinished()
    assert Message.objects.count() == 1


@pytest.mark.parametrize("why", ["too soon", "long ago", "no contact", "sent", "closed", "helped"])
def test_nobody_else_is_reminded(call, coach, why):
    match why:
        case "too soon":
            began(call, 2)
        case "long ago":
            began(call, 11)
        case "no contact":
            began(call, 4, answers=some_answers(contact=None))
        case "sent":
            application = ApplicationFactory(call=call)
            Application.objects.filter(pk=application.pk).update(saved_at=timezone.now() - timedelta(days=4))
        case "closed":
            began(call, 4)
            call.closed_at = timezone.now() - timedelta(days=3)
            call.save()
        case "helped":
            began(call, 4, helped_by=coach)
    assert remind_unfinished() == 0
    assert not Message.objects.exists()


def test_every_wording_of_ours_fits_its_variables():
    ours = [wording for wording in all_wordings() if wording.name.startswith("intake.")]
    assert len(ours) >= 4
    for wording in ours:
        for language in ("fr", "en", "ar"):
            written = wording.example(language)
            assert "%(" not in written.subject + written.body + written.text
