"""What a reader sees of an application: all of it, or, in a blind round, what says nothing of who wrote it.

Blind, only answers on a list of what is known to be harmless are shown: whatever a later form asks is hidden until it is put there. In
texts, the writer's own names, e-mail addresses, phone numbers and links are left out. What is stored never changes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from interlab.core.questions.answers import answered
from interlab.core.questions.declared import Question, Questionnaire, read, text
from interlab.core.questions.words import in_words
from interlab.core.text import fold
from interlab.intake.models import Application

LEFT_OUT = "[…]"
# What an answer is to us, and the kinds of a question that is nothing to us, which say nothing of who answers.
_HARMLESS_FACTS = frozenset({"idea", "progress", "sector"})
_HARMLESS_KINDS = frozenset({"text", "story", "choice", "choices", "number", "scale"})
# Names of two letters are words of many languages: left alone inside a text.
_SHORTEST = 3
_REACHED = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|(?<!\w)@\w{3,}|(?:\+|\b)(?:\d[\s./()\-]*){8,}\d", re.IGNORECASE)
# Letters, and the marks that are written above and below them.
_WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
# "And", "with", "for", "as", "the": Arabic writes them in one with the next word.
_JOINED = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف", "ك")


@dataclass(frozen=True)
class Told:
    """One answer as a reader sees it. `waits`: it is a recording that the team must write down first."""

    label: str
    words: str
    waits: bool = False


def told(application: Application, *, blind: bool, language: str) -> list[Told]:
    """Return what a reader sees of an application, in the order in which it was asked."""
    questionnaire = questionnaire_of(application)
    answers = json.loads(application.answers)
    names = names_of(application, questionnaire, answers)
    transcripts = {upload.question: upload.transcript for upload in application.uploads.all()}
    shown = [one for one in answered(questionnaire, answers) if not blind or _is_harmless(one, questionnaire)]
    return [_told(one, answers[one.id], transcripts, names if blind else [], language) for one in shown]


def questionnaire_of(application: Application) -> Questionnaire:
    """Return what the application was asked."""
    declaration = application.form.declaration
    first = tuple(declaration["questions"][0]["label"])[:1]
    return read(declaration, languages=first or ("fr",))


def names_of(application: Application, questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[str]:
    """Return every name that its writer goes by: as answered, and as their file says."""
    asked = questionnaire.filling("name")
    answer = answers.get(asked.id) if asked else None
    found = [str(answer.get(part) or "") for part in ("full_name", "called")] if isinstance(answer, Mapping) else []
    if application.person is not None:
        found += [application.person.full_name, application.person.called]
    return [name for name in dict.fromkeys(found) if name]


def without_names(words: str, names: Iterable[str]) -> str:
    """Return `words` with names, e-mail addresses, phone numbers and links left out, however they are accented or spelled."""
    parts = {fold(part) for name in names for part in _WORD.findall(name)}
    parts |= {fold(name).replace(" ", "") for name in names}
    known = {part for part in parts if len(part) >= _SHORTEST}

    def is_name(word: str) -> bool:
        bare = fold(word)
        return bare in known or any(bare.startswith(start) and bare[len(start) :] in known for start in _JOINED)

    reached = _REACHED.sub(LEFT_OUT, words)
    hidden = _WORD.sub(lambda found: LEFT_OUT if is_name(found[0]) else found[0], reached)
    return re.sub(r"\[…\](?:[\s\-]*\[…\])+", LEFT_OUT, hidden)


def _is_harmless(question: Question, questionnaire: Questionnaire) -> bool:
    # That a question was asked at all tells what was answered before.
    for name in question.shown_if:
        earlier = questionnaire.question(name)
        if earlier is None or not _is_harmless(earlier, questionnaire):
            return False
    return question.fills in _HARMLESS_FACTS if question.fills else question.kind in _HARMLESS_KINDS


def _told(question: Question, answer: Any, transcripts: Mapping[str, str], names: list[str], language: str) -> Told:
    label = text(question.label, language)
    spoken = isinstance(answer, Mapping) and answer.get("way") == "spoken" and not answer.get("text")
    words = transcripts.get(question.id, "") if spoken else in_words(question, answer, language)
    if spoken and not words:
        with override(language):
            return Told(label, _("A recording. The team has to write it down first."), waits=True)
    return Told(label, without_names(words, names) if names else words)
