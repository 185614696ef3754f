"""Correcting a project."""

import pytest
from django.utils import timezone

from interlab.network.models import Sector
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(incubator, coach):
    return ProjectFactory(holders=[PersonFactory(incubator=incubator)], name="Couture", by=coach)


@pytest.fixture
def address(project):
    return f"/liege/projects/{project.code}/edit/"


def test_it_is_corrected(client_for, coach, project, address):
    response = client_for(coach).post(address, {"name": "Couture de Fatou", "summary": "Retouches", "sector": ""})
    assert response["Location"] == f"/liege/projects/{project.code}/"
    project.refresh_from_db()
    assert (project.name, project.summary) == ("Couture de Fatou", "Retouches")
    assert AuditEntry.objects.filter(act="project.updated", subject_code=project.code).count() == 1


def test_a_sector_no_longer_in_use_stays_where_it_was(client_for, coach, project, address, incubator):
    old, other = Sector.objects.filter(incubator=incubator)[:2]
    project.sector = old
    project.save()
    Sector.objects.filter(pk__in=[old.pk, other.pk]).update(archived_at=timezone.now())
    client = client_for(coach)
    assert client.post(address, {"name": "Couture", "summary": "", "sector": old.code}).status_code == 302
    assert client.post(address, {"name": "Couture", "summary": "", "sector": other.code}).status_code == 422


@pytest.mark.parametrize("name", ["", "n" * 201])
def test_bad_input(client_for, coach, project, address, name):
    response = client_for(coach).post(address, {"name": name, "summary": "gardé", "sector": ""})
    assert response.status_code == 422
    assert "gardé" in response.content.decode()
    project.refresh_from_db()
    assert project.name == "Couture"


def test_who_is_refused(client_for, mentor, neighbour, outsider, address):
    for who, status in ((neighbour, 404), (outsider, 404), (None, 302)):
        assert client_for(who).post(address, {"name": "x"}).status_code == status, who
    assert client_for(mentor).post(address, {"name": "x"}).status_code in (403, 404)


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).put(address).status_code == 405
