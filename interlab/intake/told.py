"""What an application told us, in words: each question with its answer, in the version of the questions that it was given."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from interlab.core.questions import Question, Questionnaire, answered, read, told
from interlab.core.questions.declared import text
from interlab.intake.models import Application, CallForm

_TYPED = frozenset({"name", "text", "story", "place", "contact"})


@dataclass(frozen=True)
class Answer:
    """One question that was asked, and its answer: as data, and in words."""

    question: Question
    answer: Any
    label: str
    words: str

    @property
    def is_typed(self) -> bool:
        """Whether the words are the writer's own, in whatever language they write."""
        return self.question.kind in _TYPED


def questionnaire_of(form: CallForm) -> Questionnaire:
    """Return the questions of one version, as they were when it was published."""
    rows = form.declaration["questions"]
    labels = [words["label"] for row in rows for words in (row, *row.get("options", ()))]
    everywhere = set.intersection(*(set(label) for label in labels))
    return read(form.declaration, languages=("fr",) if "fr" in everywhere else tuple(sorted(everywhere)))


def answers_in_words(application: Application) -> list[Answer]:
    """Return what was asked and answered, in order, in the reader's language. Needs `form` at hand."""
    language = (get_language() or "fr").split("-")[0]
    said = application.said
    return [
        Answer(one, said[one.id], text(one.label, language), told(one, said[one.id], language))
        for one in answered(questionnaire_of(application.form), said)
    ]
