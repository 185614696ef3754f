"""How long a session lasted, in whole minutes, however it was typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from .folding import as_text, says_nothing, tidy
from .shapes import NotComputed, Reason, Value, because

Unit = Literal["hours", "minutes"]
LONGEST = 12 * 60
_WORDS = (
    (r"\btrois quarts d'heure\b|\bdrie kwartier\b|\bthree quarters of an hour\b", "45min"),
    (r"\bun quart d'heure\b|\bquart d'heure\b|\b(?:een )?kwartier\b|\ba? ?quarter of an hour\b", "15min"),
    (r"\bune heure et demie\b|\banderhalf uur\b|\ban hour and a half\b|\bune h et demie\b", "1.5h"),
    (r"\b(?:une )?demi[- ]heure\b|\b(?:een )?half uur\b|\bhalf an hour\b|\b(?:une )?demi[- ]?h\b", "30min"),
    (r"\bjournee\b", "7.6h"),
    (r"\bet demie?\b|\ben half\b", ".5"),
    (r"\bune?\b|\been\b|\bone\b|\ban\b", "1"),
    (r"\bdeux\b|\btwee\b|\btwo\b", "2"),
    (r"\btrois\b|\bdrie\b|\bthree\b", "3"),
    (r"\bquatre\b|\bvier\b|\bfour\b", "4"),
    (r"½|1/2", ".5"),
    (r"¼|1/4", ".25"),
    (r"¾|3/4", ".75"),
    (r"\benv(?:iron)?\b\.?|\bca\b\.?|~|\+/-|±|≈|\bongeveer\b|\babout\b", ""),
)
_HOUR = r"(?:heures?|hours?|hrs?|uren|uur|u|h)"
_MINUTE = r"(?:minutes?|minuten|mins?|mn|m|'|′)"
_HOURS_MINUTES = re.compile(rf"(\d+(?:\.\d+)?|\.\d+)\s*{_HOUR}\.?\s*(?:et |en |and )?(?:(\d{{1,2}})\s*{_MINUTE}?\.?)?$")
_HOURS_HALF = re.compile(rf"(\d+)\s*{_HOUR}\s*(\.\d+)$")
_MINUTES = re.compile(rf"(\d+(?:\.\d+)?)\s*{_MINUTE}\.?$")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$")
_TIMES = re.compile(r"(\d{1,2})\s*[x×*]\s*(.+)$")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)$")


def read_minutes(value: Value, unit: Unit | None) -> int | Reason | None:
    """Minutes from 1 to 720, the reason why there are none, or None when the cell says nothing.

    `unit` is what a bare number counts; without it a bare number is refused as "duration_unit_unknown".
    """
    if isinstance(value, NotComputed):
        return because("formula_not_computed")
    minutes = _minutes_of(value, unit)
    if minutes is None or isinstance(minutes, Reason):
        return minutes
    if minutes <= 0:
        return because("duration_not_positive", value=as_text(value)[:60])
    if minutes > LONGEST:
        return because("duration_too_long", value=as_text(value)[:60], hours=LONGEST // 60)
    return max(1, round(minutes))


def _minutes_of(value: Value, unit: Unit | None) -> float | Reason | None:
    if isinstance(value, datetime):
        # Excel shows a duration beyond a day as a date of its first days.
        if value.year in (1899, 1900, 1904):
            days = (
                max(0, value.date().toordinal() - date(1899, 12, 31).toordinal())
                if value.year != 1904
                else value.timetuple().tm_yday - 1
            )
            return float(days * 1440 + value.hour * 60 + value.minute)
        return because("duration_unreadable", value=as_text(value))
    if isinstance(value, time):
        return value.hour * 60 + value.minute + value.second / 60
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    if isinstance(value, date | bool):
        return because("duration_unreadable", value=as_text(value))
    if isinstance(value, int | float):
        return _counted(float(value), unit, value)
    if not isinstance(value, str) or (says_nothing(value) and "'" not in value):
        return None
    return _from_text(tidy(value)[:100], unit)


def _counted(number: float, unit: Unit | None, typed: Value) -> float | Reason:
    if number <= 0 or unit == "minutes":
        return number
    return number * 60 if unit == "hours" else because("duration_unit_unknown", value=as_text(typed))


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    text = text.casefold().replace("’", "'").replace("´", "'").replace(",", ".").replace("é", "e").replace("−", "-")
    for pattern, written in _WORDS:
        text = re.sub(pattern, written, text)
    return re.sub(r"(\d)\s+(\.\d)", r"\1\2", " ".join(text.split())).strip(
        " .-–()" if not text.strip().startswith(("-", ".")) else " ()"
    )


def _from_text(text: str, unit: Unit | None) -> float | Reason:
    plain = _plain(text)
    if match := _TIMES.match(plain):
        each = _from_text(match[2], unit)
        return each if isinstance(each, Reason) else int(match[1]) * each
    if match := _CLOCK.match(plain):
        return int(match[1]) * 60 + int(match[2]) + int(match[3] or 0) / 60
    if match := _HOURS_HALF.match(plain):
        return (int(match[1]) + float(match[2])) * 60
    if match := _HOURS_MINUTES.match(plain):
        return float(match[1]) * 60 + int(match[2] or 0)
    if match := _MINUTES.match(plain):
        return float(match[1])
    if _NUMBER.match(plain):
        # A lone "½" is half an hour in any column.
        return 60 * float(plain) if plain in (".5", ".25", ".75") and unit is None else _counted(float(plain), unit, text)
    return because("duration_unreadable", value=text[:60])


def bare_number(value: Value) -> float | None:
    """The number of a duration typed without any unit, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str) and len(value) < 30:
        plain = _plain(tidy(value))
        return float(plain) if _NUMBER.match(plain) else None
    return None


def looks_like_duration(value: Value) -> bool:
    """Whether a cell could be a duration in some unit."""
    if isinstance(value, time | timedelta):
        return True
    if isinstance(value, str) and len(value) > 60:
        return False
    number = bare_number(value)
    if number is not None:
        return 0 <= number <= 1000
    return isinstance(value, str) and isinstance(read_minutes(value, "hours"), int)


def unit_of_header(header: str) -> Unit | None:
    """The unit a header announces: "Durée (h)", "Duur (u)", "Minutes"."""
    plain = header.casefold()
    if re.search(r"\b(?:min|mins|minutes?|minuten|mn)\b", plain):
        return "minutes"
    return "hours" if re.search(r"\b(?:h|hrs?|heures?|hours?|u|uren|uur)\b", plain) else None


def unit_of_numbers(numbers: list[float]) -> Unit | None:
    """The unit a column's bare numbers can only be; None when they could be either."""
    numbers = [number for number in numbers if number > 0]
    if not numbers or all(number <= 8 or (number * 4).is_integer() and not number.is_integer() for number in numbers):
        return "hours"
    return "minutes" if all(number >= 15 for number in numbers) else None
