"""People, sessions, or something else: what a sheet is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .folding import as_text, fold, fold_header
from .headers import fields_of_header, is_not_kept
from .layout import Header
from .shapes import Column, Reason, Row, Sheet, Value, because

_TELLS_PEOPLE = {
    "email": 2,
    "phone": 2,
    "birth_year": 2,
    "gender": 2,
    "languages": 2,
    "municipality": 2,
    "status": 2,
    "stage": 1,
    "entered_on": 1,
    "project": 1,
    "launched_on": 1,
    "sector": 1,
    "enterprise_number": 1,
    "standing": 1,
    "left_on": 1,
    "exit": 1,
    "cohort": 0.5,
    "coach": 0.5,
    "legal_form": 1,
    "source": 0.5,
}
_TELLS_SESSIONS = {"minutes": 3, "held_on": 2, "kind": 2, "starts_at": 1, "ends_at": 1, "topics": 1, "by": 0.5}
_NAMES = ("full_name", "family_name", "given_name")
_OTHERS = re.compile(
    r"\b(?:partenaires?|partners?|mentors?|mentores|benevoles?|vrijwilligers?|equipe|team|staff|coachs|"
    r"coaches|experts?|jury|presse|pers|animateurs|"
    r"intervenants|formateurs|donateurs|bailleurs|fournisseurs?|leveranciers|prestataires|contacts utiles|"
    r"adresses utiles|volunteers)\b"
)
_SUMMARY_CELLS = re.compile(
    r"^(?:etiquettes de lignes?|row labels?|rijlabels?|total general|grand total|somme de|nombre de|nb de|"
    r"sum of|count of|aantal van|som van)\b"
)
_SUMMARY_NAME = re.compile(
    r"\b(?:stat|stats|statistiques?|statistics|statistieken|pivot|tcd|synthese|tableau de bord|dashboard|"
    r"recap|recapitulatif|overzicht|bilan chiffre|graphiques?|indicateurs?)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The sheet read as one kind."""

    kind: str
    header: Header
    rows: list[Row]
    columns: list[Column]

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column.field}

    @property
    def names_somebody(self) -> bool:
        return any(name in self.fields for name in _NAMES)


def decide_kind(sheet: Sheet, candidates: list[Candidate], chosen: str | None) -> tuple[Candidate | None, Reason | None]:
    """The best way to read the sheet, or why it is left aside."""
    if not sheet.rows:
        return None, because("sheet_empty")
    if chosen == "left_aside":
        return None, because("sheet_left_aside_by_choice")
    for candidate in candidates:
        if candidate.kind == chosen and candidate.names_somebody and (chosen == "people" or "held_on" in candidate.fields):
            return candidate, None
    scored = [(score, candidate) for candidate in candidates if (score := _score(candidate)) > 0]
    if not scored:
        return None, _why_not(sheet, candidates)
    score, best = max(scored, key=lambda pair: pair[0])
    if score < 2 and best.kind != chosen and _why_not(sheet, candidates).code == "sheet_without_person":
        return None, because("sheet_without_person")
    if chosen == best.kind:
        return best, None
    if (
        best.kind == "people"
        and _OTHERS.search(fold(sheet.name))
        and not re.search(r"\b(?:coach|equipe)\s+[a-z]", fold(sheet.name))
    ):
        return None, because("sheet_of_others", name=sheet.name)
    if _is_summary(sheet, best):
        return None, because("sheet_summary")
    return best, None


def tells_people(fields: set[str]) -> float:
    """How surely these fields describe people."""
    return sum(_TELLS_PEOPLE.get(field, 0) for field in fields)


def tells_sessions(candidate: Candidate) -> bool:
    """Whether the columns are enough for a register of sessions."""
    return candidate.kind == "sessions" and _score(candidate) > 0


def _score(candidate: Candidate) -> float:
    fields = candidate.fields
    if candidate.kind == "people":
        told = tells_people(fields)
        return told if candidate.names_somebody and told >= 1 and candidate.rows else 0.0
    told = sum(_TELLS_SESSIONS.get(field, 0) for field in fields)
    if "held_on" not in fields or not candidate.names_somebody or told < 2.5:
        return 0.0
    return told + (0.5 if _names_return(candidate) else 0.0)


def _names_return(candidate: Candidate) -> bool:
    """The same persons come back from row to row, as they do in a register of sessions."""
    index = next(column.index for column in candidate.columns if column.field in _NAMES)
    names = [fold(as_text(row.cell(index))) for row in candidate.rows[:500] if row.cell(index) is not None]
    return len(names) > 3 and len(set(names)) < 0.7 * len(names)


def _is_summary(sheet: Sheet, best: Candidate) -> bool:
    if _SUMMARY_NAME.search(fold(sheet.name)) and len(best.fields) < 5:
        return True
    return _looks_summed(sheet) and len(best.fields) < 4


def _looks_summed(sheet: Sheet) -> bool:
    return any(
        _SUMMARY_CELLS.match(fold(as_text(value))) for row in sheet.rows[:10] for value in row.cells if isinstance(value, str)
    )


def _are_titles(cells: tuple[Value, ...]) -> bool:
    texts = [value for value in cells if value is not None]
    if not all(isinstance(text, str) and not any(letter.isdigit() or letter == "@" for letter in text) for text in texts):
        return False
    return len(texts) == 1 or any(
        fields_of_header(str(text), kind) or is_not_kept(str(text)) for text in texts for kind in ("people", "sessions")
    )


def _why_not(sheet: Sheet, candidates: list[Candidate]) -> Reason:
    if _looks_summed(sheet) or _SUMMARY_NAME.search(fold(sheet.name)):
        return because("sheet_summary")
    for candidate in candidates:
        fields = candidate.fields
        if candidate.kind == "sessions" and "held_on" in fields and len(fields) > 1 and not candidate.names_somebody:
            return because("sheet_without_person")
        if (
            candidate.kind == "sessions"
            and {"minutes", "kind"} <= fields
            and candidate.names_somebody
            and "held_on" not in fields
        ):
            return because("sheet_without_date")
        if candidate.kind == "people" and fields and fields <= {*_NAMES, "called"}:
            return because("sheet_only_names")
    titles = [as_text(value) for row in sheet.rows[:1] for value in row.cells if isinstance(value, str) and fold_header(value)]
    # A first row that isn't made of titles holds somebody's data, which nothing may repeat.
    if any(len(row.cells) > 1 for row in sheet.rows[:20]) and _are_titles(sheet.rows[0].cells):
        return because("sheet_other_subject", headers=", ".join(titles)[:120])
    return because("sheet_without_header")
