"""What each column says: its title weighed together with what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from .contacts import read_emails, read_enterprise_number, read_gender, read_phones
from .dates import looks_like_date, month_in, read_birth_year, read_time
from .durations import looks_like_duration
from .folding import as_text, fold, fold_header, is_blank, letter_of, says_nothing
from .grids import says_absent, says_present
from .headers import MANY, PEOPLE, SESSIONS, fields_of_header, is_not_kept
from .languages import read_languages
from .layout import Header
from .meanings import Meanings
from .names import name_key
from .private import sensitive_content, sensitive_header
from .shapes import Column, Confidence, Reason, Row, Value, because

SAMPLED = 300
ENOUGH = 4.0
SURE = 8.0
_DATES = frozenset({"held_on", "entered_on", "left_on", "launched_on"})
_NAMES = frozenset({"full_name", "family_name", "given_name", "called"})
_SAYS_STATUS = ("stat", "etap", "phase", "stad", "fase", "stag", "avanc")
# "Situation" is often somebody's income, which is nobody's business here.
_SOCIAL = frozenset(
    "demandeur d emploi|demandeuse d emploi|demandeur emploi|de|chomeur|chomeuse|chomage|cpas|ocmw|ris|"
    "sans emploi|salarie|salariee|etudiant|etudiante|"
    "allocataire|invalidite|mutuelle|sans revenu|werkzoekend|werkzoekende|leefloon|werkloos|unemployed|"
    "employed|student|job seeker|retraite|"
    "sans papiers|demandeur d asile|refugie|marie|celibataire|divorce".split("|")
)
_VOCABULARY = {"status": "status", "stage": "stage", "kind": "session_kind", "exit": "exit_reason", "standing": "standing"}
Test = Callable[[Value], bool]


@dataclass(frozen=True, slots=True)
class Weighing:
    """What helps to decide: the team's labels, its answers and memory, the names already read."""

    meanings: Meanings
    memory: Mapping[tuple[str, str], str]
    chosen: Mapping[str, str]
    today: date
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Candidate:
    index: int
    header: str
    values: list[Value]
    scores: dict[str, float]
    aside: Reason | None = None
    decided: tuple[str, Reason] | None = None


def understand_columns(kind: str, sheet_name: str, header: Header, rows: list[Row], weighing: Weighing) -> list[Column]:
    """Every column of the sheet with the one field it feeds, if any; a field that isn't in `MANY` has one column at most."""
    width = max([len(header.texts), *(len(row.cells) for row in rows)])
    values: list[list[Value]] = [[] for _ in range(width)]
    for row in rows[: SAMPLED * 3]:
        for index, value in enumerate(row.cells):
            if len(values[index]) < SAMPLED and not is_blank(value):
                values[index].append(value)
    candidates = [_candidate(kind, sheet_name, index, header, values[index], weighing) for index in range(width)]
    candidates = [candidate for candidate in candidates if candidate.header or candidate.values]
    taken = _assigned(candidates)
    _settle_names(taken)
    return [_column(candidate, taken.get(candidate.index), taken, candidates) for candidate in candidates]


def _candidate(kind: str, sheet_name: str, index: int, header: Header, values: list[Value], weighing: Weighing) -> _Candidate:
    text = header.texts[index] if index < len(header.texts) else ""
    candidate = _Candidate(index, text, values, {})
    sensitive = sensitive_header(text) or sensitive_content(
        [as_text(value) for value in values[:100] if not says_nothing(as_text(value))]
    )
    if sensitive:
        candidate.aside = because(sensitive)
        return candidate
    fields = PEOPLE if kind == "people" else SESSIONS
    for field, why in (
        (weighing.chosen.get(f"{sheet_name}/{letter_of(index)}"), "header_chosen"),
        (weighing.memory.get((kind, fold_header(text))) if text else None, "header_remembered"),
    ):
        if field == "left_aside":
            candidate.aside = because("column_left_by_choice")
            return candidate
        if field and field in fields:
            candidate.decided = (field, because(why))
            candidate.scores = {field: 100.0}
            return candidate
    for field, weight in fields_of_header(text, kind):
        candidate.scores[field] = weight + _fit(
            field, values, weighing, says_status=any(word in fold_header(text) for word in _SAYS_STATUS)
        )
    if not candidate.scores and not is_not_kept(text):
        candidate.scores = _by_content(kind, values, weighing)
    return candidate


def _share(values: list[Value], test: Test) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _tests(weighing: Weighing) -> dict[str, tuple[Test, float, float]]:
    """For each field: what its cells look like, the share below which the title is contradicted, the one that confirms it."""
    return {
        "email": (lambda value: bool(read_emails(as_text(value))[0]), 0.15, 0.5),
        "phone": (lambda value: bool(read_phones(value)) and not looks_like_date(value), 0.2, 0.5),
        "gender": (lambda value: bool(read_gender(as_text(value))), 0.25, 0.5),
        "birth_year": (lambda value: isinstance(read_birth_year(value, weighing.today), int), 0.2, 0.5),
        "languages": (lambda value: bool(read_languages(as_text(value))[0]), 0.15, 0.4),
        "enterprise_number": (_is_enterprise, 0.1, 0.4),
        "minutes": (looks_like_duration, 0.3, 0.6),
        "month": (lambda value: _month_of(value, weighing.today) is not None, 0.5, 0.8),
        "year": (lambda value: re.fullmatch(r"(?:19|20)\d\d", as_text(value)) is not None, 0.5, 0.8),
        "attendance": (lambda value: says_present(value) or says_absent(value), 0.6, 0.8),
        "starts_at": (lambda value: read_time(value) is not None, 0.3, 0.6),
        "ends_at": (lambda value: read_time(value) is not None, 0.3, 0.6),
    }


def _month_of(value: Value, today: date) -> int | None:
    return month_in(value, today)[0]


def _is_enterprise(value: Value) -> bool:
    number = read_enterprise_number(value)
    return number is not None and len(number.digits) == 10


def _is_name(value: Value) -> bool:
    text = as_text(value)
    return (
        isinstance(value, str)
        and "@" not in text
        and any(letter.isalpha() for letter in text)
        and not looks_like_date(value)
        and sum(map(str.isdigit, text)) < 4
    )


def _fit(field: str, values: list[Value], weighing: Weighing, *, says_status: bool) -> float:
    """What the cells add to their title's weight, or take away."""
    said = [value for value in values if not says_nothing(as_text(value))]
    if not said:
        return -3.0
    tests = _tests(weighing)
    if field in tests:
        test, least, most = tests[field]
        share = _share(said, test)
        return -7.0 if share < least else 2.0 if share >= most else 0.0
    if field in _DATES:
        share = _share(said, lambda value: looks_like_date(value) or field == "held_on" and _is_day(value))
        return -7.0 if share < 0.25 else 2.0 if share >= 0.6 else 0.0
    if field in _NAMES:
        return -7.0 if _share(said, _is_name) < 0.4 else 1.0
    if field in _VOCABULARY:
        share = _share(said, lambda value: bool(weighing.meanings.meaning_of(_VOCABULARY[field], as_text(value))))
        if share < 0.1 and _share(said, lambda value: looks_like_date(value) or not isinstance(value, str)) > 0.5:
            return -7.0
        if field in ("status", "stage") and _share(said, lambda value: fold(as_text(value)) in _SOCIAL) >= 0.4:
            return -9.0
        if field == "standing" or (field in ("status", "stage") and not says_status):
            return 2.0 if share >= 0.5 else -7.0 if share < 0.25 else 0.0
        return 2.0 if share >= 0.5 else 0.0 if share >= 0.1 else -2.0
    return -7.0 if field != "note" and _share(said, looks_like_date) > 0.6 else 0.0


def _is_day(value: Value) -> bool:
    text = fold(as_text(value)).split()[-1:]
    return bool(text) and text[0].isdecimal() and len(text[0]) < 3 and 1 <= int(text[0]) <= 31


def _by_content(kind: str, values: list[Value], weighing: Weighing) -> dict[str, float]:
    """Fields recognised without a title, when nearly every cell says the same thing."""
    said = [value for value in values if not says_nothing(as_text(value))]
    if len(said) < 2:
        return {}
    tests = _tests(weighing)
    asked = ("email", "phone", "enterprise_number", "languages", "gender") if kind == "people" else ()
    scores = {field: 4.5 for field in asked if _share(said, tests[field][0]) >= 0.75}
    if scores:
        return scores
    if kind == "sessions":
        if _share(said, looks_like_date) >= 0.8:
            return {"held_on": 4.5}
        if weighing.names and _share(said, lambda value: name_key(as_text(value)) in weighing.names) >= 0.5:
            return {"full_name": 4.5}
        if _share(said, lambda value: bool(weighing.meanings.meaning_of("session_kind", as_text(value)))) >= 0.8:
            return {"kind": 4.5}
    return {}


def _assigned(candidates: list[_Candidate]) -> dict[int, str]:
    pairs = sorted(
        (
            (score, -candidate.index, field)
            for candidate in candidates
            if candidate.aside is None
            for field, score in candidate.scores.items()
        ),
        key=lambda pair: (-pair[0], -pair[1], pair[2]),
    )
    taken: dict[int, str] = {}
    for score, index, field in pairs:
        if score >= ENOUGH and -index not in taken and (field in MANY or field not in taken.values()):
            taken[-index] = field
    return taken


def _settle_names(taken: dict[int, str]) -> None:
    """One way of naming a person a sheet: both halves, or the whole."""
    columns = {field: index for index, field in taken.items()}
    if "family_name" in columns and "given_name" in columns:
        if "full_name" in columns:
            del taken[columns["full_name"]]
    elif "full_name" in columns and "family_name" in columns:
        del taken[columns["family_name"]]
    elif "family_name" in columns:
        taken[columns["family_name"]] = "full_name"


def _column(candidate: _Candidate, field: str | None, taken: dict[int, str], candidates: list[_Candidate]) -> Column:
    samples = tuple(dict.fromkeys(as_text(value)[:80] for value in candidate.values[:20] if as_text(value)))[:3]
    column = Column(candidate.index, letter_of(candidate.index), candidate.header, field, "unknown", None, samples)
    if candidate.aside is not None:
        return replace(column, confidence="left_aside", why=candidate.aside, samples=())
    if field is not None:
        if candidate.decided:
            return replace(column, confidence="sure", why=candidate.decided[1])
        score = candidate.scores.get(field, candidate.scores.get("family_name", 0.0))
        if field == "full_name" and "full_name" not in candidate.scores:
            several_words = _share(candidate.values, lambda value: len(fold(as_text(value)).split()) > 1) >= 0.5
            return replace(column, confidence="sure" if several_words else "probable", why=because("name_alone"))
        if score >= SURE or not candidate.values:
            return replace(column, confidence="sure")
        known = bool(candidate.header) and score != 4.5
        return replace(column, confidence="probable", why=because("header_close" if known else "recognised_by_content"))
    confidence, why = _untaken(candidate, taken, candidates)
    return replace(column, confidence=confidence, why=why)


def _untaken(candidate: _Candidate, taken: dict[int, str], candidates: list[_Candidate]) -> tuple[Confidence, Reason]:
    if is_not_kept(candidate.header):
        return "left_aside", because("column_not_needed")
    if not candidate.values:
        return "unknown", because("column_empty")
    wanted = [field for field, score in candidate.scores.items() if score >= ENOUGH]
    for other in candidates:
        if taken.get(other.index) in wanted or (
            wanted and set(wanted) & {"full_name", "family_name"} and taken.get(other.index) in _NAMES
        ):
            return "unknown", because("column_competes", letter=letter_of(other.index), field=taken[other.index])
    return "unknown", because("column_contradicts" if candidate.scores else "column_not_understood")
