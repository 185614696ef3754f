"""The enterprise a project became."""

from datetime import date, timedelta

import pytest

from interlab.core.dates import today
from interlab.journeys.models import Launch
from interlab.network.models import Stage
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(incubator, coach):
    return ProjectFactory(holders=[PersonFactory(incubator=incubator)], by=coach)


@pytest.fixture
def address(project):
    return f"/liege/projects/{project.code}/launch/"


def facts(**changed):
    known = {"started_on": today().isoformat(), "enterprise_number": "0787.822.122", "legal_form": "company", "evidence": "A"}
    return known | changed


def test_it_is_noted_and_the_project_enters_the_launched_stage(client_for, coach, project, address):
    response = client_for(coach).post(address, facts(started_on="2024-03-01"))
    assert response["Location"] == f"/liege/projects/{project.code}/"
    project.refresh_from_db()
    assert (project.launched_on, project.stage.meaning) == (date(2024, 3, 1), "launched")
    launch = project.launch
    assert (launch.enterprise_number, launch.legal_form, launch.evidence) == ("0787822122", "company", "A")
    assert AuditEntry.objects.filter(act="project.launched", subject_code=launch.code).count() == 1


@pytest.mark.parametrize("number", ["0787.822.122", "787822122", "BE 0787 822 122", "BE0787.822.122", " 0787-822-122 "])
def test_any_usual_way_of_writing_the_number(client_for, coach, project, address, number):
    assert client_for(coach).post(address, facts(enterprise_number=number)).status_code == 302
    assert Launch.objects.get().enterprise_number == "0787822122"


@pytest.mark.parametrize("number", ["0787.822.123", "12", "lorem", "9787822122", "٠٧٨٧٨٢٢١٢٢", "0" * 41])
def test_a_number_that_is_none_is_refused_beside_its_field(client_for, coach, project, address, number):
    response = client_for(coach).post(address, facts(enterprise_number=number))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["enterprise_number"]
    project.refresh_from_db()
    assert not Launch.objects.exists()
    assert project.launched_on is None


def test_seen_in_the_register_asks_for_the_number(client_for, coach, address):
    response = client_for(coach).post(address, facts(enterprise_number=""))
    assert list(response.context["form"].errors) == ["enterprise_number"]
    assert client_for(coach).post(address, facts(enterprise_number="", evidence="C")).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_on", "9999-01-01"),
        ("started_on", "0001-01-01"),
        ("started_on", "x"),
        ("legal_form", "x"),
        ("evidence", "Z"),
        ("evidence", ""),
    ],
)
def test_bad_input(client_for, coach, address, field, value):
    response = client_for(coach).post(address, facts(**{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Launch.objects.exists()


def test_correcting_later_launches_no_second_time(client_for, coach, project, address):
    client = client_for(coach)
    client.post(address, facts(started_on=(today() - timedelta(days=40)).isoformat()))
    assert client.get(address).context["form"].initial["enterprise_number"] == "0787.822.122"
    client.post(address, facts(legal_form="self_employed"))
    project.refresh_from_db()
    assert project.moves.count() == 1
    assert project.launch.legal_form == "self_employed"


def test_without_a_launched_stage_it_says_whom_to_ask(client_for, coach, project, address):
    Stage.objects.filter(programme=project.programme, meaning="launched").update(archived_at="2024-01-01T00:00Z")
    response = client_for(coach).post(address, facts())
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert not Launch.objects.exists()


def test_who_is_refused(client_for, mentor, neighbour, outsider, address):
    for who, statuses in ((neighbour, (404,)), (outsider, (404,)), (mentor, (403, 404)), (None, (302,))):
        assert client_for(who).post(address, facts()).status_code in statuses, who
    assert not Launch.objects.exists()


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).delete(address).status_code == 405
