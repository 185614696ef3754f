"""What an application is asked and what it answered, read from data; and where its writer goes on."""

import json
from typing import Any

from interlab.core.questions import Question, Questionnaire, QuestionnaireError, read, shown
from interlab.core.questions.answers import missing
from interlab.intake.models import Application, Call, CallForm


def questionnaire_of(form: CallForm) -> Questionnaire:
    """Return the questions of one version of a call's form."""
    languages = [*form.call.languages, "fr"]
    try:
        return read(form.declaration, languages=tuple(languages))
    except QuestionnaireError:
        # The languages of the call were changed since: whatever the questions were first written in will do.
        first = next(iter(form.declaration["questions"][0]["label"]))
        return read(form.declaration, languages=(first,))


def answers_of(application: Application) -> dict[str, Any]:
    """Return what was answered, by question."""
    answers: dict[str, Any] = json.loads(application.answers)
    return answers


def newest_form(call: Call) -> CallForm | None:
    """Return the version that somebody who starts now is asked."""
    return call.versions.filter(published_at__isnull=False).order_by("number").last()


def how_many(form: CallForm) -> int:
    """Return how many questions everybody is asked before the check page."""
    return sum(not question.after_check and not question.shown_if for question in questionnaire_of(form))


class Page:
    """An application as its writer walks through it."""

    def __init__(self, application: Application) -> None:
        self.application = application
        # One call, one row of it.
        application.form.call = application.call
        self.questionnaire = questionnaire_of(application.form)
        self.answers = answers_of(application)

    @property
    def asked(self) -> list[Question]:
        """The questions before the check page, as the answers have it."""
        return [question for question in shown(self.questionnaire, self.answers) if not question.after_check]

    @property
    def asked_after(self) -> list[Question]:
        """The questions after the check page; each may be skipped."""
        return [question for question in shown(self.questionnaire, self.answers) if question.after_check]

    @property
    def missing(self) -> list[Question]:
        return [question for question in missing(self.questionnaire, self.answers) if not question.after_check]

    def around(self, question: Question) -> list[Question]:
        """Return the questions of the same part."""
        return self.asked_after if question.after_check else self.asked

    def before(self, question: Question) -> Question | None:
        part = self.around(question)
        place = part.index(question)
        return part[place - 1] if place else None

    def after(self, question: Question) -> Question | None:
        part = self.around(question)
        place = part.index(question) + 1
        return part[place] if place < len(part) else None

    def to_go_on(self) -> Question | None:
        """Return the first question to answer: what was passed over on purpose isn't asked again. None: all is told."""
        asked = self.asked
        names = [question.id for question in asked]
        reached = names.index(self.application.reached) if self.application.reached in names else 0
        for place, question in enumerate(asked):
            if question.id not in self.answers and (question.required or place >= reached):
                return question
        return None
