"""The list of persons: searched, narrowed, ordered, a page at a time."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from interlab.journeys.actions import move_participation, move_project, open_participation
from interlab.journeys.models.participations import State
from interlab.network.actions import create_programme
from interlab.network.models import Cohort, ExitReason, Sector, Stage
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, first_programme

pytestmark = pytest.mark.django_db
ADDRESS = "/liege/people/"


def names(response):
    return [row.person.full_name for row in response.context["persons"]]


def persons_part(response):
    return re.search(r'<div id="persons".*?</main>', response.content.decode(), re.DOTALL).group()


@pytest.fixture
def cast(incubator, lead, coach):
    """Amina is accompanied by Karim, Binta has applied, Carlos has left, Dawit is in no programme."""
    now = today()
    amina = PersonFactory(incubator=incubator, full_name="Amina Diallo", called="Mina", standing="newcomer")
    binta = PersonFactory(incubator=incubator, full_name="Binta Bah", standing="local")
    carlos = PersonFactory(incubator=incubator, full_name="Carlos Peña")
    PersonFactory(incubator=incubator, full_name="Dawit ዳዊት")
    cohort = Cohort.objects.create(
        incubator=incubator, programme=first_programme(incubator), name="Automne", starts_on=now, ends_on=now + timedelta(days=90)
    )
    ParticipationFactory(person=amina, coach=coach, cohort=cohort, on=now - timedelta(days=5))
    ParticipationFactory(person=binta, state=State.APPLIED, on=now - timedelta(days=2))
    left = ParticipationFactory(person=carlos, on=now - timedelta(days=400))
    reason = ExitReason.objects.filter(incubator=incubator).first()
    move_participation(left, State.LEFT, by=lead, on=now - timedelta(days=300), exit_reason=reason)
    food = Sector.objects.get(incubator=incubator, meaning="food")
    project = ProjectFactory(holders=[amina, carlos], name="Injera sur Meuse", sector=food)
    move_project(project, Stage.objects.get(incubator=incubator, meaning="test"), by=lead)
    return {
        "cohort": cohort.code,
        "sector": food.code,
        "stage": project.programme.stages.get(meaning="test").code,
        "coach": coach.code,
    }


def test_everybody_is_listed_by_the_name_they_are_called(client_for, coach, cast):
    response = client_for(coach).get(ADDRESS)
    assert names(response) == ["Binta Bah", "Carlos Peña", "Dawit ዳዊት", "Amina Diallo"]
    page = response.content.decode()
    assert "Mina" in page
    assert "Injera sur Meuse" in page
    assert coach.name in page
    assert response.context["count"] == 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=dial", ["Amina Diallo"]),
        ("q=pena", ["Carlos Peña"]),
        ("q=ዳዊ", ["Dawit ዳዊት"]),
        ("q=injera", ["Carlos Peña", "Amina Diallo"]),
        ("state=accompanied", ["Amina Diallo"]),
        ("state=applied", ["Binta Bah"]),
        ("state=ended", ["Carlos Peña"]),
        ("coach=me", ["Amina Diallo"]),
        ("coach={coach}", []),
        ("coach=none&state=applied", ["Binta Bah"]),
        ("cohort={cohort}", ["Amina Diallo"]),
        ("stage={stage}", ["Carlos Peña", "Amina Diallo"]),
        ("sector={sector}&state=ended", ["Carlos Peña"]),
        ("standing=local", ["Binta Bah"]),
        ("sort=news", ["Binta Bah", "Amina Diallo", "Carlos Peña"]),
        ("sort=silence", ["Carlos Peña", "Amina Diallo", "Binta Bah"]),
        ("sort=news&q=injera&standing=newcomer&stage={stage}", ["Amina Diallo"]),
        ("q=nobody", []),
    ],
)
@pytest.mark.parametrize("few", [5000, 0])
def test_narrowed(client_for, coach, lead, cast, monkeypatch, query, expected, few):
    monkeypatch.setattr("interlab.people.narrowing.FEW", few)
    monkeypatch.setattr("interlab.journeys.person_list.HANDFUL", few)
    member = lead if query == "coach={coach}" and not expected else coach
    query = query.format(**cast | ({"coach": lead.code} if member is lead else {}))
    response = client_for(coach).get(f"{ADDRESS}?{query}")
    assert names(response) == expected
    assert response.context["count"] == len(expected)


def test_one_participation_meets_all_that_is_asked_of_it(client_for, coach, lead, incubator):
    """Karim's former person, now accompanied by nobody, isn't one of his accompanied persons."""
    person = PersonFactory(incubator=incubator, full_name="Emma")
    former = ParticipationFactory(person=person, coach=coach, on=today() - timedelta(days=90))
    move_participation(former, State.COMPLETED, by=lead)
    open_participation(person, first_programme(incubator), by=lead, state=State.ENROLLED)
    client = client_for(coach)
    assert names(client.get(f"{ADDRESS}?coach=me&state=accompanied")) == []
    assert names(client.get(f"{ADDRESS}?coach=me")) == ["Emma"]
    assert names(client.get(f"{ADDRESS}?sort=news")) == ["Emma"]


def test_a_filter_in_use_can_be_taken_away_alone(client_for, coach, cast):
    response = client_for(coach).get(f"{ADDRESS}?q=injera&state=accompanied&after=x")
    assert [(one["name"], one["without"]) for one in response.context["applied"]] == [
        ("q", "?state=accompanied"),
        ("state", "?q=injera"),
    ]


@pytest.mark.parametrize("query", ["q=amina", "state=accompanied&sort=news", "q=zzz"])
def test_a_narrowed_reply_is_the_page_itself(client_for, coach, cast, query):
    client = client_for(coach)
    whole = client.get(f"{ADDRESS}?{query}")
    narrowed = client.get(f"{ADDRESS}?{query}", headers={"HX-Request": "true", "HX-Target": "persons"})
    assert persons_part(narrowed) == persons_part(whole)


@pytest.mark.parametrize("sort", ["", "news", "silence"])
def test_pages_follow_each_other_and_come_back(client_for, coach, incubator, monkeypatch, sort):
    monkeypatch.setattr("interlab.journeys.person_list.SIZE", 2)
    for number in range(5):
        ParticipationFactory(
            person=PersonFactory(incubator=incubator, full_name=f"P{number}"), on=today() - timedelta(days=number // 2)
        )
    client, seen, after = client_for(coach), [], ""
    for _turn in range(3):
        response = client.get(ADDRESS, {"sort": sort, "after": after})
        seen.append(names(response))
        after = response.context["page"].next or ""
    assert sorted(name for page in seen for name in page) == ["P0", "P1", "P2", "P3", "P4"]
    assert after == ""
    assert names(client.get(ADDRESS, {"sort": sort, "before": response.context["page"].previous})) == seen[1]


def test_more_than_a_hundred_are_not_counted(client_for, coach, incubator, monkeypatch):
    monkeypatch.setattr("interlab.journeys.person_list.COUNTED", 1)
    monkeypatch.setattr("interlab.journeys.views.persons.COUNTED", 1)
    for number in range(3):
        PersonFactory(incubator=incubator, full_name=f"P{number}")
    response = client_for(coach).get(ADDRESS)
    assert (response.context["count"], response.context["more"]) == (1, True)


@pytest.mark.parametrize("query", ["", "?q=am&state=accompanied&coach=me", "?sort=news&q=am"])
def test_three_rows_cost_what_one_costs(client_for, coach, incubator, query):
    client, costs = client_for(coach), []
    for number in range(3):
        person = PersonFactory(incubator=incubator, full_name=f"Amina {number}")
        ParticipationFactory(person=person, coach=coach)
        ProjectFactory(holders=[person])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"{ADDRESS}{query}")
        costs.append(len(asked))
    assert len(set(costs[0:])) == 1
    assert costs[0] <= 22


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense", "coach=zzzz", "stage=1", "cohort=%00", "q=%00", "q=" + "a" * 300, "sort=x", "standing=%F0%9F%98%80",
        "after=%00", "after=WyJhIiwxXQ", "before=WyJhIiwxXQ&sort=news", "after=WzEsMV0&sort=silence", "after=" + "A" * 500,
    ],
)  # fmt: skip
def test_what_cannot_be_read_narrows_nothing(client_for, coach, cast, query):
    assert client_for(coach).get(f"{ADDRESS}?{query}").status_code == 200


def test_a_neighbours_stage_is_no_choice(client_for, coach, cast, neighbour_incubator):
    foreign = Stage.objects.filter(incubator=neighbour_incubator).first()
    response = client_for(coach).get(f"{ADDRESS}?stage={foreign.code}")
    assert "stage" in response.context["form"].errors
    assert len(names(response)) == 4


def test_a_neighbours_persons_are_never_listed(client_for, coach, cast, neighbour_incubator):
    stranger = PersonFactory(incubator=neighbour_incubator, full_name="Amina Ailleurs")
    ParticipationFactory(person=stranger)
    client = client_for(coach)
    for query in ("", "q=amina", "state=accompanied", "sort=news", "sort=news&q=ail"):
        assert "Amina Ailleurs" not in names(client.get(f"{ADDRESS}?{query}"))


def test_programmes_are_asked_where_there_are_several(client_for, coach, cast, incubator):
    client = client_for(coach)
    assert "programme" not in client.get(ADDRESS).context["form"].fields
    second = create_programme(incubator, name="Second")
    response = client.get(f"{ADDRESS}?programme={second.code}")
    assert names(response) == []


def test_an_empty_list_says_what_belongs_there(client_for, coach):
    assert "/liege/people/new/" in client_for(coach).get(ADDRESS).content.decode()


def test_somebody_not_found_is_entered_by_the_name_typed(client_for, coach, cast):
    assert "/liege/people/new/?full_name=Zo%C3%A9" in client_for(coach).get(f"{ADDRESS}?q=Zoé").content.decode()


@pytest.mark.parametrize("who", ["mentor", "entrepreneur", "funder_reader"])
def test_others_are_refused(client_for, request, who):
    assert client_for(request.getfixturevalue(who)).get(ADDRESS).status_code == 403


def test_the_list_is_only_read(client_for, coach):
    assert client_for(coach).post(ADDRESS).status_code == 405
