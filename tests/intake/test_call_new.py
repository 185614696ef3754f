"""A call is prepared: unpublished, with the usual questions."""

import pytest

from interlab.intake.models import Call
from interlab.network.models import Cohort
from interlab.privacy.models import AuditEntry
from tests.factories import first_programme
from tests.intake.calling import typed_call

pytestmark = pytest.mark.django_db

HERE = "/liege/calls/new/"


def test_a_call_begins_with_the_usual_questions_and_nobody_sees_it(client_for, lead, incubator):
    answer = client_for(lead).post(HERE, typed_call(incubator))
    call = Call.objects.get()
    assert answer["Location"] == f"/liege/calls/{call.code}/"
    assert (call.places, call.languages, call.published_at) == (12, ["fr", "ar"], None)
    assert call.intro == {"fr": "Venez.", "ar": "تعالوا."}
    version = call.versions.get()
    assert (version.number, version.published_at, version.created_by) == (1, None, lead)
    assert len(version.declaration["questions"]) == 10
    assert AuditEntry.objects.filter(act="call.created", subject_code=call.code).count() == 1


def test_without_a_last_day_it_takes_people_in_at_any_time(client_for, lead, incubator):
    client_for(lead).post(HERE, typed_call(incubator, closes_on=""))
    assert Call.objects.get().is_rolling


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("name", value) for value in ("", " ", "x" * 121)],
        *[("opens_on", value) for value in ("", "x", "0000-01-01", "2031-13-01")],
        *[("closes_on", value) for value in ("x", "2031-04-30")],
        *[("places", value) for value in ("0", "-1", "1001", "9" * 30, "x")],
        *[("languages", value) for value in ([], ["xx"])],
        *[("answer_days", value) for value in ("", "0", "121", "9" * 30)],
        *[("programme", value) for value in ("", "x", "\x00")],
        *[("cohort", "x"), ("answered_by", "x"), ("intro_fr", "x" * 601)],
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client_for, lead, incubator, field, value):
    answer = client_for(lead).post(HERE, typed_call(incubator, **{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Call.objects.exists()
    if field != "name":
        assert 'value="Été"' in answer.content.decode()


def test_a_group_of_another_programme_is_refused(client_for, lead, incubator):
    from interlab.network.actions import create_programme

    other = create_programme(incubator, name="Autre")
    days = {"starts_on": "2031-07-01", "ends_on": "2031-12-01"}
    cohort = Cohort.objects.create(incubator=incubator, programme=other, name="Automne", **days)
    answer = client_for(lead).post(HERE, typed_call(incubator, cohort=cohort.code))
    assert "cohort" in answer.context["form"].errors


def test_a_programme_of_another_incubator_is_unknown(client_for, lead, incubator, neighbour_incubator):
    answer = client_for(lead).post(HERE, typed_call(incubator, programme=first_programme(neighbour_incubator).code))
    assert "programme" in answer.context["form"].errors


def test_only_the_lead_prepares_one(client_for, coach, reviewer, neighbour, incubator):
    for who, status in ((coach, 403), (reviewer, 403), (neighbour, 404)):
        assert client_for(who).post(HERE, typed_call(incubator)).status_code == status
