"""What only the team can say: each question once, with every row that waits for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from .shapes import Question, Reason

SKIP = "skip"
Expects = Literal["choice", "date", "minutes"]


@dataclass(slots=True)
class Questions:
    """Questions by id, in the order they arise; an answer that isn't among the choices counts as none."""

    answers: Mapping[str, str]
    open: dict[str, Question] = field(default_factory=dict)
    _affected: dict[str, list[int]] = field(default_factory=dict)
    _first_ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def first_id(self, subject: str, value: str, proposed: str) -> str:
        """One id for one value wherever it comes back, as in twelve monthly sheets: the first place it was met."""
        return self._first_ids.setdefault((subject, value), proposed)

    def ask(
        self,
        question_id: str,
        *,
        sheet: str,
        reason: Reason,
        row: int,
        column: str | None = None,
        about_row: bool = False,
        choices: Sequence[tuple[str, str]] = (),
        expects: Expects = "choice",
    ) -> str | None:
        """The valid answer already given, or None: then the question is open and `row` waits for it."""
        answer = self.answers.get(question_id)
        if answer is not None and self._is_valid(str(answer), choices, expects):
            return str(answer)
        if question_id not in self.open:
            self.open[question_id] = Question(
                question_id, sheet, row if about_row else None, column, reason, tuple(choices), (), expects
            )
            self._affected[question_id] = []
        if not self._affected[question_id] or self._affected[question_id][-1] != row:
            self._affected[question_id].append(row)
        return None

    @staticmethod
    def _is_valid(answer: str, choices: Sequence[tuple[str, str]], expects: Expects) -> bool:
        if answer == SKIP or any(answer == value for value, _ in choices):
            return True
        if expects == "date":
            return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", answer)) and _is_date(answer)
        return expects == "minutes" and bool(re.fullmatch(r"\d{1,3}", answer)) and 1 <= int(answer) <= 720

    def all(self) -> list[Question]:
        return [replace(question, affected_rows=tuple(self._affected[key])) for key, question in self.open.items()]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
