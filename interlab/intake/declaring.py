"""Changing what a call asks, as data: each change gives a new declaration that can be read, or says why not."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from interlab.core.errors import DomainError
from interlab.core.questions import Questionnaire, read
from interlab.intake.default_questions import FACTS, default_declaration

Declaration = dict[str, Any]
# Without these we could neither greet nor answer anybody.
INDISPENSABLE = frozenset({"name", "contact"})
# The answers of these mean something to us: their words are free, the answers themselves are not.
FIXED_OPTIONS = frozenset({"progress", "standing", "gender", "sector", "source", "may_work"})


def questions_in(declaration: Any, languages: Iterable[str]) -> Questionnaire:
    """Return the questions that a declaration asks in a call of these languages. Raises QuestionnaireError."""
    return read(declaration, languages=tuple(languages) or ("fr",), facts=FACTS)


def checked(declaration: Any, languages: Iterable[str]) -> Declaration:
    """Return the declaration if it can be read and asks what can't be done without."""
    questionnaire = questions_in(declaration, languages)
    for fact in sorted(INDISPENSABLE):
        question = questionnaire.filling(fact)
        if question is None or not question.required or question.after_check or question.shown_if:
            raise DomainError(_("We can't answer anybody whose name or contact we don't know: both are asked of everybody."))
    return {"questions": declaration["questions"]}


def default_for(languages: list[str]) -> Declaration:
    """Return the usual questions. A first language they aren't written in yet begins with what is there in another."""
    declaration = default_declaration()
    first = languages[0] if languages else "fr"
    for question in declaration["questions"]:
        for texts in [question["label"], *(option["label"] for option in question.get("options", []))]:
            texts.setdefault(first, next(iter(texts.values())))
    return declaration


def _rows(declaration: Declaration) -> tuple[Declaration, list[dict[str, Any]]]:
    copy = deepcopy(declaration)
    return copy, copy["questions"]


def place_of(declaration: Declaration, question: str) -> int:
    """Return where a question stands, from 0; -1 when it isn't asked."""
    return next((at for at, row in enumerate(declaration["questions"]) if row["id"] == question), -1)


def with_question(declaration: Declaration, row: Mapping[str, Any]) -> Declaration:
    """Add a question: last of those before the check page, or last of all."""
    copy, rows = _rows(declaration)
    row = {**row, "id": _free_name(row["id"], {one["id"] for one in rows})}
    after = [at for at, one in enumerate(rows) if one.get("after_check")]
    at = after[0] if after and not row.get("after_check") else len(rows)
    rows.insert(at, row)
    return copy


def _free_name(name: str, taken: set[str]) -> str:
    numbered = (f"{name}_{number}" for number in range(2, 100))
    return name if name not in taken else next(other for other in numbered if other not in taken)


def changed(declaration: Declaration, question: str, facts: Mapping[str, Any]) -> Declaration:
    """Change facts of a question; one that is empty is left out."""
    copy, rows = _rows(declaration)
    row = rows[place_of(copy, question)]
    row.update(facts)
    for name in [name for name, value in row.items() if value in ("", None, False, {}, [], 0) and name != "label"]:
        del row[name]
    return copy


def shifted(declaration: Declaration, question: str, step: int) -> Declaration:
    """Move a question one place up (-1) or down (1). At the edge nothing moves."""
    copy, rows = _rows(declaration)
    at = place_of(copy, question)
    if 0 <= at + step < len(rows):
        rows.insert(at + step, rows.pop(at))
    return copy


def without(declaration: Declaration, question: str) -> Declaration:
    """Take a question away, unless we can't do without it or another one depends on it."""
    copy, rows = _rows(declaration)
    row = rows[place_of(copy, question)]
    if row.get("fills") in INDISPENSABLE:
        raise DomainError(_("This question stays: we could not answer somebody whose name or contact we don't know."))
    if any(question in one.get("shown_if", {}) for one in rows):
        raise DomainError(_("Another question is shown only after this one. Change that one first."))
    rows.remove(row)
    return copy
