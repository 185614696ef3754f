"""The front door, and what only the demo shows."""

import pytest
from django.core.mail import send_mail

from interlab.accounts.actions import create_member
from interlab.notices.models import Message
from tests.home.public_site import published

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_sign_in(client):
    assert client.get("/")["Location"] == "/account/login/"


def test_a_member_of_one_incubator_enters_it(client_for, coach):
    assert client_for(coach).get("/")["Location"] == "/liege/today/"


def test_a_member_of_two_chooses(client_for, coach, neighbour_incubator):
    create_member(neighbour_incubator, name=coach.name, roles=["coach"], account=coach.account)
    page = client_for(coach).get("/").content.decode()
    assert "/liege/today/" in page
    assert "/namur/" in page


def test_a_member_of_none_is_told_whom_to_ask(client_for, outsider):
    assert client_for(outsider).get("/").status_code == 200


def test_with_real_people_there_is_no_demo(client, coach):
    assert client.post("/demo/sign-in/", {"account": coach.account.code}).status_code == 404
    assert client.get("/demo/outbox/").status_code == 404


def test_the_demo_signs_in_by_one_click(client, coach, settings):
    settings.DEMO = True
    assert coach.name in client.get("/account/login/").content.decode()
    assert client.post("/demo/sign-in/", {"account": coach.account.code})["Location"] == "/"
    assert client.get("/")["Location"] == "/liege/today/"
    assert client.post("/demo/sign-in/", {"account": "nobody"}).status_code == 404


def test_the_demo_shows_what_it_would_have_sent(client, settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "interlab.notices.backends.OutboxBackend"
    send_mail("Votre code", "123456", None, ["nadege@example.org"])
    assert Message.objects.get().secret
    assert "123456" in client.get("/demo/outbox/").content.decode()


def test_a_stranger_enters_the_one_published_site(client, incubator, neighbour_incubator):
    published(incubator)
    assert client.get("/")["Location"] == "/liege/"


def test_a_stranger_chooses_among_several_sites(client, incubator, neighbour_incubator):
    published(incubator)
    published(neighbour_incubator)
    page = client.get("/").content.decode()
    assert 'href="/liege/"' in page
    assert 'href="/namur/"' in page
    assert 'href="/account/login/"' in page
