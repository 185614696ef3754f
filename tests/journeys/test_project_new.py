"""Entering a project."""

import pytest

from interlab.journeys.models import Project
from interlab.network.actions import create_programme
from interlab.network.models import Programme, Sector
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory, first_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos", called="Yordi")


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/projects/new/"


def facts(incubator, **changed):
    return {"name": "Injera sur Meuse", "summary": "", "sector": "", "programme": first_programme(incubator).code} | changed


def test_a_project_is_entered_and_its_stage_asked(client_for, coach, incubator, person, address):
    sector = Sector.objects.get(incubator=incubator, meaning="food")
    response = client_for(coach).post(address, facts(incubator, sector=sector.code, summary="Cuisine à emporter"))
    project = Project.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/liege/projects/{project.code}/move/"
    assert (project.name, project.summary, project.sector) == ("Injera sur Meuse", "Cuisine à emporter", sector)
    assert [holder.person for holder in project.holders.all()] == [person]
    assert (
        AuditEntry.objects.filter(act="project.created", subject_code=project.code, person_code=person.code, by=coach).count()
        == 1
    )


def test_the_form_asks_for_a_programme_only_where_there_is_a_choice(client_for, coach, incubator, address):
    assert client_for(coach).get(address).context["form"].fields["programme"].widget.is_hidden
    create_programme(incubator, name="Deuxième")
    assert not client_for(coach).get(address).context["form"].fields["programme"].widget.is_hidden


def test_a_second_tap_enters_no_second_project(client_for, coach, incubator, address):
    client = client_for(coach)
    client.post(address, facts(incubator))
    response = client.post(address, facts(incubator))
    assert response.status_code == 422
    assert "name" in response.context["form"].errors
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "n" * 201},
        {"sector": "nothing"},
        {"programme": "x"},
    ],
)
def test_bad_input_is_refused_and_the_text_kept(client_for, coach, incubator, address, changed):
    response = client_for(coach).post(address, facts(incubator, summary="gardé", **changed))
    assert response.status_code == 422
    assert "gardé" in response.content.decode()
    assert not Project.objects.exists()


def test_words_of_another_incubator_are_no_choice(client_for, coach, incubator, neighbour_incubator, address):
    theirs = Sector.objects.filter(incubator=neighbour_incubator).first()
    programme = Programme.objects.get(incubator=neighbour_incubator)
    assert client_for(coach).post(address, facts(incubator, sector=theirs.code)).status_code == 422
    assert client_for(coach).post(address, facts(incubator, programme=programme.code)).status_code == 422
    assert not Project.objects.exists()


def test_an_archived_programme_is_no_choice(client_for, coach, incubator, address):
    programme = create_programme(incubator, name="Fini")
    Programme.objects.filter(pk=programme.pk).update(archived_at="2025-01-01T00:00Z")
    assert client_for(coach).post(address, facts(incubator, programme=programme.code)).status_code == 422


def test_who_is_refused(client_for, mentor, entrepreneur, neighbour, outsider, incubator, person, address):
    for who, status in ((mentor, 403), (neighbour, 404), (outsider, 404), (None, 302)):
        assert client_for(who).post(address, facts(incubator)).status_code == status, who
    # To an entrepreneur somebody else's record doesn't exist; their own they may not write.
    assert client_for(entrepreneur).post(address, facts(incubator)).status_code in (403, 404)
    assert not Project.objects.exists()


def test_a_person_who_is_not_there_is_not_found(client_for, coach):
    assert client_for(coach).get("/liege/people/nobody/projects/new/").status_code == 404


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).delete(address).status_code == 405


def test_two_persons_may_carry_projects_of_the_same_name(coach, incubator, person):
    other = PersonFactory(incubator=incubator)
    ProjectFactory(holders=[person], name="Couture", by=coach)
    ProjectFactory(holders=[other], name="Couture", by=coach)
    assert Project.objects.count() == 2
