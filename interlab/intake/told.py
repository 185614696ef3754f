"""What an application told us, in words: each question with its answer, in the version of the questions that it was given."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from interlab.core.questions import Question, answered, told
from interlab.core.questions.declared import text
from interlab.intake.asked import answers_of, questionnaire_of
from interlab.intake.models import Application

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


def answers_in_words(application: Application) -> list[Answer]:
    """Return what was asked and answered, in order, in the reader's language. Needs `form` and `call` at hand."""
    language = (get_language() or "fr").split("-")[0]
    said = answers_of(application)
    return [
        Answer(one, said[one.id], text(one.label, language), told(one, said[one.id], language))
        for one in answered(questionnaire_of(application.form), said)
    ]
