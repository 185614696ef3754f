"""The page of a year's figures."""

from datetime import date

import pytest

from interlab.network.actions import create_programme
from tests.factories import first_programme
from tests.impact.lives import Life, Meeting, Stay, Venture, World, store

JUNE = date(2022, 6, 15)
ADDRESS = "/liege/figures/"


def fill(incubator, women=14, men=18):
    lives = [Life("woman" if number < women else "man", "newcomer", [Stay(0, date(2022, 1, 3))]) for number in range(women + men)]
    meetings = [Meeting(JUNE, list(range(women + men)), kind="workshop"), Meeting(JUNE, [0], minutes=30)]
    store(World(lives, meetings, [Venture(0, [0], [("launched", JUNE, False)])]), incubator, [first_programme(incubator)])


@pytest.fixture
def read(client_for, coach):
    return lambda query="?year=2022", who=coach: client_for(who).get(ADDRESS + query, headers={"accept-language": "en"})


def test_sentences_first_each_number_leads_to_its_definition(read, incubator):
    fill(incubator)
    response = read()
    text = response.content.decode()
    assert response.status_code == 200
    assert "14 of 32 (44 %)" in text
    for key in ("accompanied", "women_share", "launched", "sessions", "stages"):
        assert f'href="/liege/figures/{key}/?year=2022"' in text


def test_charts_have_their_table(read, incubator):
    fill(incubator)
    text = read().content.decode()
    assert text.count("<table>") == text.count('class="panel chart"') == 5


def test_without_a_year_the_latest_with_sessions_is_shown(read, incubator):
    fill(incubator)
    assert read("").context["scope"].period.start.year == 2022


def test_year_without_facts_says_where_figures_come_from(read):
    response = read("?year=2015")
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?year=0",
        "?year=99999",
        "?year=abc",
        "?year=-1",
        "?year=1999",
        "?year=9998",
        "?year=" + "9" * 5000,
        "?programme=none",
    ],
)
def test_bad_year_or_programme_gets_a_clear_page(read, query):
    response = read(query)
    assert response.status_code == 400
    assert "scope" not in response.context
    assert 'role="search"' in response.content.decode()


def test_programme_narrows_the_figures(read, incubator):
    fill(incubator)
    other = create_programme(incubator, name="Autre")
    assert read(f"?year=2022&programme={other.code}").context["figures"]["accompanied"]["value"] == 0
    assert read(f"?year=2022&programme={first_programme(incubator).code}").context["figures"]["accompanied"]["value"] == 32


def test_programme_of_another_incubator_is_refused(read, neighbour_incubator):
    assert read(f"?year=2022&programme={first_programme(neighbour_incubator).code}").status_code == 400


@pytest.mark.parametrize("who", ["lead", "coach", "funder_reader", "network_reader"])
def test_read_by(read, request, who):
    assert read(who=request.getfixturevalue(who)).status_code == 200


@pytest.mark.parametrize("who", ["mentor", "expert", "entrepreneur", "reviewer"])
def test_refused_to(read, request, who):
    assert read(who=request.getfixturevalue(who)).status_code == 403


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_unknown_to_strangers(read, request, who):
    assert read(who=request.getfixturevalue(who)).status_code == 404


def test_asks_to_sign_in(client_for):
    assert client_for(None).get(ADDRESS).status_code == 302


def test_is_only_read(client_for, coach):
    assert client_for(coach).post(ADDRESS).status_code == 405


def test_small_groups_are_hidden_from_readers_alone(read, incubator, funder_reader):
    fill(incubator, women=3, men=20)
    team, reader = read(), read(who=funder_reader)
    assert team.context["figures"]["women_share"]["k"] == 3
    assert reader.context["figures"]["women_share"]["k"] is None
    # “3 women” is nowhere: not in a sentence, a chart, a table or the width of a bar.
    assert "13.04" in team.content.decode()
    assert "13.04" not in reader.content.decode()
    assert "hidden" in reader.content.decode()


def test_same_number_of_queries_for_more_persons(client_for, coach, incubator, django_assert_num_queries):
    client = client_for(coach)
    fill(incubator, women=1, men=0)
    with django_assert_num_queries(18) as few:
        client.get(ADDRESS + "?year=2022")
    fill(incubator, women=3, men=2)
    with django_assert_num_queries(len(few)):
        client.get(ADDRESS + "?year=2022")
