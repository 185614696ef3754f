"""Taking a mistaken stage back."""

import pytest

from interlab.core.dates import today
from interlab.journeys.actions import move_project
from interlab.network.models import Stage
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(incubator, coach):
    return ProjectFactory(holders=[PersonFactory(incubator=incubator)], by=coach)


@pytest.fixture
def move(project, coach):
    move_project(project, Stage.objects.get(programme=project.programme, meaning="idea"), by=coach)
    return move_project(project, Stage.objects.get(programme=project.programme, meaning="launched"), by=coach)


@pytest.fixture
def address(project, move):
    return f"/liege/projects/{project.code}/moves/{move.code}/void/"


def test_it_is_taken_back_and_counts_no_more(client_for, coach, project, move, address):
    response = client_for(coach).post(address, {"reason": "mauvais projet"})
    assert response["Location"] == f"/liege/projects/{project.code}/"
    project.refresh_from_db()
    move.refresh_from_db()
    assert (project.stage.meaning, project.launched_on) == ("idea", None)
    assert (move.on, move.voided_by, move.voided_reason) == (today(), coach, "mauvais projet")
    assert AuditEntry.objects.filter(act="project.move_voided", subject_code=move.code).count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_it_needs_a_reason(client_for, coach, move, address, reason):
    assert client_for(coach).post(address, {"reason": reason}).status_code == 422
    move.refresh_from_db()
    assert move.voided_at is None


def test_twice_is_refused_in_words(client_for, coach, address, move):
    client = client_for(coach)
    client.post(address, {"reason": "mauvais projet"})
    assert client.post(address, {"reason": "encore"}).status_code == 422
    move.refresh_from_db()
    assert move.voided_reason == "mauvais projet"


def test_a_move_of_another_project_is_not_found(client_for, coach, incubator, move):
    other = ProjectFactory(holders=[PersonFactory(incubator=incubator)], by=coach)
    assert client_for(coach).get(f"/liege/projects/{other.code}/moves/{move.code}/void/").status_code == 404


def test_who_is_refused(client_for, mentor, neighbour, outsider, move, address):
    for who, statuses in ((neighbour, (404,)), (outsider, (404,)), (mentor, (403, 404)), (None, (302,))):
        assert client_for(who).post(address, {"reason": "x"}).status_code in statuses, who
    move.refresh_from_db()
    assert move.voided_at is None


def test_wrong_method_and_asking_changes_nothing(client_for, coach, move, address):
    client = client_for(coach)
    assert client.put(address).status_code == 405
    assert client.get(address).status_code == 200
    move.refresh_from_db()
    assert move.voided_at is None
