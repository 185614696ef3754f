"""Who carries a project: somebody joins, somebody leaves."""

import pytest

from interlab.core.errors import DomainError
from interlab.journeys.actions import add_holder, remove_holder
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def yordi(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos", called="Yordi")


@pytest.fixture
def sami(incubator):
    return PersonFactory(incubator=incubator, full_name="Sami Haddad")


@pytest.fixture
def project(yordi, coach):
    return ProjectFactory(holders=[yordi], by=coach)


def holders(project):
    return set(project.holders.values_list("person__full_name", flat=True))


def test_search_offers_those_who_do_not_carry_it_yet(client_for, coach, project, sami):
    client = client_for(coach)
    assert list(client.get(f"/liege/projects/{project.code}/holders/new/?q=sam").context["found"]) == [sami]
    assert list(client.get(f"/liege/projects/{project.code}/holders/new/?q=yord").context["found"]) == []
    assert client.get(f"/liege/projects/{project.code}/holders/new/").context["found"] == []


@pytest.mark.parametrize("asked", ["%00", "%25", "x" * 3000, "%27%20OR%201=1", "َ"])
def test_search_takes_anything(client_for, coach, project, asked):
    assert client_for(coach).get(f"/liege/projects/{project.code}/holders/new/?q={asked}").status_code == 200


def test_somebody_joins_leaves_and_comes_back(client_for, coach, project, sami):
    client, base = client_for(coach), f"/liege/projects/{project.code}/holders/{sami.code}"
    assert client.post(f"{base}/add/")["Location"] == f"/liege/projects/{project.code}/"
    client.post(f"{base}/add/")
    assert holders(project) == {"Yordanos", "Sami Haddad"}
    response = client.post(f"{base}/remove/", follow=True)
    assert holders(project) == {"Yordanos"}
    assert f"{base}/add/" in response.content.decode()
    client.post(f"{base}/remove/")
    client.post(f"{base}/add/")
    assert holders(project) == {"Yordanos", "Sami Haddad"}
    acts = (
        AuditEntry.objects.filter(subject_code=project.code, person_code=sami.code).order_by("pk").values_list("act", flat=True)
    )
    assert list(acts) == ["project.holder_added", "project.holder_removed", "project.holder_added"]


def test_somebody_always_carries_it(client_for, coach, project, yordi):
    response = client_for(coach).post(f"/liege/projects/{project.code}/holders/{yordi.code}/remove/", follow=True)
    assert response.status_code == 200
    assert holders(project) == {"Yordanos"}
    with pytest.raises(DomainError):
        remove_holder(project, yordi, by=coach)


def test_nobody_from_another_incubator_joins(client_for, coach, project, neighbour_incubator):
    stranger = PersonFactory(incubator=neighbour_incubator)
    assert client_for(coach).post(f"/liege/projects/{project.code}/holders/{stranger.code}/add/").status_code == 404
    with pytest.raises(DomainError):
        add_holder(project, stranger, by=coach)


def test_who_is_refused(client_for, mentor, neighbour, outsider, project, sami):
    base = f"/liege/projects/{project.code}/holders"
    for address in (f"{base}/{sami.code}/add/", f"{base}/{sami.code}/remove/"):
        for who, statuses in ((neighbour, (404,)), (outsider, (404,)), (mentor, (403, 404)), (None, (302,))):
            assert client_for(who).post(address).status_code in statuses, who
    assert client_for(mentor).get(f"{base}/new/").status_code in (403, 404)
    assert client_for(neighbour).get(f"{base}/new/").status_code == 404
    assert holders(project) == {"Yordanos"}


def test_wrong_method(client_for, coach, project, sami):
    base = f"/liege/projects/{project.code}/holders"
    assert client_for(coach).get(f"{base}/{sami.code}/add/").status_code == 405
    assert client_for(coach).get(f"{base}/{sami.code}/remove/").status_code == 405
    assert client_for(coach).post(f"{base}/new/").status_code == 405
