"""The team's words: renamed, put in order, archived, added."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.network.actions import create_programme
from interlab.network.models import VOCABULARIES as MODELS
from interlab.network.models import ExitReason, Sector, SessionKind, Stage
from interlab.privacy.models import AuditEntry
from interlab.setup.rules import siblings_of
from interlab.setup.uses import MOST, uses_of
from interlab.setup.vocabularies import VOCABULARIES
from tests.factories import PersonFactory, ProjectFactory, SessionFactory, first_programme

pytestmark = pytest.mark.django_db

BASE = "/liege/settings/labels/"


@pytest.fixture
def food(incubator):
    return Sector.objects.get(incubator=incubator, meaning="food")


def acts(label):
    return list(AuditEntry.objects.filter(subject_code=label.code).order_by("pk").values_list("act", flat=True))


def names(label):
    return [other.name for other in siblings_of(label)]


def test_every_list_of_words_has_its_page(client_for, lead):
    assert {vocabulary.model for vocabulary in VOCABULARIES} == set(MODELS)
    for vocabulary in VOCABULARIES:
        response = client_for(lead).get(f"{BASE}{vocabulary.name}/")
        assert response.status_code == 200
        assert response.context["labels"]


def test_every_word_can_say_what_uses_it(incubator):
    for vocabulary in VOCABULARIES:
        assert uses_of(vocabulary.model._default_manager.filter(incubator=incubator).first()) == []


def test_each_programme_has_its_stages(client_for, lead, incubator):
    other = create_programme(incubator, name="Accélération")
    client = client_for(lead)
    assert client.get(f"{BASE}stages/").context["programme"] == first_programme(incubator)
    assert {stage.programme for stage in client.get(f"{BASE}stages/?programme={other.code}").context["labels"]} == {other}
    assert client.get(f"{BASE}stages/?programme=nothing").status_code == 404


def test_a_list_that_is_not_there(client_for, lead):
    assert client_for(lead).get(f"{BASE}nothing/").status_code == 404
    assert client_for(lead).get(f"{BASE}sectors/nothing/").status_code == 404


def test_renaming_says_first_what_it_touches(client_for, lead, incubator, food):
    for _ in range(3):
        ProjectFactory(holders=[PersonFactory(incubator=incubator)], sector=food, by=lead)
    client = client_for(lead)
    page = client.get(f"{BASE}sectors/{food.code}/")
    assert any("3" in use for use in page.context["uses"])
    response = client.post(f"{BASE}sectors/{food.code}/", {"name": " Cuisine  du monde "})
    assert response["Location"] == f"{BASE}sectors/#{food.code}"
    food.refresh_from_db()
    assert (food.name, food.meaning) == ("Cuisine du monde", "food")
    assert acts(food) == ["label.renamed"]


def test_above_a_thousand_it_says_more(incubator, lead, food, monkeypatch):
    monkeypatch.setattr("interlab.setup.uses.MOST", 2)
    for _ in range(3):
        ProjectFactory(holders=[PersonFactory(incubator=incubator)], sector=food, by=lead)
    assert MOST == 1000
    assert "2" in uses_of(food)[0]
    assert "3" not in uses_of(food)[0]


@pytest.mark.parametrize("name", ["", "   ", "n" * 81, "ARTISANAT"])
def test_a_word_that_cannot_be_is_refused_and_kept(client_for, lead, food, name):
    response = client_for(lead).post(f"{BASE}sectors/{food.code}/", {"name": name})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    food.refresh_from_db()
    assert food.name == "Restauration / traiteur"


def test_words_are_put_in_order(client_for, lead, food):
    client, first, second = client_for(lead), *names(food)[:2]
    shift = f"{BASE}sectors/{food.code}/shift/"
    assert client.post(shift, {"direction": "down"})["Location"] == f"{BASE}sectors/#{food.code}"
    assert names(food)[:2] == [second, first]
    for _ in range(2):
        client.post(shift, {"direction": "up"})
    assert names(food)[:2] == [first, second]
    assert acts(food) == ["label.moved", "label.moved"]


def test_an_archived_word_has_no_place(client_for, lead, food):
    client = client_for(lead)
    client.post(f"{BASE}sectors/{food.code}/archive/")
    client.post(f"{BASE}sectors/{food.code}/shift/", {"direction": "down"})
    assert acts(food) == ["label.archived"]


def test_it_is_archived_and_used_again(client_for, lead, food):
    client = client_for(lead)
    assert client.get(f"{BASE}sectors/{food.code}/archive/").status_code == 200
    for _ in range(2):
        client.post(f"{BASE}sectors/{food.code}/archive/")
    assert "Restauration / traiteur" not in names(food)
    assert food in client.get(f"{BASE}sectors/").context["archived"]
    client.post(f"{BASE}sectors/{food.code}/restore/")
    assert "Restauration / traiteur" in names(food)
    assert acts(food) == ["label.archived", "label.restored"]


def test_it_is_not_used_again_beside_a_new_word_that_reads_the_same(client_for, lead, food):
    client = client_for(lead)
    client.post(f"{BASE}sectors/{food.code}/archive/")
    client.post(f"{BASE}sectors/new/", {"name": food.name, "meaning": "food"})
    client.post(f"{BASE}sectors/{food.code}/restore/")
    food.refresh_from_db()
    assert food.archived_at is not None


def test_the_launched_stage_stays(client_for, lead, incubator):
    stage = Stage.objects.get(incubator=incubator, meaning="launched")
    client = client_for(lead)
    response = client.post(f"{BASE}stages/{stage.code}/archive/")
    assert response.status_code == 422
    assert response.context["refusal"]
    client.post(f"{BASE}stages/new/", {"name": "Ouverture", "meaning": "launched"})
    assert client.post(f"{BASE}stages/{stage.code}/archive/").status_code == 302


def test_one_kind_of_accompaniment_stays(client_for, lead, incubator):
    client = client_for(lead)
    kinds = list(SessionKind.objects.filter(incubator=incubator, meaning__in=SessionKind.ACCOMPANIMENT))
    answers = [client.post(f"{BASE}session-kinds/{kind.code}/archive/").status_code for kind in kinds]
    assert answers == [302] * (len(kinds) - 1) + [422]


def test_one_reason_for_leaving_stays(client_for, lead, incubator):
    client = client_for(lead)
    reasons = list(ExitReason.objects.filter(incubator=incubator))
    answers = [client.post(f"{BASE}exit-reasons/{reason.code}/archive/").status_code for reason in reasons]
    assert answers == [302] * (len(reasons) - 1) + [422]


def test_a_word_is_added_at_the_end(client_for, lead, incubator, food):
    response = client_for(lead).post(f"{BASE}sectors/new/", {"name": "Apiculture", "meaning": "crafts"})
    added = Sector.objects.get(name="Apiculture")
    assert response["Location"] == f"{BASE}sectors/#{added.code}"
    assert (names(food)[-1], added.meaning, added.incubator) == ("Apiculture", "crafts", incubator)
    assert acts(added) == ["label.added"]


def test_a_stage_is_added_to_its_programme(client_for, lead, incubator):
    other = create_programme(incubator, name="Accélération")
    client_for(lead).post(f"{BASE}stages/new/?programme={other.code}", {"name": "Pilote", "meaning": "test"})
    assert Stage.objects.get(name="Pilote").programme == other


@pytest.mark.parametrize("changed", [{"name": ""}, {"name": "artisanat"}, {"meaning": "nothing"}, {"meaning": ""}])
def test_a_new_word_that_cannot_be(client_for, lead, incubator, changed):
    response = client_for(lead).post(f"{BASE}sectors/new/", {"name": "Apiculture", "meaning": "crafts"} | changed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(changed)


def test_sessions_are_counted_that_stand(incubator, lead):
    session = SessionFactory(persons=[PersonFactory(incubator=incubator)], by=lead)
    assert len(uses_of(session.kind)) == 1


def test_its_queries_do_not_grow(client_for, lead, food):
    client = client_for(lead)
    client.get(f"{BASE}sectors/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{BASE}sectors/")
    for n in range(3):
        client.post(f"{BASE}sectors/new/", {"name": f"Métier {n}", "meaning": "other"})
    with CaptureQueriesContext(connection) as many:
        client.get(f"{BASE}sectors/")
    assert len(few) == len(many)


def test_another_incubators_word_is_not_found(client_for, lead, neighbour_incubator):
    theirs = Sector.objects.filter(incubator=neighbour_incubator).first()
    for tail in ("", "archive/", "restore/", "shift/"):
        assert client_for(lead).post(f"{BASE}sectors/{theirs.code}/{tail}", {"name": "x"}).status_code == 404


def test_who_is_refused(refused_to_all_but_the_lead, food):
    refused_to_all_but_the_lead(f"{BASE}sectors/", "get")
    for tail in ("new/", f"{food.code}/", f"{food.code}/archive/", f"{food.code}/restore/", f"{food.code}/shift/"):
        refused_to_all_but_the_lead(f"{BASE}sectors/{tail}", "post", {"name": "x", "meaning": "food"})
    assert acts(food) == []


def test_wrong_method(client_for, lead, food):
    client = client_for(lead)
    assert client.post(f"{BASE}sectors/").status_code == 405
    assert client.get(f"{BASE}sectors/{food.code}/restore/").status_code == 405
    assert client.get(f"{BASE}sectors/{food.code}/shift/").status_code == 405
    for tail in ("new/", f"{food.code}/", f"{food.code}/archive/"):
        assert client.delete(f"{BASE}sectors/{tail}").status_code == 405
