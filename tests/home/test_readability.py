"""Public French is easy: short sentences, everyday words. A page that isn't translated yet is measured in the language it has."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from interlab.intake.default_questions import default_declaration
from tests.factories.intake import CallFactory
from tests.home.public_site import published, sentences
from tests.permissions import PUBLIC_SITE, PUBLIC_SITE_PARTS

pytestmark = pytest.mark.django_db

MEAN, LONGEST = 12, 20
# Letters from which a word is long for whoever learns French, and how many such words a page may hold.
LONG_WORD, LONG_SHARE = 11, 0.08
# Whole words or beginnings of words that administrations say and people don't.
JARGON = re.compile(
    r"\b(bénéficiaires?|dispositifs?|dossiers?|porteu(r|se)s? de projet|entreprenariat|entrepreneuriat|entrepreneuriale?s?"
    r"|accompagnement personnalisé|parcours d.insertion|public.cible|usagers?|éligib\w+|critères? d.éligibilité|modalités?"
    r"|démarches? administratives?|justificatifs?|formulaires?|candidatures?|susmentionn\w+|ci-(dessus|dessous|après|joint\w*)"
    r"|le cas échéant|dans le cadre de|en vue de|afin de|au sein de|préalable\w*|ultérieur\w*|nonobstant|mise en œuvre"
    r"|synergies?|incubateurs?|pitch\w*|business ?(plan|model)|start.?up|coaching|feedback|workshops?|networking|leviers?"
    r"|problématiques?|thématiques?|valoris\w+|finalis\w+|optimis\w+|impacter|inclusi(f|ve)s?|primo-arrivants?|allochtones?"
    r"|ressortissants?|population|trajectoires?|empowerment|autonomis\w+|capacitation|employabilité)\b",
    re.IGNORECASE,
)
# Words that are long and known to everybody.
KNOWN = {
    "entreprise",
    "maintenant",
    "anniversaire",
    "confidentiel",
    "gratuitement",
    "aujourd’hui",
    "association",
    "accessibilité",
}
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def words_of(sentence: str) -> list[str]:
    # An address or an e-mail is one thing, whatever it is made of.
    return WORD.findall(re.sub(r"\S+@\S+|\b[\w-]+(\.[\w-]+)+\b", "x", sentence))


def hard(found: list[str]) -> list[str]:
    """Return what is wrong with some sentences, in words."""
    counted = [(len(words_of(one)), one) for one in found]
    wrong = [f"{n} words: {one}" for n, one in counted if n > LONGEST]
    wrong += [f"jargon “{match[0]}”: {one}" for one in found if (match := JARGON.search(one))]
    if counted and (mean := sum(n for n, _one in counted) / len(counted)) > MEAN:
        wrong.append(f"{mean:.1f} words a sentence")
    words = [word for one in found for word in re.split(r"['’-]", " ".join(words_of(one)).replace(" ", "-"))]
    long = [word for word in words if len(word) >= LONG_WORD and word.lower() not in KNOWN]
    if len(words) >= 40 and len(long) / len(words) > LONG_SHARE:
        wrong.append(f"{len(long)} long words of {len(words)}: {sorted(set(long))}")
    return wrong


@pytest.mark.parametrize("name", list(PUBLIC_SITE))
def test_a_public_page_is_easy_to_read(client, incubator, name):
    published(incubator, legal_name="Asbl", email="a@b.example", phone="04 1", address="Liège")
    CallFactory(incubator=incubator)
    path = reverse(name, args=["liege", *PUBLIC_SITE_PARTS.get(name, {}).values()])
    answer = client.get(path, headers={"accept-language": "fr"})
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        # What needs an application of one's own is read by its own tests.
        return
    assert hard(sentences(answer.content.decode())) == []


def _texts(declared: object, key: str = "") -> list[str]:
    """Return every French text of a declaration, however deep."""
    if isinstance(declared, dict):
        if isinstance(declared.get("fr"), str):
            return [declared["fr"]]
        return [text for name, inner in declared.items() for text in _texts(inner, name)]
    return [text for inner in declared for text in _texts(inner, key)] if isinstance(declared, list) else []


def test_the_questions_are_easy_to_read():
    with translation.override("fr"):
        texts = _texts(default_declaration())
    assert texts
    parts = [part for text in texts for part in re.split(r"(?<=[.!?:…])\s+|\n+", text) if WORD.search(part)]
    assert hard(parts) == []


def test_the_measure_finds_what_is_hard():
    assert hard(["Le dispositif vise les personnes."]) == ["jargon “dispositif”: Le dispositif vise les personnes."]
    assert hard(["Nous " + "marchons " * 20 + "loin."])[0].startswith("22 words")
    assert hard(["Un deux trois quatre cinq six sept huit neuf dix onze douze treize."]) == ["13.0 words a sentence"]
    assert "long words" in hard(["Administrativement, professionnellement."] * 20)[0]
    assert hard(["Vous racontez votre idée.", "Écrivez à bonjour@interlab.example."]) == []
