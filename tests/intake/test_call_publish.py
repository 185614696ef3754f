"""A call is published once nothing is missing; it is closed with 48 hours for those who are writing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.actions.calls import create_call, publish_call
from interlab.intake.models import Call
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory
from tests.intake.calling import call_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(incubator, lead):
    return create_call(call_facts(incubator), by=lead)


def test_publishing_takes_the_questions_along(client_for, lead, prepared):
    here = f"/liege/calls/{prepared.code}/publish/"
    assert client_for(lead).get(here).context["lacking"] == []
    assert client_for(lead).post(here)["Location"] == f"/liege/calls/{prepared.code}/"
    prepared.refresh_from_db()
    assert prepared.published_at is not None
    assert prepared.versions.get().published_at is not None
    assert AuditEntry.objects.filter(act__in=["call.published", "form.published"]).count() == 2


def test_publishing_twice_is_harmless(lead, prepared):
    publish_call(prepared, by=lead)
    before = publish_call(prepared, by=lead).published_at
    assert Call.objects.get().published_at == before
    assert AuditEntry.objects.filter(act="call.published").count() == 1


def test_words_that_miss_in_one_language_are_named(client_for, lead, prepared):
    version = prepared.versions.get()
    del version.declaration["questions"][2]["label"]["ar"]
    del version.declaration["questions"][3]["options"][0]["label"]["en"]
    version.save()
    Call.objects.update(intro={"fr": "Venez."})
    answer = client_for(lead).post(f"/liege/calls/{prepared.code}/publish/")
    assert answer.status_code == 422
    told = answer.context["lacking"]
    assert len(told) == 4, "the introduction in two languages, a label, an answer"
    assert Call.objects.get().published_at is None


def test_a_call_whose_days_are_over_is_not_published(lead, prepared):
    prepared.opens_on, prepared.closes_on = today() - timedelta(days=9), today() - timedelta(days=1)
    prepared.save()
    with pytest.raises(DomainError):
        publish_call(prepared, by=lead)


def test_closing_says_who_is_still_writing_and_gives_them_two_days(client_for, lead, call):
    ApplicationFactory(call=call, sent=False)
    here = f"/liege/calls/{call.code}/close/"
    page = client_for(lead).get(here)
    assert page.context["call"].writing == 1
    assert "48" in page.content.decode()
    client_for(lead).post(here)
    call.refresh_from_db()
    assert (call.is_open(), call.may_finish(), call.may_finish(timezone.now() + timedelta(hours=49))) == (False, True, False)


def test_what_is_not_published_cannot_be_closed(client_for, lead, prepared):
    assert client_for(lead).post(f"/liege/calls/{prepared.code}/close/").status_code == 422


def test_only_the_lead_does(client_for, coach, neighbour, call):
    for act in ("publish/", "close/"):
        for who, status in ((coach, 403), (neighbour, 404)):
            assert client_for(who).post(f"/liege/calls/{call.code}/{act}").status_code == status
