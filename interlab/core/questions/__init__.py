"""Declared question pages: one engine for every form, pulse and survey that asks people something, one question a page.

A questionnaire is data (`declared.read`): pages of known kinds, in several languages, optional or required, shown only after certain
answers. What somebody answers is data too, by question, and stays readable with the version it was given to (`answers`). No domain
word here: what a question's answer becomes (a person's name, a project) is said by whoever declares it, in `fills`.
"""

from interlab.core.questions.answers import answered, shown, told
from interlab.core.questions.declared import KINDS, Option, Question, Questionnaire, QuestionnaireError, read

__all__ = ["KINDS", "Option", "Question", "Questionnaire", "QuestionnaireError", "answered", "read", "shown", "told"]
