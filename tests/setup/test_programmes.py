"""Programmes: added, renamed, archived, used again."""

import pytest

from interlab.network.actions import create_programme
from interlab.network.models import Programme
from interlab.privacy.models import AuditEntry
from tests.factories import ParticipationFactory, PersonFactory, first_programme

pytestmark = pytest.mark.django_db

BASE = "/liege/settings/programmes/"


@pytest.fixture
def programme(incubator):
    return create_programme(incubator, name="Accélération")


def acts(thing):
    return list(AuditEntry.objects.filter(subject_code=thing.code).order_by("pk").values_list("act", flat=True))


def test_one_is_added_with_the_usual_stages(client_for, lead, incubator):
    response = client_for(lead).post(f"{BASE}new/", {"name": "  Jeunes   pousses "})
    programme = Programme.objects.get(name="Jeunes pousses")
    assert response["Location"] == f"/liege/settings/labels/stages/?programme={programme.code}"
    assert programme.stages.filter(meaning="launched").exists()
    assert acts(programme) == ["programme.added"]


@pytest.mark.parametrize("name", ["", "  ", "n" * 121, "accéleration"])
def test_a_name_that_cannot_be_is_refused(client_for, lead, programme, name):
    response = client_for(lead).post(f"{BASE}new/", {"name": name})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert Programme.objects.count() == 2


def test_renaming_says_first_what_it_touches(client_for, lead, incubator):
    programme = first_programme(incubator)
    for _ in range(2):
        ParticipationFactory(person=PersonFactory(incubator=incubator), by=lead)
    client = client_for(lead)
    assert len(client.get(f"{BASE}{programme.code}/").context["uses"]) == 1
    assert client.post(f"{BASE}{programme.code}/", {"name": "Parcours"})["Location"] == "/liege/settings/"
    programme.refresh_from_db()
    assert programme.name == "Parcours"


def test_it_is_archived_and_used_again(client_for, lead, programme):
    client = client_for(lead)
    assert client.get(f"{BASE}{programme.code}/archive/").status_code == 200
    client.post(f"{BASE}{programme.code}/archive/")
    programme.refresh_from_db()
    assert programme.archived_at is not None
    client.post(f"{BASE}{programme.code}/restore/")
    programme.refresh_from_db()
    assert programme.archived_at is None
    assert acts(programme) == ["programme.archived", "programme.restored"]


def test_the_only_one_stays(client_for, lead, incubator):
    programme = first_programme(incubator)
    assert client_for(lead).post(f"{BASE}{programme.code}/archive/").status_code == 422
    programme.refresh_from_db()
    assert programme.archived_at is None


def test_another_incubators_programme_is_not_found(client_for, lead, neighbour_incubator):
    theirs = first_programme(neighbour_incubator)
    for tail in ("", "archive/", "restore/"):
        assert client_for(lead).post(f"{BASE}{theirs.code}/{tail}").status_code == 404


def test_who_is_refused(refused_to_all_but_the_lead, programme):
    for tail in ("new/", f"{programme.code}/", f"{programme.code}/archive/", f"{programme.code}/restore/"):
        refused_to_all_but_the_lead(f"{BASE}{tail}", "post", {"name": "x"})


def test_wrong_method(client_for, lead, programme):
    assert client_for(lead).get(f"{BASE}{programme.code}/restore/").status_code == 405
    assert client_for(lead).delete(f"{BASE}{programme.code}/archive/").status_code == 405
    assert client_for(lead).delete(f"{BASE}new/").status_code == 405
    assert client_for(lead).delete(f"{BASE}{programme.code}/").status_code == 405
