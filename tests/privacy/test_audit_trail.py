"""The audit trail: only ever added to, in the transaction of the act itself."""

import pytest
from django.db import transaction

from interlab.people.actions import PersonFacts, create_person, update_person
from interlab.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_an_act_leaves_its_entry(incubator, coach):
    person = create_person(incubator, PersonFacts(full_name="Yordanos Tesfay"), by=coach)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject_kind, entry.subject_code) == ("person.created", "person", person.code)
    assert (entry.person_code, entry.by, entry.incubator) == (person.code, coach, incubator)


def test_it_names_what_changed_and_not_what_it_was(incubator, coach):
    person = create_person(incubator, PersonFacts(full_name="Yordanos Tesfay", birth_year=1990), by=coach)
    update_person(person, PersonFacts(full_name="Yordanos Tesfaye", birth_year=1991), by=coach)
    entry = AuditEntry.objects.get(act="person.updated")
    assert sorted(entry.details["fields"]) == ["birth_year", "full_name"]
    assert "1990" not in str(entry.details)


def test_an_act_that_changes_nothing_leaves_none(incubator, coach):
    person = create_person(incubator, PersonFacts(full_name="Yordanos Tesfay"), by=coach)
    update_person(person, PersonFacts(full_name="Yordanos Tesfay"), by=coach)
    assert not AuditEntry.objects.filter(act="person.updated").exists()


def test_an_act_taken_back_leaves_none(incubator, coach):
    with transaction.atomic():
        create_person(incubator, PersonFacts(full_name="Yordanos Tesfay"), by=coach)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


def test_an_entry_is_neither_changed_nor_deleted(incubator, coach):
    create_person(incubator, PersonFacts(full_name="Yordanos Tesfay"), by=coach)
    entry = AuditEntry.objects.get()
    entry.act = "something.else"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
