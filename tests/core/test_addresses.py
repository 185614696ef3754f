"""Addresses of many rows, and the condition on many keys."""

import pytest
from django.db import connection
from django.urls import reverse

from interlab.core.addresses import addresses
from interlab.core.codes import new_code
from interlab.core.templatetags.page import day, short_day
from interlab.people.models import Person, SearchWord
from tests.factories import PersonFactory


@pytest.mark.parametrize("name", ["journeys:person_detail", "journeys:session_edit", "journeys:document_download"])
def test_an_address_filled_in_is_the_one_looked_up(name):
    code = new_code()
    assert addresses(name, "liege-0-0")(code) == reverse(name, args=["liege-0-0", code])


def test_codes_are_twelve_letters_and_never_twice():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 12 and code.isalnum() and code.isascii() for code in codes)


@pytest.mark.django_db
def test_rows_among_keys_are_those_in_them(incubator):
    persons = [PersonFactory(incubator=incubator) for _ in range(3)]
    wanted = {persons[0].pk, persons[2].pk}
    assert set(Person.objects.filter(pk__among=wanted).values_list("pk", flat=True)) == wanted
    assert not Person.objects.filter(pk__among=[]).exists()
    assert set(SearchWord.objects.filter(person__among=wanted).values_list("person", flat=True)) == wanted
    sql, params = Person.objects.filter(pk__among=range(1000)).query.sql_with_params()
    assert len(params) == 1, sql
    assert "json_each" in sql if connection.vendor == "sqlite" else "ANY" in sql


def test_a_day_written_out_follows_the_language(settings):
    from datetime import date

    from django.utils import translation

    value = date(2024, 5, 3)
    written = {}
    for language in ("fr", "en", "fr"):
        with translation.override(language):
            written.setdefault(language, set()).add((day(value), short_day(value)))
    assert all(len(words) == 1 for words in written.values())
    assert written["fr"] != written["en"]
