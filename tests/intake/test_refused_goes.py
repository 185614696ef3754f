"""Whoever was refused is gone six months later: the application, what was read and answered, the recording, the project that never was."""

import pytest
from django.core.files.base import ContentFile

from interlab.core.dates import in_months, today
from interlab.intake.actions.decisions import prepare_decision, tell_decision
from interlab.intake.models import Application, Decision, Reading, Upload
from interlab.people.models import Person
from interlab.privacy.retaining import retain
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, read

pytest.importorskip("interlab.intake.personal_data")
pytestmark = pytest.mark.django_db


def test_a_refused_application_goes_with_everything_six_months_later(
    incubator, lead, coach, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    call = CallFactory(incubator=incubator)
    refused, taken = applied(call, "Rosa"), applied(call, "Ali")
    for one in (refused, taken):
        read(one, 2, by=coach)
        Upload.objects.create(
            incubator=incubator,
            application=one,
            question="idea",
            file=ContentFile(b"voice", "idea.webm"),
            media_type="audio/webm",
            size=5,
        )
    file = refused.uploads.get().file
    no = {"reason": "no_place", "words": "Ne lâchez rien.", "door": "event", "door_words": "le café projets"}
    tell_decision(prepare_decision(refused, kind="not_now", **no, by=lead), by=lead)
    tell_decision(prepare_decision(taken, kind="accept", by=lead), by=lead)
    six_months = in_months(today(), 6)
    with django_capture_on_commit_callbacks(execute=True):
        for day in range(31):
            retain(six_months.fromordinal(six_months.toordinal() - 30 + day))
    assert [row.application for row in Decision.objects.all()] == [taken]
    assert [row.application for row in Reading.objects.all()] == [taken]
    assert list(Application.objects.all()) == [taken]
    assert not Person.objects.filter(pk=refused.person.pk).exists()
    assert not file.storage.exists(file.name)
    assert Upload.objects.count() == 1
