"""A partner sends somebody, with that person's agreement."""

import pytest

from interlab.intake.models import Recommendation
from tests.home.public_site import published

pytestmark = pytest.mark.django_db

ASKED = {
    "name": "Hanan Darwish",
    "kind": "phone",
    "value": "0470 12 34 56",
    "language": "ar",
    "words": "Elle cherche un atelier.",
    "agreed": "on",
    "agreed_how": "Nous en avons parlé hier.",
    "organisation": "Maison de quartier",
    "by_whom": "Luc",
    "partner_contact": "luc@maison.example",
    "website": "",
}


@pytest.fixture
def send(client, incubator):
    published(incubator)
    return lambda **changed: client.post("/liege/recommend/", ASKED | changed)


def test_somebody_is_sent_to_us(send, incubator):
    assert send()["Location"] == "/liege/recommend/thanks/"
    kept = Recommendation.objects.get()
    assert (kept.incubator, kept.name, kept.normal, kept.words) == (incubator, "Hanan Darwish", "+32470123456", ASKED["words"])


def test_without_their_agreement_nobody_is_kept(send):
    answer = send(agreed="")
    assert answer.status_code == 422
    assert "Hanan Darwish" in answer.content.decode(), "what was typed stays"
    assert not Recommendation.objects.exists()


def test_how_they_agreed_is_asked(send):
    assert send(agreed_how="  ").status_code == 422


@pytest.mark.parametrize(
    "bad",
    [
        {"value": "12"},
        {"kind": "email", "value": "nobody"},
        {"kind": "carrier-pigeon"},
        {"language": "xx"},
        {"name": "x" * 300},
        {"words": "y" * 3000},
    ],
    ids="-".join,
)
def test_what_cannot_be_used_is_said(send, bad):
    assert send(**bad).status_code == 422
    assert not Recommendation.objects.exists()


def test_a_robot_is_thanked_and_forgotten(send):
    assert send(website="https://spam.example").status_code == 302
    assert not Recommendation.objects.exists()


def test_too_many_are_asked_to_wait(send):
    answers = [send(name=f"Person {number}").status_code for number in range(12)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_a_site_that_is_not_published_takes_nobody(client, incubator):
    assert client.post("/liege/recommend/", ASKED).status_code == 404
    assert not Recommendation.objects.exists()


def test_the_thanks_show_nothing_of_the_person(send, client):
    send()
    assert "Hanan" not in client.get("/liege/recommend/thanks/").content.decode()
