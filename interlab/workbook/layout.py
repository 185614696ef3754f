"""Where a sheet's titles are, and which of the rows below are no records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .dates import looks_like_date, month_and_year
from .folding import as_text, fold, fold_header, is_blank
from .headers import fields_of_header, is_not_kept, known_titles
from .private import sensitive_header
from .shapes import NotComputed, Reason, Row, Sheet, Value, because

# Titles are looked for among the first rows that hold something.
ROWS_SEARCHED = 40
# A gap of more blank rows than this is the end of the used range: somebody touched row 1,048,576.
LONGEST_GAP = 1000
_TOTAL = re.compile(
    r"^(?:s |sous |sub ?|grand |grands |general )?(?:total|totaal|totaux|totals|totalen|totale|subtotal|"
    r"subtotaal)\b|^(?:moyenne|average|gemiddelde|somme|"
    r"nombre (?:de|total)|nbre? (?:de|total)|aantal|number of|en tout|eindtotaal|algemeen totaal|t o t a l)\b"
)
_SUM_ALONE = frozenset(("som", "sum", "somme", "tot", "ttl", "σ"))
_NOTE = re.compile(
    r"^\s*(?:\*|nb\b|n\.\s?b\.|ps\b|note|notes|nota|remarque|attention|légende|legende|legend|opm|"
    r"opmerking|let op|source|bron|mis à jour|mise à jour|màj|maj\b|"
    r"bijgewerkt|updated|last update|/!\\|⚠|→|\(|!|voir |zie |see )",
    re.IGNORECASE,
)
_NUMERIC_TEXT = re.compile(r"[\d.,\s%€+-]+$")
_DECORATED = re.compile(r"^\s*(?:[-—–=_*#~>•.]{1,}|\W{2,})\s*.+|^[-—–=_*#~.\s]+$")
_GROUP = re.compile(
    r"^(?:groupe|group|groep|cohorte?|promotion|promo|coach|semaine|week|trimestre|t[1-4]|q[1-4]|kwartaal|"
    r"quarter|annee|jaar|year|mois|maand|semestre|sessions?|seances?|"
    r"nouveaux|anciens|participants?|deelnemers|en cours|termines|sortis|abandons?|archives?|suite|lopend|"
    r"afgerond|hommes|femmes)\b"
)


@dataclass(frozen=True, slots=True)
class Header:
    """Titles by column, and the number of the last row that holds them."""

    row: int
    index: int
    texts: tuple[str, ...]
    score: float


def find_header(sheet: Sheet, kind: str) -> Header | None:
    """The row (or pair of rows) among the first ones that reads best as this kind's titles."""
    best: Header | None = None
    searched = sheet.rows[:ROWS_SEARCHED]
    for index, row in enumerate(searched):
        for header in _candidates(sheet, searched, index, row, kind):
            if header.score >= 9 and (best is None or header.score > best.score + 0.01):
                best = header
    return best


def _candidates(sheet: Sheet, searched: tuple[Row, ...], index: int, row: Row, kind: str) -> Iterator[Header]:
    texts = tuple(_title(value) for value in row.cells)
    yield Header(row.number, index, texts, _score(row.cells, texts, kind))
    following = searched[index + 1] if index + 1 < len(searched) else None
    if following is None or following.number > row.number + 1 or not _may_be_titles(following, texts):
        return
    both = tuple(_combined(sheet, row, texts, following, column, kind) for column in range(max(len(texts), len(following.cells))))
    yield Header(following.number, index + 1, both, _score(row.cells + following.cells, both, kind) - 0.5)


def _title(value: Value) -> str:
    text = as_text(value) if isinstance(value, str) else ""
    return text if len(text) <= 90 else ""


def _may_be_titles(row: Row, above: tuple[str, ...]) -> bool:
    """A second row of titles: only short texts, at least one where the first row has none or only a group's name."""
    filled = [(column, value) for column, value in enumerate(row.cells) if not is_blank(value)]
    if not all(
        isinstance(value, str) and len(value) <= 60 and "@" not in value and not looks_like_date(value) for _, value in filled
    ):
        return False
    return len(filled) >= 2 and any(column >= len(above) or not above[column] for column, _ in filled)


def _combined(sheet: Sheet, row: Row, above: tuple[str, ...], following: Row, column: int, kind: str) -> str:
    own = above[column] if column < len(above) else ""
    below = _title(following.cell(column))
    if not below:
        return own
    group = own or _group_over(sheet, row, above, column)
    for text in (f"{group} {below}", f"{below} {group}"):
        fields = fields_of_header(text, kind) if group else ()
        if sensitive_header(text) or (fields and fields[0][1] >= 7):
            return text
    if fields_of_header(below, kind) or sensitive_header(below) or not own:
        return below
    return f"{own} {below}"


def _group_over(sheet: Sheet, row: Row, above: tuple[str, ...], column: int) -> str:
    for first_row, first, last_row, last in sheet.merges:
        if first_row <= row.number <= last_row and first <= column <= last:
            return above[first] if first < len(above) else ""
    if sheet.merges:
        return ""
    # A text file has lost its merges: a group's name reaches to the next one.
    return next((above[left] for left in range(min(column, len(above) - 1), -1, -1) if above[left]), "")


def _score(cells: tuple[Value, ...], texts: tuple[str, ...], kind: str) -> float:
    fields: dict[str, float] = {}
    score = 0.0
    for text in texts:
        if not text:
            continue
        if sensitive_header(text):
            score += 3
        elif found := fields_of_header(text, kind):
            field, weight = next((pair for pair in found if pair[0] not in fields), found[0])
            fields[field] = max(fields.get(field, 0), weight)
        elif is_not_kept(text):
            score += 1
    odd = sum(1 for value in cells if value is not None and not isinstance(value, str | NotComputed))
    return score + sum(fields.values()) - 4 * odd if len(fields) >= 2 else 0.0


def filled_down(sheet: Sheet, header: Header) -> list[Row]:
    """The rows below the titles, a cell merged over several rows counting for each of them."""
    rows = list(sheet.rows[header.index + 1 :])
    tall = {
        (first_row, column): last_row
        for first_row, column, last_row, last in sheet.merges
        if last == column and last_row > first_row
    }
    if not tall:
        return rows
    running: dict[int, tuple[Value, int]] = {}
    result = []
    for row in rows:
        cells = list(row.cells)
        for column, (value, last_row) in running.items():
            if row.number <= last_row and row.cell(column) is None and cells:
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = value
        for column, value in enumerate(row.cells):
            if (row.number, column) in tall:
                running[column] = (value, tall[row.number, column])
        result.append(replace(row, cells=tuple(cells)))
    return result


def blank_rows(header: Header, rows: list[Row]) -> list[int]:
    """Numbers of the blank rows between the titles and the last row that holds something."""
    blanks: list[int] = []
    previous = header.row
    for row in rows:
        if 1 < row.number - previous <= LONGEST_GAP:
            blanks.extend(range(previous + 1, row.number))
        previous = row.number
    return blanks


def repeats_header(row: Row, header: Header) -> bool:
    """Whether this row is the titles again, as on every printed page, or in another language."""
    filled = [(column, fold_header(as_text(value))) for column, value in enumerate(row.cells) if not is_blank(value)]
    if len(filled) < 2 or not all(isinstance(row.cells[column], str) for column, _ in filled):
        return False
    if len(filled) > 2 and all(known_titles(str(row.cells[column])) for column, _ in filled):
        return True
    same = sum(column < len(header.texts) and bool(text) and text in fold_header(header.texts[column]) for column, text in filled)
    return same >= max(2, 0.7 * len(filled))


def no_record(row: Row, name_columns: set[int], today: date, *, wide: frozenset[int] = frozenset()) -> Reason | None:
    """Why a row below the titles is no record at all, or None when it may be one.

    `wide` are the rows merged across several columns: a text that stands alone there is a separator.
    """
    filled = [(column, value) for column, value in enumerate(row.cells) if not is_blank(value)]
    if not filled:
        return because("blank_row")
    texts = [(column, as_text(value)) for column, value in filled if isinstance(value, str)]
    if all(
        _NUMERIC_TEXT.match(text) and month_and_year(text, today)[1] is None and not looks_like_date(text) for _, text in texts
    ):
        return None if any(looks_like_date(value) for _, value in filled) else because("numbers_only")
    column, first = texts[0]
    total = _total_in(texts, filled)
    if total:
        return because("total_row", text=total[:80])
    if len(filled) > 2:
        return None
    if _NOTE.match(first) and not (_DECORATED.match(first) and month_and_year(first, today) != (None, None)):
        return because("note_row", text=first[:80])
    if len(filled) == 1:
        return _standing_alone(column, first, name_columns, today, is_wide=row.number in wide)
    return None


def says_total(row: Row) -> bool:
    """Whether the row's first words announce a total."""
    first = next((value for value in row.cells if not is_blank(value)), None)
    return isinstance(first, str) and bool(_TOTAL.match(fold(first)) or fold(first) in _SUM_ALONE)


def _total_in(texts: list[tuple[int, str]], filled: list[tuple[int, Value]]) -> str | None:
    words = [text for _, text in texts if not looks_like_date(text)]
    if len(words) > 3 or any("@" in text for text in words):
        return None
    numbers = len(filled) - len(texts)
    for text in words:
        folded = fold(text)
        if _TOTAL.match(folded) and (len(words) <= 2 or numbers):
            return text
        if folded in _SUM_ALONE and len(words) == 1:
            return text
    return None


def _standing_alone(column: int, text: str, name_columns: set[int], today: date, *, is_wide: bool) -> Reason | None:
    folded = fold(text)
    if month_and_year(text, today) != (None, None) and not looks_like_date(text) or _is_month(text, today):
        return because("separator_row", text=text[:80])
    if is_wide or _DECORATED.match(text) or _GROUP.match(folded) or not folded:
        return because("separator_row", text=text[:80])
    if len(text) > 60 or text.endswith((".", "!", "?", ":")):
        return because("note_row", text=text[:80])
    if column in name_columns:
        return None
    return because("separator_row", text=text[:80])


def _is_month(text: str, today: date) -> bool:
    month, _ = month_and_year(text, today)
    return (
        month is not None
        and not re.match(r"^\D*\d{1,2}\D+\d{1,2}\D", text)
        and len(fold(text).split()) <= 2
        and not re.match(r"\s*\d{1,2}\s+\D", text)
    )
