"""Every sentence of the interface is in the catalogues, in French and English without a gap, in Arabic where entrepreneurs read."""

import gettext
import re
import shutil

import pytest
from babel.messages.catalog import Catalog

from tests.catalogues import LANGUAGES, catalogue, extracted, key, read_catalogue, read_in_arabic, translated

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    if shutil.which("xgettext") is None:
        pytest.skip("gettext isn't installed: `make test` installs it")
    return extracted(tmp_path_factory.mktemp("locale"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_the_catalogue(language: str, sentences: Catalog):
    known = {key(message) for message in read_catalogue(language) if message.id}
    wanted = {key(message) for message in sentences if message.id}
    assert sorted(map(str, wanted - known)) == [], "make messages"
    assert sorted(map(str, known - wanted)) == [], "sentences that nobody says any more: make messages"


def test_french_is_complete():
    assert [key(message) for message in read_catalogue("fr") if message.id and not translated(message)] == []


def test_english_doubts_nothing():
    """English is the language of the sentences themselves: an empty translation is the sentence."""
    assert [key(message) for message in read_catalogue("en") if message.fuzzy and message.id] == []


def test_arabic_is_complete_where_entrepreneurs_read():
    catalog = read_catalogue("ar")
    wrong = [
        key(message)
        for message in catalog
        if message.id and (message.fuzzy or (read_in_arabic(message) and not translated(message)))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str):
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text))

    wrong = []
    for message in read_catalogue(language):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        known = set().union(*map(names, ids))
        strings = (message.string,) if isinstance(message.string, str) else message.string
        # The form for one or two may say the number as a word.
        required = known if len(ids) == 1 else set()
        wrong += [string for string in strings if string and not required <= names(string) <= known]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogues_are_in_step(language: str):
    with catalogue(language).with_suffix(".mo").open("rb") as compiled:
        held = gettext.GNUTranslations(compiled)._catalog
    for message in read_catalogue(language):
        if not message.id or message.fuzzy or not translated(message):
            continue
        context, singular = key(message)
        name = singular if context is None else f"{context}\x04{singular}"
        if isinstance(message.string, str):
            assert held.get(name) == message.string, f"make messages: {name}"
        else:
            assert tuple(held.get((name, n)) for n in range(len(message.string))) == tuple(message.string), (
                f"make messages: {name}"
            )
