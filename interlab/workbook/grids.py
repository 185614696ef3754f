"""Attendance grids: persons one way, days the other way, and in each cell that somebody came, or for how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from .dates import looks_like_date, month_and_year
from .durations import bare_number, looks_like_duration
from .folding import as_text, fold, fold_header, is_blank, letter_of, says_nothing
from .headers import fields_of_header, is_not_kept, known_titles
from .layout import ROWS_SEARCHED, says_total
from .meanings import usual_meaning
from .parting import only_columns
from .shapes import NotComputed, Row, Sheet, Value

_NAMES = frozenset({"full_name", "family_name", "given_name"})
_PRESENT = frozenset("x|xx|v|p|pr|present|presente|presents|ok|oui|o|yes|y|ja|j|aanwezig|vrai|true|✓|✔|☑".split("|"))
_ABSENT = frozenset(
    "a|abs|absent|absente|absence|exc|excuse|excusee|e|non|n|no|nee|neen|afwezig|verontschuldigd|0|ne|nv|faux|false|annule|"
    "annulee|malade|pas venu|pas venue|not attended|absent excuse|absence justifiee|absent non excuse|missed|no show|noshow".split(
        "|"
    )
)


def says_present(value: Value) -> bool:
    """A mark that only says that somebody was there."""
    return value is True or (isinstance(value, str) and (value.strip() in ("✓", "✔", "☑", "√") or fold(value) in _PRESENT))


def says_absent(value: Value) -> bool:
    """A mark that says that somebody wasn't there."""
    if isinstance(value, bool) or value == 0:
        return not value
    return isinstance(value, str) and (fold(value) in _ABSENT or value.strip() in ("✗", "✘", "☐", "/"))


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the days are: their row, and their columns."""

    index: int
    row: Row
    days: tuple[int, ...]
    month: tuple[int, int] | None = None

    def day(self, column: int) -> Value:
        value = self.row.cell(column)
        if self.month is None:
            return value
        return f"{int(str(as_text(value))):02d}/{self.month[0]:02d}/{self.month[1]}"


def unfolded_grid(sheet: Sheet, today: date) -> list[Sheet]:
    """The people beside the days, if they say more than names, and one row for each cell filled under a day; nothing for no grid."""
    grid = _find(sheet, today)
    if grid is None:
        return _turned(sheet)
    first = grid.days[0]
    names = [column for column in range(first) if _names_persons(sheet, grid, column)]
    if not names:
        return []
    days = set(grid.days)
    beside = only_columns(sheet, lambda index: index not in days)
    told = {field for value in grid.row.cells[:first] for field, _ in fields_of_header(as_text(value), "people")[:1]} - _NAMES
    held = _sessions(sheet, grid, names)
    return [beside, held] if len(told - {"reference", "called"}) >= 2 else [held]


def _find(sheet: Sheet, today: date) -> _Grid | None:
    for index, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        if sum(not is_blank(value) for value in row.cells) < 4:
            continue
        days = tuple(column for column, value in enumerate(row.cells) if looks_like_date(value))
        below = sheet.rows[index + 1 :]
        if len(days) >= 3 and days[0] > 0 and _are_marks(below, days):
            return _Grid(index, row, days)
        month, year = month_and_year(sheet.name, today)
        if month and year:
            numbers = tuple(column for column, value in enumerate(row.cells) if _is_day_number(value))
            rising = [int(as_text(row.cells[column])) for column in numbers]
            if len(numbers) >= 4 and numbers[0] > 0 and rising == sorted(set(rising)) and _are_marks(below, numbers):
                return _Grid(index, row, numbers, (month, year))
    return None


def _is_day_number(value: Value) -> bool:
    text = as_text(value)
    return not isinstance(value, bool) and text.isdecimal() and text.isascii() and len(text) < 3 and 1 <= int(text) <= 31


def _are_marks(rows: tuple[Row, ...], columns: tuple[int, ...]) -> bool:
    persons = [row for row in rows[:200] if not says_total(row)]
    cells = [value for row in persons for column in columns if not is_blank(value := row.cell(column))]
    marks = sum(isinstance(value, NotComputed) or _is_mark(value) for value in cells)
    return bool(cells) and marks >= 0.7 * len(cells)


def _is_mark(value: Value) -> bool:
    return not isinstance(value, date | datetime) and (says_present(value) or says_absent(value) or looks_like_duration(value))


def _names_persons(sheet: Sheet, grid: _Grid, column: int) -> bool:
    fields = {field for field, _ in fields_of_header(as_text(grid.row.cell(column)), "people")}
    if fields:
        return bool(fields & (_NAMES | {"reference", "email"}))
    said = [as_text(row.cell(column)) for row in sheet.rows[grid.index + 1 :] if not is_blank(row.cell(column))]
    return len(said) > 1 and sum(any(letter.isalpha() for letter in text) and " " in text for text in said) >= 0.6 * len(said)


def _sessions(sheet: Sheet, grid: _Grid, names: list[int]) -> Sheet:
    first, second, third = grid.days[:3]
    cells = [value for row in sheet.rows[grid.index + 1 :] for column in grid.days if not is_blank(value := row.cell(column))]
    numbers = {number for value in cells if (number := bare_number(value)) is not None and number != 0}
    lengths, kinds = _of_the_day(sheet, grid, names, "length"), _of_the_day(sheet, grid, names, "kind")
    # "1" everywhere says that somebody came, not for how long.
    marks_only = all(says_present(value) or says_absent(value) for value in cells if bare_number(value) is None) and numbers <= {
        1.0
    }
    marks_only = marks_only and _length_title(sheet, grid) == "Durée"
    titled = (
        {first: "Date"}
        | ({} if marks_only and not lengths else {second: _length_title(sheet, grid)})
        | ({third: "Type"} if kinds else {})
    )
    for column in names:
        titled[column] = as_text(grid.row.cell(column)) or "Participant"
    absence = max(len(row.cells) for row in sheet.rows)
    if any(says_absent(value) for value in cells):
        titled[absence] = "Présence"
    width = max(titled) + 1
    titles = Row(grid.row.number, tuple(titled.get(column) for column in range(width)))
    rows: list[Row] = []
    used = {row.number for row in (lengths, kinds) if row}
    for row in sheet.rows[grid.index + 1 :]:
        if row.number not in used:
            rows.extend(_row(row, grid, column, names, titled, lengths, kinds) for column in _filled(row, grid))
    about = f"{sheet.about} {_title_above(sheet, grid)}".strip()
    return replace(sheet, rows=(titles, *rows), merges=(), about=about, holds="sessions")


def _turned(sheet: Sheet) -> list[Sheet]:
    """The other way round: days down the first column, persons across."""
    for index, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        persons = {column: as_text(value) for column, value in enumerate(row.cells) if _may_name(value)}
        others = [known_titles(as_text(value)) for column, value in enumerate(row.cells) if column not in persons]
        if len(persons) < 3 or len(persons) < 0.6 * sum(not is_blank(value) for value in row.cells):
            continue
        if any(fields & (_NAMES | {"email", "phone"}) for fields in others):
            continue
        below = sheet.rows[index + 1 :]
        first = next((column for column in range(min(persons)) if _share_of_days(below, column) >= 0.6), None)
        if first is None or not _are_marks(below, tuple(persons)):
            continue
        cells = [value for one in below for column in persons if not is_blank(value := one.cell(column))]
        marks_only = all(says_present(value) or says_absent(value) or bare_number(value) == 1 for value in cells)
        titles: tuple[Value, ...] = ("Date", "Participant", "Présence", *(() if marks_only else ("Durée",)))
        rows = [Row(row.number, titles)]
        for one in below:
            for column, name in persons.items():
                value = one.cell(column)
                if not is_blank(value) and looks_like_date(one.cell(first)):
                    said = (value, None) if says_absent(value) else (None, value)
                    length = () if marks_only else (said[1],)
                    rows.append(Row(one.number, (one.cell(first), name, said[0], *length), f"{letter_of(column)}{one.number}"))
        about = " ".join(as_text(value) for one in sheet.rows[:index] for value in one.cells[:3])[:200]
        return [replace(sheet, rows=tuple(rows), merges=(), about=about, holds="sessions")]
    return []


def _may_name(value: Value) -> bool:
    text = as_text(value)
    return (
        isinstance(value, str)
        and 1 < len(text.split()) < 6
        # "Êtes-vous satisfait" is a question of a form; names have capitals, or letters that know none.
        and not any(word.islower() and len(word) > 3 for word in text.split())
        and not any(letter.isdigit() or letter in "?!:" for letter in text)
        and not usual_meaning("session_kind", fold_header(text))
        and not (fields_of_header(text, "sessions") or fields_of_header(text, "people") or is_not_kept(text))
    )


def _share_of_days(rows: tuple[Row, ...], column: int) -> float:
    said = [value for row in rows if not is_blank(value := row.cell(column))]
    return sum(map(looks_like_date, said)) / len(said) if said else 0.0


def _filled(row: Row, grid: _Grid) -> Iterator[int]:
    for column in grid.days:
        value = row.cell(column)
        if not is_blank(value) and not (
            isinstance(value, str) and says_nothing(value) and not says_present(value) and not says_absent(value)
        ):
            yield column


def _row(
    row: Row, grid: _Grid, column: int, names: list[int], titled: dict[int, str], lengths: Row | None, kinds: Row | None
) -> Row:
    value = row.cell(column)
    cells: list[Value] = [None] * (max(titled) + 1)
    for name in names:
        cells[name] = row.cell(name)
    first, second, third = grid.days[:3]
    cells[first] = grid.day(column)
    if second in titled:
        cells[second] = lengths.cell(column) if lengths and (says_present(value) or bare_number(value) == 1) else value
    absence = max(titled)
    if says_absent(value) and titled[absence] == "Présence":
        cells[absence], cells[second] = value, None
    if third in titled and kinds:
        cells[third] = kinds.cell(column)
    return Row(row.number, tuple(cells), f"{letter_of(column)}{row.number}")


def _length_title(sheet: Sheet, grid: _Grid) -> str:
    """The unit, where a title above the grid or the sheet's name says it."""
    text = f" {fold(sheet.name)} {fold(_title_above(sheet, grid))} "
    return (
        "Durée (min)"
        if " minutes " in text or " min " in text
        else "Durée (h)"
        if any(f" {word} " in text for word in ("heures", "h", "uren", "hours"))
        else "Durée"
    )


def _title_above(sheet: Sheet, grid: _Grid) -> str:
    texts = [as_text(value) for row in sheet.rows[: grid.index] for value in row.cells[:3] if isinstance(value, str)]
    return " ".join(text for text in texts if len(text) < 80)[:200]


def _of_the_day(sheet: Sheet, grid: _Grid, names: list[int], what: str) -> Row | None:
    """A row beside the days' own that says how long each lasted, or of which kind each was."""
    for row in sheet.rows[max(0, grid.index - 3) : grid.index + 3]:
        if row is grid.row or any(fold_header(as_text(row.cell(name))) not in _BESIDE for name in names):
            continue
        said = [value for column in grid.days if not is_blank(value := row.cell(column))]
        right = [
            looks_like_duration(value)
            if what == "length"
            else isinstance(value, str) and bool(usual_meaning("session_kind", value))
            for value in said
        ]
        if len(said) >= max(2, 0.6 * len(grid.days)) and all(right):
            return row
    return None


_BESIDE = frozenset("|duree|durees|heures|type|kind|nature|duur|soort|uren|duration|hours|seance|activite|theme".split("|"))
