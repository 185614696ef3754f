"""Languages by name, in the reader's language."""

import pytest
from django.utils import translation

from interlab.people.languages import OFFERED, language_choices, language_name


@pytest.mark.parametrize(
    ("ui", "code", "name"), [("fr", "ti", "tigrigna"), ("en", "prs", "Dari"), ("ar", "fr", "الفرنسية"), ("fr", "xx", "xx")]
)
def test_a_language_has_its_name(ui, code, name):
    with translation.override(ui):
        assert language_name(code) == name


@pytest.mark.parametrize("ui", ["fr", "en", "ar"])
def test_every_language_offered_has_a_name_of_its_own(ui):
    with translation.override(ui):
        choices = language_choices()
    assert choices[0][0] == ""
    assert {code for code, _name in choices[1:]} == set(OFFERED)
    assert [code for code, name in choices if code == name] == []
    assert len({name for _code, name in choices}) == len(choices)
