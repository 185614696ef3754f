"""Answers as data: which questions are shown after which answers, and what an answer says in words.

By question id; what isn't answered is missing. "I don't know yet" is `{"unknown": true}` for any kind. Else, by kind:

    name       {"full_name": str, "called": str}
    text       str
    story      {"way": "written" | "spoken" | "phone", "text": str}     spoken: the recording is an upload of that question
    choice     str, the value of an option
    choices    [str, …]
    languages  [[code, level], …] best first; level is "", "beginner", "middle", "fluent" or "native"
    contact    {"kind": "phone" | "whatsapp" | "email", "value": str}
    place      {"name": str} or {"none": true}
    year, number, scale   int
    day        "2026-11-24"
    picture    true: the file is an upload of that question
"""

from collections.abc import Iterable, Mapping
from typing import Any

from interlab.core.questions.declared import Question, Questionnaire, text

Answers = Mapping[str, Any]


def shown(questionnaire: Questionnaire, answers: Answers) -> list[Question]:
    """Return the questions somebody with these answers is asked, in order."""
    asked: list[Question] = []
    for question in questionnaire:
        here = {one.id for one in asked}
        # A question that is itself hidden has no answer that counts.
        if all(name in here and _chosen(answers.get(name)) & set(wanted) for name, wanted in question.shown_if.items()):
            asked.append(question)
    return asked


def answered(questionnaire: Questionnaire, answers: Answers) -> list[Question]:
    """Return the questions that are asked and have an answer, be it "I don't know yet"."""
    return [question for question in shown(questionnaire, answers) if question.id in answers]


def missing(questionnaire: Questionnaire, answers: Answers) -> list[Question]:
    """Return the required questions that are asked and not answered yet."""
    return [question for question in shown(questionnaire, answers) if question.required and question.id not in answers]


def is_unknown(answer: Any) -> bool:
    return isinstance(answer, Mapping) and answer.get("unknown") is True


def _chosen(answer: Any) -> set[str]:
    return {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else set()


def options_told(question: Question, values: Iterable[str], language: str) -> list[str]:
    """Return the words of the chosen options, in the order of the question; one that is gone stays as it is."""
    values = list(values)
    known = [text(option.label, language) for option in question.options if option.value in values]
    return known + [value for value in values if question.option(value) is None]


def told(question: Question, answer: Any, language: str) -> str:
    """Return what an answer says, in words of `language`; what somebody typed stays as typed. Languages and levels: see `words`."""
    from interlab.core.questions.words import in_words

    return in_words(question, answer, language)
