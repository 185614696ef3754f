"""A visit ends while somebody types: the text is kept, offered again to the same account, and saved by nobody but them."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from interlab.core.models import KeptText
from interlab.core.schedule import forget_kept_texts
from interlab.journeys.models import Session
from interlab.people.models import Person
from tests.factories import PersonFactory
from tests.page_forms import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Tesfay", municipality="Liège")


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/edit/"


def form_at(client, address):
    page = client.get(address).content.decode()
    return next(form for form in forms_in(page, address) if form.action == address.split("?")[0] and form.method == "post")


def sent_too_late(client, address, **typed):
    """What the browser gets when it sends its form after the visit ended."""
    form = form_at(client, address)
    del client.cookies["sessionid"]
    return client.post(form.action, {**form.values, **typed})


def test_the_sign_in_page_says_that_the_text_is_kept(client_for, coach, address):
    client = client_for(coach)
    answer = sent_too_late(client, address, municipality="Seraing")
    assert answer["Location"] == f"/account/login/?next={address}"
    page = client.get(answer["Location"])
    assert len(page.context["messages"]) == 1
    assert "Seraing" not in page.content.decode()


def test_after_signing_in_the_form_holds_it_and_nothing_is_saved(client_for, coach, person, address):
    client = client_for(coach)
    sent_too_late(client, address, municipality="Seraing", language_2="ti", interpreter_wanted="on")
    client.force_login(coach.account)
    form = form_at(client, address)
    assert form.values["municipality"] == ["Seraing"]
    assert form.values["language_2"] == ["ti"]
    assert form.values["interpreter_wanted"] == ["on"]
    assert Person.objects.get(pk=person.pk).municipality == "Liège"
    assert client.post(address, form.values).status_code == 302
    assert Person.objects.get(pk=person.pk).municipality == "Seraing"
    assert not KeptText.objects.exists()
    assert form_at(client, address).values["municipality"] == ["Seraing"]


def test_a_tick_taken_away_stays_away(client_for, coach, person, address):
    person.interpreter_wanted = True
    person.save()
    client = client_for(coach)
    form = form_at(client, address)
    del form.values["interpreter_wanted"], client.cookies["sessionid"]
    client.post(address, form.values)
    client.force_login(coach.account)
    assert "interpreter_wanted" not in form_at(client, address).values


def test_a_note_comes_back_with_the_person_it_is_about(client_for, coach, person):
    client = client_for(coach)
    sent_too_late(client, f"/liege/note/?person={person.code}", text="Elle a vendu trois foulards.")
    client.force_login(coach.account)
    form = form_at(client, "/liege/note/")
    assert form.values["text"] == ["Elle a vendu trois foulards."]
    assert form.values["person"] == [person.code]
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed"), [("data/request", {"how": "written"}), ("data/consent", {"how": "signed", "answer": "yes"})]
)
def test_what_a_person_said_of_their_data_comes_back(client_for, coach, person, page, typed):
    client, address = client_for(coach), f"/liege/people/{person.code}/{page}/"
    client.post(f"/liege/people/{person.code}/reason/", {"reason": "asked"})
    sent_too_late(client, address, on="2026-01-05", **typed)
    client.force_login(coach.account)
    values = form_at(client, address).values
    assert {name: values.get(name) for name in ("on", *typed)} == {"on": ["2026-01-05"], **{k: [v] for k, v in typed.items()}}


def test_what_a_colleague_changed_meanwhile_is_shown(client_for, coach, other_coach, person, address):
    client = client_for(coach)
    sent_too_late(client, address, municipality="Seraing")
    client_for(other_coach).post(address, {"full_name": "Yordanos Tesfay", "municipality": "Ans"})
    client.force_login(coach.account)
    assert client.post(address, form_at(client, address).values).status_code == 409


def test_somebody_else_at_the_same_browser_sees_nothing_of_it(client_for, coach, other_coach, address):
    client = client_for(coach)
    sent_too_late(client, address, municipality="Seraing")
    client.force_login(other_coach.account)
    assert form_at(client, address).values["municipality"] == ["Liège"]
    client.force_login(coach.account)
    assert form_at(client, address).values["municipality"] == ["Seraing"]


def test_another_browser_sees_nothing_of_it(client_for, coach, address):
    sent_too_late(client_for(coach), address, municipality="Seraing")
    assert form_at(client_for(coach), address).values["municipality"] == ["Liège"]


def test_another_page_isnt_touched(client_for, coach, incubator, address):
    other = PersonFactory(incubator=incubator, municipality="Verviers")
    client = client_for(coach)
    sent_too_late(client, address, municipality="Seraing")
    client.force_login(coach.account)
    assert form_at(client, f"/liege/people/{other.code}/edit/").values["municipality"] == ["Verviers"]


def test_it_is_kept_for_an_hour(client_for, coach, address):
    client = client_for(coach)
    sent_too_late(client, address, municipality="Seraing")
    forget_kept_texts()
    assert KeptText.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        client.force_login(coach.account)
        assert form_at(client, address).values["municipality"] == ["Liège"]
        forget_kept_texts()
    assert not KeptText.objects.exists()


@pytest.mark.parametrize("key", ["", "bcdfghjkmnpq", "bcdfghjkmnpq.0000.0000", "é.é.é", "." * 20])
def test_what_doesnt_come_from_a_form_of_ours_is_not_kept(client, address, key):
    assert client.post(address, {"full_name": "Quelqu’un", "form_key": key}).status_code == 302
    assert not KeptText.objects.exists()


def test_no_row_says_what_was_typed(client_for, coach, address):
    from django.db import connection

    sent_too_late(client_for(coach), address, municipality="Seraing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM core_kepttext")
        (content,) = cursor.fetchone()
    assert "Seraing" not in content
