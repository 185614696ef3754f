"""Yes, no longer, until when: one mechanism, in the person's own words."""

from datetime import date, timedelta

import pytest

from interlab.core.dates import in_months, today
from interlab.core.errors import DomainError
from interlab.privacy.consents import give_consent, holds, withdraw_consent
from interlab.privacy.models import AuditEntry, ConsentAct
from interlab.privacy.purposes import all_purposes
from tests.conftest import person_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PHOTO = "people.photo_used"


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator)


def test_a_yes_holds_for_its_purpose_channel_and_item_alone(person, lead):
    give_consent(person, PHOTO, channel="site", item="photo:1", by=lead, how="spoken")
    assert holds(person, PHOTO, channel="site", item="photo:1")
    assert not holds(person, PHOTO, channel="site")
    assert not holds(person, PHOTO, channel="press", item="photo:1")
    assert not holds(person, "people.whatsapp")


def test_taking_it_back_is_an_act_of_its_own(person, lead):
    given = give_consent(person, "people.whatsapp", by=lead, how="signed")
    withdraw_consent(person, "people.whatsapp", by=lead, how="spoken")
    assert not holds(person, "people.whatsapp")
    assert [act.given for act in ConsentAct.objects.all()] == [True, False]
    assert withdraw_consent(person, "people.whatsapp", by=lead) is None
    given.refresh_from_db()
    with pytest.raises(TypeError):
        given.save()
    assert give_consent(person, "people.whatsapp", by=lead).given
    assert holds(person, "people.whatsapp")


def test_a_yes_ends_after_twenty_four_months(person, lead):
    day = in_months(today(), -24)
    give_consent(person, "people.scales", by=lead, on=day)
    assert holds(person, "people.scales", on=today() - timedelta(days=1))
    assert not holds(person, "people.scales")


def test_the_same_yes_twice_is_kept_once(person, lead):
    assert give_consent(person, "people.whatsapp", by=lead) == give_consent(person, "people.whatsapp", by=lead)


def test_the_words_are_those_of_the_persons_language(person, lead):
    french = give_consent(person, "people.whatsapp", by=lead, language="fr")
    english = give_consent(person, "people.scales", by=lead, language="en")
    assert (french.language, english.language) == ("fr", "en")
    assert english.text.startswith("You may ask me how I feel")


def test_what_nobody_asks_for_and_a_day_to_come_are_refused(person, lead):
    for purpose, channel, on in (("people.nothing", "", None), (PHOTO, "moon", None), (PHOTO, "site", date(2199, 1, 1))):
        with pytest.raises(DomainError):
            give_consent(person, purpose, channel=channel, by=lead, on=on)
    assert not ConsentAct.objects.exists()


def test_who_sees_a_consent(person, lead, coach, mentor, entrepreneur, neighbour):
    give_consent(person, "people.whatsapp", by=lead)
    own = give_consent(person_of(entrepreneur), "people.whatsapp", by=entrepreneur)
    assert ConsentAct.objects.visible_to(coach).count() == 2
    assert list(ConsentAct.objects.visible_to(entrepreneur)) == [own]
    assert not ConsentAct.objects.visible_to(mentor).exists()
    assert not ConsentAct.objects.visible_to(neighbour).exists()


def test_the_months_of_short_months():
    assert in_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert in_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert in_months(date(2025, 11, 30), -24) == date(2023, 11, 30)


# The person's own page -------------------------------------------------------------------------------------------


def test_yes_and_no_in_one_tap_each(client_for, entrepreneur):
    client, person = client_for(entrepreneur), person_of(entrepreneur)
    page = client.get("/liege/my-data/consents/")
    assert len(page.context["agreed"]) == len(all_purposes())
    say = {"purpose": PHOTO, "channel": "site"}
    client.post("/liege/my-data/consents/say/", {**say, "answer": "yes"})
    assert holds(person, PHOTO, channel="site")
    act = ConsentAct.objects.get()
    assert (act.how, act.by) == ("self", entrepreneur)
    client.post("/liege/my-data/consents/say/", {**say, "answer": "no"})
    assert not holds(person, PHOTO, channel="site")
    acts = list(AuditEntry.objects.filter(person_code=person.code, act__startswith="consent").values_list("act", flat=True))
    assert sorted(acts) == ["consent.given", "consent.withdrawn"]


@pytest.mark.parametrize("purpose", ["", "people.nothing", "x" * 300])
def test_a_purpose_made_by_hand_is_refused_with_a_word(client_for, entrepreneur, purpose):
    response = client_for(entrepreneur).post("/liege/my-data/consents/say/", {"purpose": purpose, "answer": "yes"})
    assert response.status_code == 302
    assert not ConsentAct.objects.exists()


# The team's page -------------------------------------------------------------------------------------------------


def test_a_colleague_notes_what_was_said(client_for, coach, person):
    client = client_for(coach)
    said = {"what": f"{PHOTO}|press", "answer": "yes", "how": "signed", "on": today().isoformat(), "language": "ar"}
    response = client.post(f"/liege/people/{person.code}/data/consent/", said)
    assert response.status_code == 302
    act = ConsentAct.objects.get()
    assert (act.how, act.by, act.language, act.channel) == ("signed", coach, "ar", "press")
    client.post(f"/liege/people/{person.code}/data/consent/", {**said, "answer": "no", "how": "spoken"})
    assert not holds(person, PHOTO, channel="press")


def test_a_colleague_says_how_it_was_said(client_for, coach, person):
    said = {"what": "people.whatsapp|", "answer": "yes", "how": "self", "on": "2199-01-01", "language": "xx"}
    response = client_for(coach).post(f"/liege/people/{person.code}/data/consent/", said)
    assert response.status_code == 422
    assert {"how", "language"} <= set(response.context["form"].errors)
    assert not ConsentAct.objects.exists()


def test_the_persons_page_shows_what_stands_in_a_constant_number_of_queries(
    client_for, coach, person, lead, django_assert_max_num_queries
):
    client = client_for(coach)
    for channel in ("site", "press", "networks"):
        give_consent(person, PHOTO, channel=channel, by=lead, how="spoken")
    with django_assert_max_num_queries(12):
        page = client.get(f"/liege/people/{person.code}/data/")
    assert page.status_code == 200
