"""One figure: what it means, and for the team what is behind it."""

from datetime import date

import pytest

from interlab.impact.definitions import DEFINITIONS
from interlab.journeys.models import Launch, Project
from tests.factories import first_programme
from tests.impact.lives import Life, Meeting, Stay, Venture, World, store

JUNE = date(2022, 6, 15)


@pytest.fixture
def world(incubator):
    lives = [Life("woman", ("newcomer", "local")[number % 2], [Stay(0, date(2022, 1, 3), JUNE, "job")]) for number in range(30)]
    meetings = [Meeting(date(2022, 3, 1), list(range(30)), kind="workshop"), Meeting(date(2022, 2, 1), [0], kind="information")]
    ventures = [Venture(0, [number, 29], [("idea", JUNE, False), ("launched", JUNE, False)]) for number in range(3)]
    return store(World(lives, meetings, ventures), incubator, [first_programme(incubator)])


@pytest.fixture
def read(client_for, coach):
    def get(key, query="?year=2022", who=coach):
        return client_for(who).get(f"/liege/figures/{key}/{query}", headers={"accept-language": "en"})

    return get


@pytest.mark.parametrize("key", DEFINITIONS)
def test_says_what_is_counted_and_lists_it(read, world, key):
    response = read(key)
    text = response.content.decode()
    assert response.status_code == 200
    assert "What is counted" in text
    assert response.context["lines"]
    assert text.count("<tr>") == 1 + len(response.context["page"].rows)


@pytest.mark.parametrize("key", DEFINITIONS)
def test_year_without_rows(read, key):
    assert read(key, "?year=2010").status_code == 200


def test_says_why_each_person_counts(read, world):
    text = read("accompanied").content.decode()
    assert "3 January 2022" in text
    assert "1 March 2022" in text
    assert f'href="/liege/people/{world[0].code}/"' in text


def test_says_how_well_a_launch_is_known(read, world, incubator):
    Launch.objects.create(incubator=incubator, project=Project.objects.earliest("pk"), started_on=JUNE, evidence="B")
    text = read("launched").content.decode()
    assert "a document seen" in text
    assert text.count("unknown") == 2


@pytest.mark.parametrize("key", ["accompanied", "sessions", "exits"])
def test_pages_follow_each_other(read, world, key):
    first = read(key)
    second = read(key, f"?year=2022&after={first.context['page'].next}")
    assert len(first.context["page"].rows) + len(second.context["page"].rows) == 30
    back = read(key, f"?year=2022&before={second.context['page'].previous}")
    assert back.context["page"].rows == first.context["page"].rows


@pytest.mark.parametrize("token", ["abc", "WyJhYmMiLCAxXQ", "%00", "W10"])
def test_token_made_by_hand_gives_the_first_page(read, world, token):
    for key in ("sessions", "launched", "accompanied"):
        assert read(key, f"?year=2022&after={token}").status_code == 200


def test_figure_that_does_not_exist(read):
    assert read("happiness").status_code == 404


@pytest.mark.parametrize("query", ["?year=0", "?year=99999", "?year=abc"])
def test_bad_year_gets_a_clear_page(read, query):
    response = read("accompanied", query)
    assert response.status_code == 400
    assert "What is counted" in response.content.decode()


def test_reader_sees_the_definition_and_no_list(read, world, funder_reader):
    for key in DEFINITIONS:
        response = read(key, who=funder_reader)
        assert response.status_code == 200
        assert "lines" not in response.context
        assert not any(person.code in response.content.decode() for person in world)


def test_reader_sees_no_small_group(read, incubator, funder_reader):
    lives = [Life(("woman", "man")[number > 2], "", [Stay(0, date(2022, 1, 3))]) for number in range(20)]
    store(World(lives, [Meeting(JUNE, list(range(20)))]), incubator, [first_programme(incubator)])
    response = read("women_share", who=funder_reader)
    assert response.context["figure"]["k"] is None
    assert "fewer than 5" in response.content.decode()
    assert "3 of 20" in read("women_share").content.decode()


@pytest.mark.parametrize(("who", "status"), [("mentor", 403), ("entrepreneur", 403), ("neighbour", 404), ("outsider", 404)])
def test_refused_to(read, request, who, status):
    assert read("accompanied", who=request.getfixturevalue(who)).status_code == status


def test_is_only_read(client_for, coach):
    assert client_for(coach).post("/liege/figures/accompanied/").status_code == 405


@pytest.mark.parametrize("key", ["accompanied", "exits", "applied", "launched", "stages", "sessions", "hours_given"])
def test_same_number_of_queries_for_more_rows(client_for, coach, incubator, key, django_assert_max_num_queries):
    client = client_for(coach)
    numbers = []
    for n in (1, 3):
        lives = [Life("woman", "", [Stay(0, date(2022, 1, 3), JUNE, "job")]) for _ in range(n)]
        ventures = [Venture(0, [number], [("launched", JUNE, False)]) for number in range(n)]
        meetings = [Meeting(date(2022, 3, 1), [number]) for number in range(n)]
        store(World(lives, meetings, ventures), incubator, [first_programme(incubator)])
        with django_assert_max_num_queries(20) as queries:
            client.get(f"/liege/figures/{key}/?year=2022")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
