"""A project enters a stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interlab.core.dates import today
from interlab.journeys.models import StageMove
from interlab.network.models import Stage
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(incubator, coach):
    return ProjectFactory(holders=[PersonFactory(incubator=incubator)], by=coach)


@pytest.fixture
def address(project):
    return f"/liege/projects/{project.code}/move/"


def facts(project, meaning, on=None, reason=""):
    stage = Stage.objects.get(programme=project.programme, meaning=meaning)
    return {"stage": stage.code, "on": (on or today()).isoformat(), "reason": reason}


def test_it_moves_today(client_for, coach, project, address):
    response = client_for(coach).post(address, facts(project, "test", reason="dix clients servis"))
    assert response["Location"] == f"/liege/projects/{project.code}/"
    project.refresh_from_db()
    assert project.stage.meaning == "test"
    move = project.moves.get()
    assert (move.on, move.reason, move.by) == (today(), "dix clients servis", coach)
    assert AuditEntry.objects.filter(act="project.moved", subject_code=move.code).count() == 1


def test_it_moves_back_and_forth(client_for, coach, project, address):
    client = client_for(coach)
    for meaning in ("test", "idea", "paused", "test"):
        client.post(address, facts(project, meaning))
    project.refresh_from_db()
    assert project.stage.meaning == "test"
    assert project.moves.count() == 4


def test_an_earlier_move_does_not_change_where_it_stands(client_for, coach, project, address):
    client = client_for(coach)
    client.post(address, facts(project, "test"))
    client.post(address, facts(project, "idea", on=today() - timedelta(days=90)))
    project.refresh_from_db()
    assert project.stage.meaning == "test"


def test_a_launch_leads_on_to_the_enterprise(client_for, coach, project, address):
    response = client_for(coach).post(address, facts(project, "launched"))
    assert response["Location"] == f"/liege/projects/{project.code}/launch/"
    project.refresh_from_db()
    assert project.launched_on == today()


def test_a_second_tap_moves_nothing(client_for, coach, project, address):
    client = client_for(coach)
    client.post(address, facts(project, "test"))
    assert client.post(address, facts(project, "test")).status_code == 422
    assert project.moves.count() == 1


@pytest.mark.parametrize("on", ["", "tomorrow", "9999-12-31", "1899-01-01", "0001-01-01", "2024-02-30"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(client_for, coach, project, address, on):
    response = client_for(coach).post(address, facts(project, "test", reason="gardé") | {"on": on})
    assert response.status_code == 422
    assert "on" in response.context["form"].errors
    assert "gardé" in response.content.decode()
    assert not StageMove.objects.exists()


def test_only_this_programmes_stages_in_use_are_choices(client_for, coach, project, address, neighbour_incubator):
    theirs = Stage.objects.filter(incubator=neighbour_incubator).first()
    archived = Stage.objects.get(programme=project.programme, meaning="idea")
    Stage.objects.filter(pk=archived.pk).update(archived_at=timezone.now())
    for code in (theirs.code, archived.code, "", "nothing", "a\x00b"):
        assert client_for(coach).post(address, {"stage": code, "on": today().isoformat()}).status_code == 422
    assert not StageMove.objects.exists()


def test_who_is_refused(client_for, mentor, neighbour, outsider, project, address):
    for who, statuses in ((neighbour, (404,)), (outsider, (404,)), (mentor, (403, 404)), (None, (302,))):
        assert client_for(who).post(address, facts(project, "test")).status_code in statuses, who
    assert not StageMove.objects.exists()


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).delete(address).status_code == 405
