"""One person's page: how to reach them, where they stand, what comes next, all that happened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from interlab.journeys.actions import create_next_act, move_participation, move_project, open_participation
from interlab.network.actions import create_programme
from interlab.network.models import ExitReason, Stage
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(
        incubator=incubator, full_name="Amina Diallo", called="Mina", birth_year=1990, interpreter_wanted=True,
        contacts=(("phone", "0455 00 01 23"), ("whatsapp", "+32 455 00 01 24"), ("email", "a@example.org"), ("phone", "ask her sister")),
        languages=(("ff", "native"), ("fr", "beginner")),
    )  # fmt: skip


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/"


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_person_nobody_has_met_yet(client_for, coach, incubator):
    bare = PersonFactory(incubator=incubator, full_name="ምሕረት")
    html = page(client_for(coach).get(f"/liege/people/{bare.code}/"))
    assert "<bdi>ምሕረት</bdi>" in html
    assert f"/liege/people/{bare.code}/participations/new/" in html
    assert f"/liege/people/{bare.code}/projects/new/" in html


def test_the_person_is_reached_by_what_is_known(client_for, coach, person, address):
    html = page(client_for(coach).get(address))
    for expected in (
        "Mina",
        "Amina Diallo",
        "tel:+32455000123",
        "https://wa.me/32455000124",
        "mailto:a@example.org",
        "ask her sister",
        "peul",
    ):
        assert expected in html
    assert html.count("tel:") == 2
    assert f"/liege/note/?person={person.code}" in html


def test_several_projects_and_ways_stand_side_by_side(client_for, coach, lead, incubator, person, address):
    friend = PersonFactory(incubator=incubator, full_name="Binta Bah")
    former = ParticipationFactory(person=person, on=today() - timedelta(days=400), coach=lead)
    reason = ExitReason.objects.filter(incubator=incubator).first()
    move_participation(former, "left", by=lead, on=today() - timedelta(days=300), exit_reason=reason)
    second = create_programme(incubator, name="Second")
    open_participation(person, second, by=lead, state="applied")
    now = ParticipationFactory(person=person, coach=coach)
    ProjectFactory(holders=[person], name="Ancien")
    project = ProjectFactory(holders=[person, friend], name="Injera")
    move_project(project, Stage.objects.get(programme=project.programme, meaning="model"), by=lead)
    response = client_for(coach).get(address)
    html = page(response)
    assert response.context["now"] == now
    assert {way.pk for way in response.context["before"]} == {former.pk, person.participations.get(programme=second).pk}
    assert [card.project.name for card in response.context["cards"]] == ["Injera", "Ancien"]
    assert [step.state for step in response.context["cards"][0].steps][:3] == ["done", "done", "now"]
    for expected in ("Binta Bah", reason.name, "Second", coach.name, f"/liege/projects/{project.code}/move/"):
        assert expected in html


def test_promises_of_both_sides_are_ticked_off_here(client_for, coach, person, address):
    late = create_next_act(person, what="Demander le prix", due_on=today() - timedelta(days=2), by=coach, owner=coach)
    soon = create_next_act(person, what="Tester deux prix", due_on=today() + timedelta(days=2), by=coach)
    create_next_act(person, what="Plus tard", due_on=today() + timedelta(days=9), by=coach)
    client = client_for(coach)
    response = client.get(address)
    promises = response.context["promises"]
    assert (promises.first, promises.ours, len(promises.theirs), promises.then.what) == (soon, [late], 2, "Plus tard")
    assert f"/liege/next/{soon.code}/settle/" in page(response)
    assert client.post(f"/liege/next/{late.code}/settle/", {"how": "done", "next": address})["Location"] == address
    assert client.get(address).context["promises"].ours == []


def test_confidential_notes_are_counted_never_shown(client_for, coach, lead, other_coach, person, address):
    SessionFactory(persons=[person], by=coach, notes={"confidential": "un secret", "team": "pour nous", "shared": "pour elle"})
    for member, readable in ((coach, 1), (lead, 1), (other_coach, 0)):
        response = client_for(member).get(address)
        html = page(response)
        assert "un secret" not in html
        assert "pour nous" in html
        assert (response.context["locked"].count, response.context["locked"].readable) == (1, readable)
        assert (f"{address}confidential/" in html) == bool(readable)


def test_what_was_typed_is_shown_as_text(client_for, coach, incubator):
    person = PersonFactory(
        incubator=incubator, full_name="<script>alert(1)</script>", contacts=(("email", '"><b>@x.be'), ("phone", "javascript:1"))
    )
    html = page(client_for(coach).get(f"/liege/people/{person.code}/"))
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert "<b>@x" not in html


def test_more_of_everything_costs_the_same(client_for, coach, person, address):
    client, costs = client_for(coach), []
    # The first opening of the day is written down.
    client.get(address)
    for number in range(3):
        SessionFactory(persons=[person], by=coach, given_by=coach, notes={"team": "a", "shared": "b"})
        create_next_act(person, what="x", due_on=today(), by=coach, owner=coach)
        project = ProjectFactory(holders=[person])
        move_project(project, Stage.objects.filter(programme=project.programme)[number], by=coach)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        costs.append(len(asked))
    assert len(set(costs)) == 1
    assert costs[0] <= 28


@pytest.mark.parametrize(
    "query",
    [
        "only=session",
        "only=nonsense",
        "before=x",
        "before=2024-01-01.session.5",
        "before=%00",
        "before=2024-01-01.session." + "9" * 40,
    ],
)
def test_the_thread_follows_the_address(client_for, coach, person, address, query):
    SessionFactory(persons=[person], by=coach)
    assert client_for(coach).get(f"{address}?{query}").status_code == 200


def test_the_page_is_kept_nowhere(client_for, coach, address):
    assert "no-store" in client_for(coach).get(address)["Cache-Control"]


@pytest.mark.parametrize("who", ["mentor", "entrepreneur", "funder_reader"])
def test_others_are_refused(client_for, request, address, who):
    assert client_for(request.getfixturevalue(who)).get(address).status_code == 403


def test_a_neighbours_person_is_not_found(client_for, coach, neighbour, person, address, neighbour_incubator):
    stranger = PersonFactory(incubator=neighbour_incubator)
    assert client_for(coach).get(f"/liege/people/{stranger.code}/").status_code == 404
    assert client_for(neighbour).get(address).status_code == 404
    assert client_for(neighbour).get(f"/namur/people/{person.code}/").status_code == 404


def test_the_page_is_only_read(client_for, coach, address):
    assert client_for(coach).post(address).status_code == 405
