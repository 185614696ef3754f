"""A project's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.dates import today
from interlab.journeys.actions import add_holder, move_project, record_launch, void_move
from interlab.journeys.stage_path import stage_path
from interlab.network.models import Stage
from tests.factories import PersonFactory, ProjectFactory, SessionFactory, first_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(incubator, coach):
    yordi = PersonFactory(incubator=incubator, full_name="Yordanos", called="Yordi")
    return ProjectFactory(holders=[yordi], name="Injera sur Meuse", summary="Cuisine à emporter", by=coach)


@pytest.fixture
def address(project):
    return f"/liege/projects/{project.code}/"


def stage(project, meaning):
    return Stage.objects.get(programme=project.programme, meaning=meaning)


def test_it_shows_what_is_known(client_for, coach, project, address):
    move_project(project, stage(project, "idea"), by=coach, on=today() - timedelta(days=30))
    record_launch(project, started_on=today(), by=coach, enterprise_number="787822122", evidence="A", legal_form="company")
    page = client_for(coach).get(address).content.decode()
    for text in ("Injera sur Meuse", "Cuisine à emporter", "Yordi", "0787.822.122", "Idée", "Lancement"):
        assert text in page


def test_what_people_typed_is_never_markup(client_for, coach, project, address):
    project.name = project.summary = "<script>alert(1)</script>"
    project.save()
    assert "<script>alert" not in client_for(coach).get(address).content.decode()


def test_a_stage_taken_back_stays_readable(client_for, coach, project, address):
    move = move_project(project, stage(project, "test"), by=coach)
    void_move(move, reason="mauvais projet", by=coach)
    assert "mauvais projet" in client_for(coach).get(address).content.decode()


def test_its_queries_do_not_grow(client_for, coach, project, address, incubator):
    client = client_for(coach)

    def fill(n):
        for index in range(n):
            other = PersonFactory(incubator=incubator)
            add_holder(project, other, by=coach)
            SessionFactory(persons=[other], by=coach)
            for meaning in ("idea", "model"):
                move_project(project, stage(project, meaning), by=coach, on=today() - timedelta(days=50 - index))

    fill(1)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    fill(2)
    # The files of who joined are opened for the first time, and that is written down.
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many) <= 25


def test_bad_questions_give_the_whole_thread(client_for, coach, address):
    for query in ("?only=nothing", "?before=nonsense", "?before=%00", "?only=%00"):
        assert client_for(coach).get(address + query).status_code == 200


def test_who_is_refused(client_for, mentor, funder_reader, neighbour, outsider, address):
    for who, status in ((neighbour, 404), (outsider, 404), (None, 302)):
        assert client_for(who).get(address).status_code == status, who
    for who in (mentor, funder_reader):
        assert client_for(who).get(address).status_code in (403, 404), who


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).post(address).status_code == 405


def test_the_path_has_everything_before_the_present_step_done(project, coach):
    move_project(project, stage(project, "model"), by=coach)
    project.refresh_from_db()
    steps = stage_path(project, first_programme(project.incubator).stages.all())
    assert [step.state for step in steps] == ["done", "done", "now", "", "", ""]


def test_the_path_of_a_paused_project_shows_what_it_entered(project, coach):
    for meaning in ("idea", "paused"):
        move_project(project, stage(project, meaning), by=coach)
    project.refresh_from_db()
    steps = stage_path(project, project.programme.stages.all(), [stage(project, "idea").pk])
    assert [(step.label, step.state) for step in steps if step.state] == [("Idée", "done"), ("En pause", "now")]


def test_the_path_before_any_stage_lies_ahead(project):
    assert {step.state for step in stage_path(project, project.programme.stages.all())} == {""}
