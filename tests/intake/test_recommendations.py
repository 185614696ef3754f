"""People whom a partner recommends: reached first, then helped to apply if they want to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.intake.models import Recommendation
from interlab.notices.models import Message
from tests.factories.intake import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db
HERE = "/liege/recommendations/"


def recommend(incubator, name="Awa Diop", **facts):
    told = {"organisation": "CPAS de Seraing", "by_whom": "Claire", "partner_contact": "claire@cpas.example"}
    told |= {
        "kind": "phone",
        "value": "0470 11 22 33",
        "language": "fr",
        "words": "Cuisine très bien.",
        "agreed_how": "au bureau",
    }
    return Recommendation.objects.create(incubator=incubator, name=name, **(told | facts))


def names(response):
    return [row.name for row in response.context["page"].rows]


def test_new_ones_wait_until_somebody_reached_them(client_for, coach, incubator):
    first, second = recommend(incubator), recommend(incubator, "Bilal")
    client = client_for(coach)
    assert names(client.get(HERE)) == ["Awa Diop", "Bilal"]
    assert client.post(f"{HERE}{first.code}/contacted/").status_code == 302
    assert names(client.get(HERE)) == ["Bilal"]
    assert names(client.get(HERE, {"show": "all"})) == ["Bilal", "Awa Diop"]
    first.refresh_from_db()
    assert first.handled_by == coach
    assert second.handled_at is None


def test_reaching_them_twice_keeps_who_was_first(client_for, coach, other_coach, incubator):
    one = recommend(incubator)
    for member in (coach, other_coach):
        client_for(member).post(f"{HERE}{one.code}/contacted/")
    one.refresh_from_db()
    assert one.handled_by == coach


def test_the_page_tells_what_the_partner_told_and_how_they_agreed(client_for, coach, incubator):
    html = client_for(coach).get(f"{HERE}{recommend(incubator).code}/").content.decode()
    for words in ("Cuisine très bien.", "au bureau", "tel:0470112233", "/applications/new/?recommendation="):
        assert words in html


def test_the_partner_is_told_nothing(client_for, coach, incubator):
    one = recommend(incubator)
    client_for(coach).post(f"{HERE}{one.code}/contacted/")
    assert not Message.objects.exists()


def test_since_it_led_to_a_file_it_is_part_of_it(client_for, coach, other_coach, incubator):
    one = recommend(incubator)
    application = ApplicationFactory(call=CallFactory(incubator=incubator), recommendation=one)
    assert client_for(coach).get(f"{HERE}{one.code}/").status_code == 200
    application.participation.coach = other_coach
    application.participation.save()
    # Opened today already, it stays open to whom opened it; another colleague says why.
    other = client_for(other_coach).get(f"{HERE}{one.code}/")
    assert other.status_code == 200
    assert application.spoken in other.content.decode()


def test_a_colleague_outside_the_file_says_why(client_for, coach, other_coach, incubator):
    one = recommend(incubator)
    application = ApplicationFactory(call=CallFactory(incubator=incubator), recommendation=one)
    application.participation.coach = other_coach
    application.participation.save()
    answer = client_for(coach).get(f"{HERE}{one.code}/")
    assert answer.status_code == 302
    assert "/reason/" in answer["Location"]


def test_of_one_in_a_colleagues_file_the_list_tells_the_name_only(client_for, coach, other_coach, incubator):
    application = ApplicationFactory(call=CallFactory(incubator=incubator), recommendation=recommend(incubator))
    application.participation.coach = other_coach
    application.participation.save()
    assert names(client_for(coach).get(HERE)) == []
    ours, theirs = (client_for(one).get(HERE, {"show": "all"}).content.decode() for one in (coach, other_coach))
    assert "Awa Diop" in ours
    assert "CPAS de Seraing" not in ours
    assert "CPAS de Seraing" in theirs


def test_who_may_not_enter(client_for, reviewer, neighbour, incubator):
    one = recommend(incubator)
    assert client_for(reviewer).get(HERE).status_code == 403
    assert client_for(reviewer).post(f"{HERE}{one.code}/contacted/").status_code == 403
    assert client_for(neighbour).get(f"/namur/recommendations/{one.code}/").status_code == 404
    assert client_for(neighbour).post(f"/namur/recommendations/{one.code}/contacted/").status_code == 404


def test_reading_notes_nothing(client_for, coach, incubator):
    one = recommend(incubator)
    assert client_for(coach).get(f"{HERE}{one.code}/contacted/").status_code == 405
    assert client_for(coach).post(f"{HERE}{one.code}/").status_code == 405


def test_an_address_that_cannot_be_read_shows_the_first_page(client_for, coach, incubator):
    recommend(incubator)
    for asked in ({"show": "x"}, {"after": "zzz"}, {"before": "%00"}):
        assert names(client_for(coach).get(HERE, asked)) == ["Awa Diop"]


def test_the_number_of_queries_does_not_grow(client_for, coach, incubator):
    client, counts = client_for(coach), []
    for number in (1, 3):
        for n in range(number):
            recommend(incubator, f"Personne {n}")
        client.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
