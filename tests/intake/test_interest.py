"""Hearing when the next call opens, and being forgotten again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from interlab.core.dates import today
from interlab.core.recurring import all_recurring
from interlab.intake.actions.interests import forget_key, tell_interested, tell_of_open_calls
from interlab.intake.models import Interest
from interlab.network.actions import create_programme
from interlab.notices.models import Message
from tests.factories import first_programme
from tests.factories.intake import CallFactory
from tests.intake.held import publish

pytestmark = pytest.mark.django_db
PAGE = "/liege/interest/"


@pytest.fixture(autouse=True)
def _published(incubator):
    publish(incubator)


def asked(client=None, **typed):
    typed = {"contact": "0470 12 34 56", "language": "ar"} | typed
    return (client or Client()).post(PAGE, typed, headers={"accept-language": "en"})


def an_interest(incubator, contact="hanan@example.org", kind="email", **facts):
    facts = {"language": "fr", "value": contact, "normal": contact, "kind": kind} | facts
    return Interest.objects.create(incubator=incubator, **facts)


def test_a_phone_is_enough():
    page = asked()
    assert page["Location"] == "/liege/interest/thanks/"
    assert Client().get(page["Location"]).status_code == 200
    noted = Interest.objects.get()
    assert (noted.kind, noted.normal, noted.language, noted.name, noted.programme) == ("phone", "+32470123456", "ar", "", None)


def test_the_page_says_what_it_is_for_and_how_long():
    page = Client().get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "for nothing else. After 12 months it is deleted." in page


def test_asked_twice_it_is_noted_once():
    asked(name="Hanan")
    asked(language="fr")
    noted = Interest.objects.get()
    assert (noted.name, noted.language) == ("Hanan", "fr")


def test_a_machine_is_thanked_and_not_noted():
    assert asked(website="https://spam.example")["Location"] == "/liege/interest/thanks/"
    assert not Interest.objects.exists()


def test_a_programme_of_ours_only(incubator, neighbour_incubator):
    second = create_programme(incubator, name="Second")
    asked(programme=second.code)
    assert Interest.objects.get().programme == second
    assert asked(programme=first_programme(neighbour_incubator).code).status_code == 422


def test_one_machine_asks_only_so_often():
    told = [asked(contact=f"0470 00 00 {n:02d}").status_code for n in range(12)]
    assert told == [302] * 10 + [429] * 2
    assert Interest.objects.count() == 10


@pytest.mark.parametrize(
    "typed",
    [{"contact": ""}, {"contact": "abc"}, {"language": "tlh"}, {"name": "x" * 201}, {"contact": "\x00"}, {"programme": "nope"}],
)
def test_bad_input_is_answered_with_a_sentence_and_kept(typed):
    page = asked(**{"name": "Hanan"} | typed)
    assert page.status_code == 422
    assert not Interest.objects.exists()
    if "name" not in typed:
        assert 'value="Hanan"' in page.content.decode()


def test_everybody_who_asked_is_told_once(incubator):
    phone = an_interest(incubator, "+32470123456", "phone", language="ar")
    an_interest(incubator, programme=first_programme(incubator), name="Hanan")
    other = an_interest(incubator, "awa@example.org", programme=create_programme(incubator, name="Second"))
    call = CallFactory(incubator=incubator, published_at=timezone.now() + timedelta(seconds=1), opens_on=today())
    assert tell_interested(call) == 2
    assert tell_interested(call) == 0
    tell_of_open_calls()
    assert Message.objects.count() == 2
    by_phone = Message.objects.get(channel="sms")
    assert by_phone.language == "ar"
    assert f"/liege/apply/?call={call.code}" in by_phone.text
    phone.refresh_from_db()
    other.refresh_from_db()
    assert phone.told_of == call
    assert other.told_at is None


def test_the_same_contact_is_told_of_a_call_once(incubator):
    an_interest(incubator)
    an_interest(incubator, programme=first_programme(incubator))
    tell_interested(CallFactory(incubator=incubator, published_at=timezone.now() + timedelta(seconds=1), opens_on=today()))
    assert Message.objects.count() == 1


def test_nobody_is_told_before_it_opens_nor_of_what_they_could_see(incubator, neighbour_incubator):
    an_interest(neighbour_incubator)
    CallFactory(incubator=incubator, opens_on=today() + timedelta(days=1))
    CallFactory(incubator=incubator, published_at=None)
    an_interest(incubator)
    tell_of_open_calls()
    assert not Message.objects.exists()
    # Asked while one was open already: it waits for the next.
    CallFactory(incubator=incubator, published_at=timezone.now() - timedelta(days=1))
    tell_of_open_calls()
    assert not Message.objects.exists()


def test_the_worker_tells_by_itself():
    assert {"intake.interests", "intake.unfinished"} <= {work.name for work in all_recurring()}


def test_the_link_in_the_message_forgets(incubator):
    interest = an_interest(incubator)
    again = an_interest(incubator, programme=first_programme(incubator))
    tell_interested(CallFactory(incubator=incubator, published_at=timezone.now() + timedelta(seconds=1), opens_on=today()))
    key = forget_key(interest)
    assert "/liege/interest/forget/?key=" in Message.objects.get().body
    client = Client()
    page = client.get("/liege/interest/forget/", {"key": key}, headers={"accept-language": "en"})
    assert "Shall we forget you?" in page.content.decode()
    assert Interest.objects.count() == 2
    page = client.post("/liege/interest/forget/", {"key": key}, headers={"accept-language": "en"})
    assert (
        "You are forgotten."
        in client.get("/liege/interest/forget/", {"key": key}, headers={"accept-language": "en"}).content.decode()
    )
    assert not Interest.objects.filter(pk__in=[interest.pk, again.pk]).exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "k3f9:forged", "\x00", "9" * 5000])
def test_a_forged_key_forgets_nobody(incubator, key):
    interest = an_interest(incubator)
    Client().post("/liege/interest/forget/", {"key": key})
    Client().post("/liege/interest/forget/", {"key": f"{interest.code}:forged"})
    assert Interest.objects.filter(pk=interest.pk).exists()


def test_a_key_of_another_incubator_forgets_nobody_here(incubator, neighbour_incubator):
    elsewhere = an_interest(neighbour_incubator)
    Client().post("/liege/interest/forget/", {"key": forget_key(elsewhere)})
    assert Interest.objects.filter(pk=elsewhere.pk).exists()


def test_wrong_methods():
    assert Client().delete(PAGE).status_code == 405
    assert Client().post("/liege/interest/thanks/").status_code == 405
