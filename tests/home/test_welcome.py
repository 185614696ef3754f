"""The home of an incubator's public site."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from interlab.core.dates import today
from interlab.network.models import Cohort
from tests.factories import first_programme
from tests.factories.intake import CallFactory
from tests.home.public_site import TEXT_PAGES, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client, incubator):
    published(incubator)
    return lambda **asked: client.get("/liege/", asked, headers={"accept-language": "en"}).content.decode()


def test_the_open_call_stands_on_the_ticket(home, incubator):
    group = Cohort.objects.create(
        incubator=incubator,
        programme=first_programme(incubator),
        name="Spring",
        starts_on=today() + timedelta(days=40),
        ends_on=today() + timedelta(days=90),
    )
    call = CallFactory(incubator=incubator, cohort=group, places=12)
    page = home()
    assert "You can apply now" in page
    assert "There are 12 places." in page
    assert f"<b>{call.closes_on.day}</b>" in page
    assert str(group.starts_on.year) in page


def test_a_call_to_come_says_from_when(home, incubator):
    call = CallFactory(incubator=incubator, opens_on=today() + timedelta(days=5), closes_on=today() + timedelta(days=30))
    page = home()
    assert "You can apply soon" in page
    assert f"<b>{call.opens_on.day}</b>" in page


def test_the_open_call_comes_before_one_to_come(home, incubator):
    CallFactory(incubator=incubator, opens_on=today() + timedelta(days=2), closes_on=today() + timedelta(days=30))
    CallFactory(incubator=incubator, places=7)
    assert "There are 7 places." in home()


def test_a_call_without_a_last_day_is_open(home, incubator):
    CallFactory(incubator=incubator, closes_on=None)
    assert "open now" in home()


@pytest.mark.parametrize(
    "facts",
    [
        {"published_at": None},
        {"closes_on": today() - timedelta(days=1)},
        {"closed_at": "2026-01-01T00:00:00Z"},
    ],
    ids=["a draft", "past", "closed early"],
)
def test_without_a_call_the_page_says_so(home, incubator, facts):
    CallFactory(incubator=incubator, opens_on=today() - timedelta(days=9), **facts)
    assert "No call is open now" in home()


def test_nothing_is_invented(home, incubator):
    """No quote, no figure, no partner, no number that the team did not give."""
    page = home()
    assert "blockquote" not in page
    assert 'class="figures"' not in page
    assert 'class="partners"' not in page
    assert "tel:" not in page
    assert "mailto:" not in page
    assert "dates will be here soon" in page


def test_what_the_team_gave_is_shown(client, incubator):
    published(incubator, phone="04 123 45 67", whatsapp="+32470123456", email="a@b.example", supporters=["<b>Ville</b>"])
    page = client.get("/liege/").content.decode()
    assert "tel:041234567" in page
    assert "https://wa.me/32470123456" in page
    assert "mailto:a@b.example" in page
    assert "&lt;b&gt;Ville&lt;/b&gt;" in page


def test_a_link_shared_in_a_language_shows_it_and_is_remembered(client, incubator):
    published(incubator)
    page = client.get("/liege/?lang=ar", headers={"accept-language": "fr"})
    assert '<html lang="ar" dir="rtl"' in page.content.decode()
    assert client.cookies["django_language"].value == "ar"
    assert '<html lang="ar"' in client.get("/liege/about/").content.decode()


def test_a_language_the_site_does_not_speak_changes_nothing(client, incubator):
    published(incubator, languages=["fr", "en"])
    page = client.get("/liege/?lang=ar", headers={"accept-language": "fr"})
    assert '<html lang="fr"' in page.content.decode()
    assert "django_language" not in client.cookies
    assert 'hreflang="ar"' not in page.content.decode()


def test_search_engines_are_told_of_each_language(client, incubator):
    published(incubator)
    page = client.get("/liege/about/?lang=en").content.decode()
    assert '<link rel="canonical" href="http://testserver/liege/about/?lang=en">' in page
    assert 'hreflang="ar" href="http://testserver/liege/about/?lang=ar"' in page


def test_it_is_shared_with_a_picture(home):
    page = home()
    assert re.search(r'property="og:image" content="http://testserver/[^"]*share[^"]*\.png"', page)
    assert 'property="og:title"' in page


@pytest.mark.parametrize("name", ["welcome", *TEXT_PAGES])
def test_only_reading(client, incubator, name):
    published(incubator)
    path = reverse(f"home:{name}", args=["liege"])
    assert client.get(path).status_code == 200
    assert client.delete(path).status_code == 405
    if name != "recommend":
        assert client.post(path).status_code == 405


def test_the_home_costs_the_same_for_one_call_and_three(client, incubator, django_assert_max_num_queries):
    published(incubator)
    for _number in range(3):
        CallFactory(incubator=incubator)
    client.get("/liege/")
    with django_assert_max_num_queries(3):
        client.get("/liege/")


def test_what_is_missing_is_told_to_the_team_alone(client, client_for, coach, incubator):
    published(incubator, legal_name="")
    assert "To be completed" not in client.get("/liege/legal/?lang=en").content.decode()
    assert "To be completed" in client_for(coach).get("/liege/legal/?lang=en").content.decode()
