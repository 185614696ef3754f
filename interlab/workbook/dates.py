"""Dates as teams write them: real ones, serial numbers, "3/5/22", "mardi 3 mai", "03-mai-22"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from .folding import as_text, fold, tidy
from .shapes import NotComputed, Reason, Value, because

Order = Literal["dmy", "mdy"]
EARLIEST_YEAR = 1990
# A planned date may lie ahead; a year further away is a typing slip.
YEARS_AHEAD = 5
_MONTH_TEXTS = (
    "janvier|janv|jan|january|januari|jänner",
    "fevrier|fevr|fev|feb|february|februari|febr",
    "mars|mar|march|maart|mrt|maa",
    "avril|avr|apr|april",
    "mai|may|mei",
    "juin|jun|june|juni",
    "juillet|juil|jul|july|juli",
    "aout|aou|aug|august|augustus",
    "septembre|sept|sep|september",
    "octobre|oct|okt|october|oktober",
    "novembre|nov|november",
    "decembre|dec|december",
)
_WHOLE_MONTHS = {fold(text): number for number, texts in enumerate(_MONTH_TEXTS, start=1) for text in texts.split("|")}
# "avri.", "octo": four letters or more that begin one month's name; "Marc" is somebody.
MONTHS = {
    name[:length]: number for name, number in _WHOLE_MONTHS.items() for length in range(4, len(name)) if name[:length] != "marc"
} | _WHOLE_MONTHS
_WEEKDAYS = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|maandag|dinsdag|woensdag|donderdag|vrijdag|"
    r"zaterdag|zondag|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|lun|mer|jeu|ven|sam|dim|ma|di|wo|do|vr|za|zo|mon|tue|wed|"
    r"thu|fri|sat|sun|le|op|du|on|the|van)\b\.?"
)
_TIME = re.compile(r"(?:\s|^|t)(?:a|om|at|vers)?\s*(\d{1,2})\s*(?:[:hu]\s*(\d{2})(?::\d{2}(?:\.\d+)?)?|[hu])(?=\s|$|z)(?:.*)$")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})$")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})\.?$")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\.?$")
_NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|e|ste|de)?[\s\-./]*([a-z]{3,10})\.?(?:[\s\-./,]+'?(\d{4}|\d{2}))?$")
_NAMED_US = re.compile(r"([a-z]{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:\s*,?\s+(\d{4}|\d{2}))?$")
_MONTH_YEAR = re.compile(r"([a-z]{3,10})\.?[\s\-./]*'?(\d{4}|\d{2})$")
_MONTH_YEAR_DIGITS = re.compile(r"(?:(\d{1,2})\s*[-./]\s*(\d{4})|(\d{4})\s*[-./]\s*(\d{1,2}))$")
_LONE_MONTH_YEAR = re.compile(r"(?:^|\b)([a-z]{3,10})\.?[\s\-./_']*((?:19|20)\d{2}|\d{2})(?:$|\b)")


@dataclass(frozen=True, slots=True)
class When:
    """What completes or settles a date: the column's order, and the year and month its sheet or separator gives."""

    today: date
    order: Order | None = "dmy"
    year: int | None = None
    month: int | None = None
    counts_from_1904: bool = False


def read_date(value: Value, when: When) -> date | Reason:
    """The day a cell means, or the precise reason why it means none. Never guesses an order or a year."""
    if isinstance(value, datetime):
        return _plausible(value.date(), value, when)
    if isinstance(value, date):
        return _plausible(value, value, when)
    if isinstance(value, NotComputed):
        return because("formula_not_computed")
    if isinstance(value, bool | time | timedelta):
        return because("date_unreadable", value=as_text(value))
    if isinstance(value, int | float):
        return _from_number(value, when)
    return _from_text(tidy(value or "")[:200], when)


def time_in(value: Value) -> time | None:
    """The hour written beside the day in one cell, if any."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0) if value.time() != time() else None
    if not isinstance(value, str):
        return None
    match = _TIME.search(_lower(value))
    return (_clock(match) or None) if match and match[0].strip(" t0:.z") else None


def read_time(value: Value) -> time | None:
    """A time of day: a time cell, "14h30", "9:00", or a fraction of a day."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        minutes = round(value * 60) if 1 <= value < 24 else round(value * 1440) if 0 <= value < 1 else -1
        return time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else None
    if isinstance(value, str):
        text = _lower(value)
        match = _TIME.search(text)
        if match:
            return _clock(match)
        if re.fullmatch(r"\d{1,2}", text) and int(text) < 24:
            return time(int(text))
    return None


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def month_and_year(text: str, today: date) -> tuple[int | None, int | None]:
    """(month, year) a sheet's name or a separator row announces: "Mars 2022", "— 2021 —", "2022-03", "Septembre"."""
    plain = _lower(text)
    match = _LONE_MONTH_YEAR.search(plain)
    if match and match[1] in MONTHS:
        return MONTHS[match[1]], _century(match[2], today)
    match = re.search(r"(?<!\d)(?:((?:19|20)\d{2})[-/. ](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/. ]((?:19|20)\d{2}))(?!\d)", plain)
    if match:
        return int(match[2] or match[3]), int(match[1] or match[4])
    years = re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", plain)
    month = next((MONTHS[word] for word in fold(text).split() if word in MONTHS and len(word) > 2), None)
    return month, int(years[0]) if len(set(years)) == 1 else None


def month_in(value: Value, today: date) -> tuple[int | None, int | None]:
    """(month, year) of a cell beside the day: "mars", 3, "mars 2022", the first of the month as a date."""
    if isinstance(value, datetime | date):
        return value.month, value.year
    text = as_text(value)
    if text.isascii() and text.isdecimal() and len(text) < 3:
        return (int(text) if 1 <= int(text) <= 12 else None), None
    return month_and_year(text, today)


def looks_like_date(value: Value) -> bool:
    """Whether a cell has the shape of a date, even an impossible or incomplete one."""
    if isinstance(value, datetime | date):
        return True
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    if not isinstance(value, str):
        return 30_000 <= value <= 60_000
    return len(value) < 60 and _text_has_date_shape(tidy(value))


@lru_cache(maxsize=65536)
def _text_has_date_shape(text: str) -> bool:
    plain = _stripped(text)
    if _YEAR_FIRST.match(plain) or _NUMERIC.match(plain) or _DAY_MONTH.match(plain) or re.fullmatch(r"[34]\d{4}", plain):
        return True
    named = _NAMED.match(plain)
    if named:
        return named[2] in MONTHS
    match = _NAMED_US.match(plain) or _MONTH_YEAR.match(plain)
    return bool(match and match[1] in MONTHS)


def order_shown_by(value: Value) -> Order | Literal["either"] | None:
    """Which order of day and month a text date proves; "either" when it proves none, None when the question doesn't arise."""
    if not isinstance(value, str) or len(value) > 60:
        return None
    match = _NUMERIC.match(_stripped(tidy(value)))
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "dmy"
    if second > 12 >= first:
        return "mdy"
    return "either" if first != second and first <= 12 and second <= 12 else None


def _lower(text: str) -> str:
    folded = tidy(text).casefold()
    for accented, plain in (("é", "e"), ("è", "e"), ("û", "u"), ("ô", "o"), ("à", "a"), ("ä", "a")):
        folded = folded.replace(accented, plain)
    return folded


@lru_cache(maxsize=65536)
def _stripped(text: str) -> str:
    """Lower case, without the day of the week and the time of day."""
    # "mar." is a Tuesday when another month follows.
    plain = re.sub(r"^mar\.?\s+(?=\d{1,2}\s+[a-z])", "", _lower(text))
    plain = _WEEKDAYS.sub(" ", plain).strip(" ,.\t")
    if len(plain) > 5:
        plain = _TIME.sub("", plain)
    return plain.strip(" ,-")


def _from_number(number: float, when: When) -> date | Reason:
    whole = int(number) if abs(number) < 1e9 else 0
    if when.month and when.year and 1 <= whole <= 31 and whole == number:
        return _built(when.year, when.month, whole, str(whole), when)
    if 19_000_000 < whole < 21_000_000:
        return _built(whole // 10000, whole // 100 % 100, whole % 100, str(whole), when)
    if 1900 <= whole <= 2100 and whole == number:
        return because("date_year_only", value=str(whole))
    if not 3_000 <= whole <= 80_000:
        return because("date_unreadable", value=as_text(number))
    epoch = date(1904, 1, 1) if when.counts_from_1904 else date(1899, 12, 30)
    return _plausible(epoch + timedelta(days=whole), epoch + timedelta(days=whole), when)


def _from_text(text: str, when: When) -> date | Reason:
    plain = _stripped(text)
    if re.fullmatch(r"\d{1,2}", plain):
        return _from_number(int(plain), when)
    if match := _YEAR_FIRST.match(plain):
        return _built(int(match[1]), int(match[2]), int(match[3]), text, when)
    if match := _NUMERIC.match(plain):
        return _ordered(int(match[1]), int(match[2]), _century(match[3], when.today), text, when)
    if (match := _NAMED.match(plain)) and match[2] in MONTHS:
        return _with_year(int(match[1]), MONTHS[match[2]], match[3], text, when)
    if (match := _NAMED_US.match(plain)) and match[1] in MONTHS and not _is_month_and_year(match):
        return _with_year(int(match[2]), MONTHS[match[1]], match[3], text, when)
    return _incomplete(plain, text, when)


def _incomplete(plain: str, text: str, when: When) -> date | Reason:
    """A text that gives no whole date: completed by its sheet, or refused for what it lacks."""
    if (match := _MONTH_YEAR.match(plain)) and match[1] in MONTHS:
        return because("date_month_only", value=text)
    if _MONTH_YEAR_DIGITS.match(plain) or plain in MONTHS:
        return because("date_month_only", value=text)
    if match := _DAY_MONTH.match(plain):
        if when.year is None:
            return because("date_without_year", value=text)
        return _ordered(int(match[1]), int(match[2]), when.year, text, when)
    if re.fullmatch(r"\d{1,8}(?:[.,]\d+)?", plain):
        return _from_number(float(plain.replace(",", ".")), when)
    return because("date_unreadable", value=text[:60])


def _is_month_and_year(match: re.Match[str]) -> bool:
    """ "mai 22" is rather a month than the 22nd of a May without a year."""
    return match[3] is None and len(match[2]) == 2


def _with_year(day: int, month: int, year: str | None, text: str, when: When) -> date | Reason:
    if year is not None:
        return _built(_century(year, when.today), month, day, text, when)
    if when.year is None:
        return because("date_without_year", value=text)
    return _built(when.year, month, day, text, when)


def _ordered(first: int, second: int, year: int, text: str, when: When) -> date | Reason:
    # Only one of the two can be the month: no order is needed.
    if first > 12 or first == second:
        return _built(year, second, first, text, when)
    if second > 12:
        return (
            _built(year, first, second, text, when)
            if when.order != "dmy" or second <= 31
            else because("date_impossible", value=text)
        )
    if when.order is None:
        return because("date_order_unknown", value=text)
    day, month = (first, second) if when.order == "dmy" else (second, first)
    return _built(year, month, day, text, when)


def _century(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    return 2000 + int(year) if int(year) <= today.year % 100 + YEARS_AHEAD else 1900 + int(year)


def _built(year: int, month: int, day: int, text: str, when: When) -> date | Reason:
    if not 1 <= year <= 9999:
        return because("date_year_impossible", value=text, year=year)
    try:
        return _plausible(date(year, month, day), text, when)
    except ValueError:
        return because("date_impossible", value=text)


def _plausible(day: date, typed: Value, when: When) -> date | Reason:
    if EARLIEST_YEAR <= day.year <= when.today.year + YEARS_AHEAD:
        return day
    return because("date_year_impossible", value=as_text(typed), year=day.year)


def read_birth_year(value: Value, today: date) -> int | Reason | None:
    """The year of birth alone (a whole date says more than anybody here needs); None when nothing is said."""
    if isinstance(value, NotComputed):
        return because("formula_not_computed")
    text = as_text(value)
    year: int | None = None
    if isinstance(value, datetime | date):
        year = value.year
    elif match := re.search(r"(?<!\d)(\d{4})(?!\d)", text):
        year = int(match[1])
    elif isinstance(value, int | float) and 3_000 <= value <= 80_000 or re.fullmatch(r"[1-4]\d{4}(?:\.0*)?", text):
        year = (date(1899, 12, 30) + timedelta(days=int(float(text)))).year
    elif match := re.search(r"(?:^|[-./ '])(\d{2})$", text):
        year = 2000 + int(match[1]) if int(match[1]) <= today.year % 100 else 1900 + int(match[1])
    if year is None:
        return None
    if year > today.year:
        return because("birth_in_future", value=text)
    if year < today.year - 110:
        return because("birth_too_long_ago", value=text)
    return year
