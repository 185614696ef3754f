"""Correcting what is known of a person."""

import pytest

from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(incubator):
    return PersonFactory(
        incubator=incubator, full_name="Amina Diallo", called="Mina", birth_year=1990,
        contacts=(("email", "a@example.org"), ("phone", "0455 00 01 23"), ("phone", "04 123 45 67"), ("other", "Signal: mina")),
        languages=(("ff", "native"), ("xyz", ""), ("fr", "beginner"), ("en", "")),
    )  # fmt: skip


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/edit/"


def as_shown(response):
    """What the browser would send if nothing were changed."""
    form = response.context["form"]
    return {field.name: field.value() for field in form if field.value() not in (None, False, "")}


def test_nothing_changed_changes_nothing(client_for, coach, person, address):
    client = client_for(coach)
    sent = as_shown(client.get(address))
    assert sent["phone_1"] == "04 123 45 67"
    assert client.post(address, sent)["Location"] == f"/liege/people/{person.code}/"
    assert not AuditEntry.objects.filter(act="person.updated").exists()


def test_what_is_corrected_is_saved_and_its_name_recorded(client_for, coach, person, address):
    client = client_for(coach)
    sent = as_shown(client.get(address)) | {"called": "Aminata", "phone_1": "", "language_0": "", "level_0": ""}
    assert client.post(address, sent).status_code == 302
    person.refresh_from_db()
    assert person.called == "Aminata"
    assert [row.value for row in person.contacts.all()] == ["a@example.org", "0455 00 01 23", "Signal: mina"]
    assert [row.language for row in person.languages.all()] == ["xyz", "fr", "en"]
    entry = AuditEntry.objects.get(act="person.updated", by=coach)
    assert entry.details == {"fields": ["called", "languages", "contacts"]}


def test_one_more_language_can_be_added(client_for, coach, person, address):
    client = client_for(coach)
    client.post(address, as_shown(client.get(address)) | {"language_4": "ar", "level_4": "fluent"})
    assert [row.language for row in person.languages.all()] == ["ff", "xyz", "fr", "en", "ar"]


@pytest.mark.parametrize(
    "changed",
    [{"full_name": " "}, {"full_name": "\x00"}, {"birth_year": "x"}, {"email_0": "no"}, {"language_9999": "fr", "full_name": ""}],
)
def test_what_cannot_be_is_refused_and_kept_as_typed(client_for, coach, person, address, changed):
    client = client_for(coach)
    response = client.post(address, as_shown(client.get(address)) | {"municipality": "Ans"} | changed)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert response.context["form"]["municipality"].value() == "Ans"


@pytest.mark.parametrize("who", ["mentor", "entrepreneur"])
def test_others_are_refused(client_for, request, address, who):
    assert client_for(request.getfixturevalue(who)).post(address, {"full_name": "X"}).status_code == 403


def test_a_neighbours_person_is_not_found(client_for, coach, neighbour_incubator):
    stranger = PersonFactory(incubator=neighbour_incubator)
    assert client_for(coach).get(f"/liege/people/{stranger.code}/edit/").status_code == 404


def test_other_methods_are_refused(client_for, coach, address):
    assert client_for(coach).put(address).status_code == 405
