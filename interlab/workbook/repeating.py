"""Sessions laid out along the row: "Séance 1, Durée 1, Séance 2, Durée 2…", or a column for each kind of session."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from .dates import looks_like_date
from .durations import looks_like_duration, unit_of_header
from .folding import as_text, fold_header, is_blank, letter_of, says_nothing
from .grids import says_absent, says_present
from .headers import fields_of_header
from .layout import ROWS_SEARCHED
from .meanings import usual_meaning
from .parting import only_columns, titles_in
from .shapes import Row, Sheet, Value

_NUMBER_LAST = re.compile(r"^(.*?\D)\s*(\d{1,3})$")
_NUMBER_FIRST = re.compile(r"^(\d{1,3})\s*(?:ere|er|eme|e|ste|de|st|nd|rd|th)?\s+(\D.*)$")
_OF_A_SESSION = frozenset({"held_on", "minutes", "kind", "by", "topics", "note", "starts_at", "ends_at"})
_OF_SOMEBODY = frozenset({"full_name", "family_name", "given_name", "email", "reference"})
# Group number → base title → column.
Groups = dict[int, dict[str, int]]


def unfolded_numbers(sheet: Sheet) -> list[Sheet]:
    """The people without their numbered sessions, and one row a session; nothing when no titles come back."""
    for index, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        if sum(isinstance(value, str) for value in row.cells) < 4 or _names_groups(sheet, index):
            continue
        groups = _numbered(row) or _repeated(row)
        days = [column for group in groups.values() for base, column in group.items() if _is_day(sheet, index, base, column)]
        if len(groups) < 2 or len(days) < 2:
            continue
        somebody = _columns_of(row, _OF_SOMEBODY, "people")
        taken = {column for group in groups.values() for column in group.values()}
        if somebody - taken:
            rest = only_columns(sheet, lambda column, taken=taken: column not in taken)  # type: ignore[misc]
            return [rest, _one_a_row(sheet, index, groups, somebody - taken)]
    return []


def _names_groups(sheet: Sheet, index: int) -> bool:
    """Whether the titles themselves stand on the row below."""
    below = titles_in(sheet.rows[index + 1]) if index + 1 < len(sheet.rows) else {}
    return len(below) > sum(not is_blank(value) for value in sheet.rows[index].cells)


def _columns_of(row: Row, wanted: frozenset[str], kind: str) -> set[int]:
    return {
        column
        for column, value in enumerate(row.cells)
        if isinstance(value, str) and any(field in wanted for field, weight in fields_of_header(value, kind) if weight >= 7)
    }


def _numbered(row: Row) -> Groups:
    groups: Groups = defaultdict(dict)
    for column, value in enumerate(row.cells):
        folded = fold_header(value) if isinstance(value, str) else ""
        match = _NUMBER_LAST.match(folded)
        first = None if match else _NUMBER_FIRST.match(folded)
        if match:
            groups[int(match[2])].setdefault(_base(match[1]), column)
        elif first:
            groups[int(first[1])].setdefault(_base(first[2]), column)
    bases = Counter(base for group in groups.values() for base in group)
    return {
        number: kept
        for number, group in sorted(groups.items())
        if (kept := {base: column for base, column in group.items() if bases[base] > 1 and _tells(base)})
    }


def _base(text: str) -> str:
    """ "seance" of "Durée séance 3" names the group, not the column, unless it stands alone."""
    words = text.replace(" numero", "").split()
    short = [word for word in words if word not in ("seance", "sessie", "session", "rdv", "de", "du", "la", "of")]
    return " ".join(short or words)


def _tells(base: str) -> bool:
    return any(field in _OF_A_SESSION for field, weight in fields_of_header(base, "sessions") if weight >= 6)


def _repeated(row: Row) -> Groups:
    titles = [(column, fold_header(value)) for column, value in enumerate(row.cells) if isinstance(value, str)]
    counts = Counter(title for _, title in titles)
    again = [(column, title) for column, title in titles if counts[title] > 1 and _tells(title)]
    groups: Groups = defaultdict(dict)
    seen: Counter[str] = Counter()
    for column, title in again:
        seen[title] += 1
        groups[seen[title]][title] = column
    # "Date" under "Entrée" and "Date" under "Lancement" are no two sessions.
    return dict(groups) if len(groups) > 2 or any(len(group) > 1 for group in groups.values()) else {}


def _is_day(sheet: Sheet, index: int, base: str, column: int) -> bool:
    if not any(field == "held_on" for field, _ in fields_of_header(base, "sessions")):
        return False
    said = [
        value for row in sheet.rows[index + 1 :] if not is_blank(value := row.cell(column)) and not says_nothing(as_text(value))
    ]
    return bool(said) and sum(map(looks_like_date, said)) >= 0.6 * len(said)


def _one_a_row(sheet: Sheet, index: int, groups: Groups, somebody: set[int]) -> Sheet:
    first = next(group for group in groups.values() if len(group) == max(map(len, groups.values())))
    header = sheet.rows[index]
    width = max(*somebody, *first.values()) + 1
    titles: list[Value] = [None] * width
    for column in somebody:
        titles[column] = header.cell(column)
    for base, column in first.items():
        title = re.sub(r"\d{1,3}", "", as_text(header.cell(column)))
        titles[column] = "Date" if _is_day(sheet, index, base, column) else title
    rows = [Row(header.number, tuple(titles))]
    for row in sheet.rows[index + 1 :]:
        for group in groups.values():
            cells: list[Value] = [None] * width
            for base, column in group.items():
                if base in first:
                    cells[first[base]] = row.cell(column)
            if any(not is_blank(value) for value in cells):
                for column in somebody:
                    cells[column] = row.cell(column)
                place = next(iter(group.values()))
                rows.append(Row(row.number, tuple(cells), f"{letter_of(place)}{row.number}"))
    return replace(sheet, rows=tuple(rows), merges=(), holds="sessions")


def unfolded_kinds(sheet: Sheet) -> Sheet | None:
    """One row for each length written under a kind of session; None when the columns are no kinds."""
    for index, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        kinds = {
            column: value
            for column, value in enumerate(row.cells)
            if isinstance(value, str) and usual_meaning("session_kind", fold_header(value)) and not _says_kind(value)
        }
        if (
            len(kinds) < 2
            or not _columns_of(row, frozenset({"held_on"}), "sessions")
            or not _columns_of(row, _OF_SOMEBODY, "sessions")
        ):
            continue
        below = [value for one in sheet.rows[index + 1 :] for column in kinds if not is_blank(value := one.cell(column))]
        lengths = sum(looks_like_duration(value) or says_present(value) for value in below)
        if below and lengths >= 0.8 * len(below):
            return _one_kind_a_row(sheet, index, kinds)
    return None


def _says_kind(title: str) -> bool:
    return any(field in ("kind", "full_name", "by") and weight >= 9 for field, weight in fields_of_header(title, "sessions"))


def _one_kind_a_row(sheet: Sheet, index: int, kinds: dict[int, str]) -> Sheet:
    header, (length, kind) = sheet.rows[index], list(kinds)[:2]
    units = {unit_of_header(title) for title in kinds.values()} - {None}
    unit = units.pop() if len(units) == 1 else None
    titles: list[Value] = [None if column in kinds else value for column, value in enumerate(header.cells)]
    titles[length], titles[kind] = {"hours": "Durée (h)", "minutes": "Durée (min)"}.get(unit or "", "Durée"), "Type"
    rows = [Row(header.number, tuple(titles))]
    for row in sheet.rows[index + 1 :]:
        filled = [column for column in kinds if not is_blank(row.cell(column)) and not says_absent(row.cell(column))]
        for column in filled:
            cells: list[Value] = [None if other in kinds else value for other, value in enumerate(row.cells)]
            cells += [None] * (max(kinds) + 1 - len(cells))
            cells[length], cells[kind] = row.cell(column), re.sub(r"\s*[(\[].*$", "", kinds[column])
            rows.append(Row(row.number, tuple(cells), f"{letter_of(column)}{row.number}" if len(filled) > 1 else ""))
        if not filled:
            rows.append(row)
    return replace(sheet, rows=tuple(rows), merges=(), holds="sessions")
