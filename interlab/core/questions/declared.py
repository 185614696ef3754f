"""Reading a declared questionnaire: every mistake is told with the place it is at.

The shape, as JSON:

    {"questions": [{
        "id": "idea",                      letters, digits, underscores; unique
        "kind": "story",                   one of KINDS
        "label": {"fr": "…", "ar": "…"},   at least the first language of `languages`
        "help": {"fr": "…"},               may be missing
        "required": true,                  false when missing
        "after_check": true,               asked after the check page, with its reason in `help`; false when missing
        "shown_if": {"standing": ["local"]},   every named earlier question has one of these answers
        "options": [{"value": "local", "label": {"fr": "…"}}],   kinds choice and choices
        "longest": 2000,                   letters, kinds text and story
        "fills": "full_name"               what the answer is to whoever asked; the engine passes it on
    }]}
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Kind → what it asks for, in words. The shape of its answer stands in `answers`.
KINDS: dict[str, str | Promise] = {
    "name": gettext_lazy("a name, and how to call them"),
    "text": gettext_lazy("a few words"),
    "story": gettext_lazy("an idea: written, spoken or told on the phone"),
    "choice": gettext_lazy("one answer of several"),
    "choices": gettext_lazy("several answers"),
    "languages": gettext_lazy("languages, with how well they are spoken"),
    "contact": gettext_lazy("a way to reach them: phone, WhatsApp or e-mail"),
    "place": gettext_lazy("a municipality, or no fixed address"),
    "year": gettext_lazy("a year"),
    "number": gettext_lazy("a number"),
    "day": gettext_lazy("a day"),
    "scale": gettext_lazy("a level from 0 to 10"),
    "picture": gettext_lazy("a picture"),
}
WITH_OPTIONS = frozenset({"choice", "choices"})
TEXTS = frozenset({"text", "story"})
LONGEST = {"text": 300, "story": 5000}
MOST_QUESTIONS = 40
MOST_OPTIONS = 30
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KNOWN = frozenset({"id", "kind", "label", "help", "required", "after_check", "shown_if", "options", "longest", "fills"})


class QuestionnaireError(ValueError):
    """A declaration can't be read. `place` says where: "question 3, options"; the message says what to do."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place, self.message = place, message


@dataclass(frozen=True)
class Option:
    value: str
    label: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One page. Texts are by language; `text` chooses the reader's."""

    id: str
    kind: str
    label: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    after_check: bool = False
    shown_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    longest: int = 0
    fills: str = ""

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Questionnaire:
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    def filling(self, what: str) -> Question | None:
        """Return the question whose answer is this fact to whoever asked."""
        return next((question for question in self.questions if question.fills == what), None)


def text(texts: Mapping[str, str], language: str) -> str:
    """Return a text in `language`, else in the language it was first written in, else nothing."""
    return texts.get(language) or next((words for words in texts.values() if words), "")


def read(declaration: Any, *, languages: tuple[str, ...] = ("fr",), facts: frozenset[str] | None = None) -> Questionnaire:
    """Return the questionnaire that `declaration` declares.

    `languages[0]` must be there in every text; `facts` are the words that `fills` may hold (None: any). Raises QuestionnaireError with
    the place of the first mistake.
    """
    rows = declaration.get("questions") if isinstance(declaration, dict) else None
    if not isinstance(rows, list) or not rows:
        raise QuestionnaireError("", _("A form asks at least one question."))
    if len(rows) > MOST_QUESTIONS:
        raise QuestionnaireError("", _("A form asks %(most)s questions at most.") % {"most": MOST_QUESTIONS})
    found: list[Question] = []
    for number, row in enumerate(rows, 1):
        place = _("question %(number)s") % {"number": number}
        found.append(_question(row, place, found, languages, facts))
    return Questionnaire(tuple(found))


def _question(row: Any, place: str, before: list[Question], languages: tuple[str, ...], facts: frozenset[str] | None) -> Question:
    if not isinstance(row, dict):
        raise QuestionnaireError(place, _("This is not a question."))
    if unknown := sorted(set(row) - _KNOWN):
        raise QuestionnaireError(place, _("“%(word)s” is unknown here.") % {"word": unknown[0]})
    name, kind = row.get("id"), row.get("kind")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise QuestionnaireError(place, _("Its short name is made of small letters, digits and underscores, 40 at most."))
    if any(other.id == name for other in before):
        raise QuestionnaireError(place, _("Another question is called “%(name)s” already.") % {"name": name})
    if not isinstance(kind, str) or kind not in KINDS:
        raise QuestionnaireError(place, _("Choose what kind of question it is."))
    fills = row.get("fills", "")
    if not isinstance(fills, str) or (fills and facts is not None and fills not in facts):
        raise QuestionnaireError(place, _("Nothing here is called “%(word)s”.") % {"word": fills})
    if fills and any(other.fills == fills for other in before):
        raise QuestionnaireError(place, _("Another question asks the same already."))
    return Question(
        id=name,
        kind=kind,
        label=_texts(row.get("label"), place, _("label"), languages, longest=200, needed=True),
        help=_texts(row.get("help", {}), place, _("help"), languages, longest=600),
        required=_yes(row.get("required", False), place),
        after_check=_yes(row.get("after_check", False), place),
        shown_if=_condition(row.get("shown_if", {}), place, before),
        options=_options(row.get("options", []), place, kind, languages),
        longest=_longest(row.get("longest", 0), place, kind),
        fills=fills,
    )


def _yes(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise QuestionnaireError(place, _("Say yes or no."))
    return value


def _texts(
    value: Any, place: str, what: str, languages: tuple[str, ...], *, longest: int, needed: bool = False
) -> dict[str, str]:
    place = f"{place}, {what}"
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise QuestionnaireError(place, _("Write it once in each language."))
    if strange := [code for code in value if not isinstance(code, str) or not _LANGUAGE.fullmatch(code)]:
        raise QuestionnaireError(place, _("“%(word)s” is no language.") % {"word": strange[0]})
    if too_long := [code for code, words in value.items() if len(words) > longest]:
        raise QuestionnaireError(
            place, _("%(most)s letters at most (%(language)s).") % {"most": longest, "language": too_long[0]}
        )
    texts = {code: words.strip() for code, words in value.items() if words.strip()}
    first = languages[0]
    if needed and first not in texts:
        raise QuestionnaireError(place, _("Write it in the first language (%(language)s).") % {"language": first})
    return {first: texts.pop(first), **texts} if first in texts else texts


def _options(value: Any, place: str, kind: str, languages: tuple[str, ...]) -> tuple[Option, ...]:
    place = f"{place}, {_('answers')}"
    if not isinstance(value, list):
        raise QuestionnaireError(place, _("List the answers to choose from."))
    if kind not in WITH_OPTIONS:
        if value:
            raise QuestionnaireError(place, _("This kind of question has no answers to choose from."))
        return ()
    if not 2 <= len(value) <= MOST_OPTIONS:
        raise QuestionnaireError(place, _("Give 2 to %(most)s answers to choose from.") % {"most": MOST_OPTIONS})
    found: list[Option] = []
    for row in value:
        name = row.get("value") if isinstance(row, dict) and set(row) <= {"value", "label"} else None
        if not isinstance(name, str) or not _ID.fullmatch(name):
            raise QuestionnaireError(place, _("Its short name is made of small letters, digits and underscores, 40 at most."))
        if any(option.value == name for option in found):
            raise QuestionnaireError(place, _("Two answers are called “%(name)s”.") % {"name": name})
        found.append(Option(name, _texts(row.get("label"), place, name, languages, longest=120, needed=True)))
    return tuple(found)


def _condition(value: Any, place: str, before: list[Question]) -> dict[str, tuple[str, ...]]:
    place = f"{place}, {_('shown if')}"
    if not isinstance(value, dict):
        raise QuestionnaireError(place, _("Name an earlier question and its answers."))
    found = {}
    for name, wanted in value.items():
        asked = next((question for question in before if question.id == name), None)
        if asked is None or asked.kind not in WITH_OPTIONS:
            raise QuestionnaireError(place, _("“%(name)s” is no earlier question with answers to choose from.") % {"name": name})
        if not isinstance(wanted, list) or not wanted or not all(isinstance(one, str) and asked.option(one) for one in wanted):
            raise QuestionnaireError(place, _("Choose among the answers of “%(name)s”.") % {"name": name})
        found[name] = tuple(wanted)
    return found


def _longest(value: Any, place: str, kind: str) -> int:
    most = LONGEST.get(kind, 0)
    if not value:
        return most
    if kind not in TEXTS or not isinstance(value, int) or isinstance(value, bool) or not 10 <= value <= most:
        raise QuestionnaireError(place, _("The longest text has 10 to %(most)s letters.") % {"most": most or LONGEST["text"]})
    return value
