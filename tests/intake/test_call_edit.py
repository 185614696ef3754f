"""A call is corrected, and stays complete once it is published."""

import pytest

from interlab.intake.actions.calls import create_call
from interlab.intake.models import Call
from interlab.network.actions import create_programme
from tests.intake.calling import call_facts, typed_call

pytestmark = pytest.mark.django_db


def test_it_is_corrected(client_for, lead, incubator, call):
    here = f"/liege/calls/{call.code}/edit/"
    assert client_for(lead).post(here, typed_call(incubator, places="20"))["Location"] == f"/liege/calls/{call.code}/"
    call.refresh_from_db()
    assert (call.name, call.places, call.answer_days, call.languages) == ("Été", 20, 10, ["fr", "ar"])


def test_its_form_shows_what_it_is(client_for, lead, call):
    form = client_for(lead).get(f"/liege/calls/{call.code}/edit/").context["form"]
    assert (form["name"].value(), form["programme"].value(), form["languages"].value()) == (
        "Printemps 2027",
        call.programme.code,
        ["fr", "en", "ar"],
    )


def test_a_published_call_stays_complete_in_its_languages(client_for, lead, incubator, call):
    answer = client_for(lead).post(f"/liege/calls/{call.code}/edit/", typed_call(incubator, intro_ar=""))
    assert answer.status_code == 422
    assert Call.objects.get().name == "Printemps 2027"
    assert "Venez." in answer.content.decode()


def test_an_unpublished_one_may_lack_words(client_for, lead, incubator):
    call = create_call(call_facts(incubator), by=lead)
    assert client_for(lead).post(f"/liege/calls/{call.code}/edit/", typed_call(incubator, intro_ar="")).status_code == 302


def test_a_published_call_stays_in_its_programme(client_for, lead, incubator, call):
    other = create_programme(incubator, name="Autre")
    answer = client_for(lead).post(f"/liege/calls/{call.code}/edit/", typed_call(incubator, programme=other.code))
    assert "programme" in answer.context["form"].errors


@pytest.mark.parametrize(("field", "value"), [("closes_on", "2031-04-30"), ("languages", []), ("places", "9" * 30)])
def test_what_cannot_be_is_said_beside_its_field(client_for, lead, incubator, call, field, value):
    answer = client_for(lead).post(f"/liege/calls/{call.code}/edit/", typed_call(incubator, **{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_only_the_lead_corrects(client_for, coach, neighbour, incubator, call):
    for who, status in ((coach, 403), (neighbour, 404)):
        assert client_for(who).post(f"/liege/calls/{call.code}/edit/", typed_call(incubator)).status_code == status
