"""What an application was asked and what was answered, in the version of the questions that it was given."""

from dataclasses import dataclass
from typing import Any

from interlab.core.questions import Question, Questionnaire, answered, read
from interlab.intake.models import Application, CallForm


@dataclass(frozen=True)
class Answer:
    """One question that was asked, and its answer as data."""

    question: Question
    answer: Any


def questionnaire_of(form: CallForm) -> Questionnaire:
    """Return the questions of one version, as they were when it was published."""
    rows = form.declaration["questions"]
    labels = [words["label"] for row in rows for words in (row, *row.get("options", ()))]
    everywhere = set.intersection(*(set(label) for label in labels))
    return read(form.declaration, languages=("fr",) if "fr" in everywhere else tuple(sorted(everywhere)))


def answers_of(application: Application) -> list[Answer]:
    """Return what was asked and answered, in order. Needs `form` at hand."""
    said = application.said
    return [Answer(question, said[question.id]) for question in answered(questionnaire_of(application.form), said)]
