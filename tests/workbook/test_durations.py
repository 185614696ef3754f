"""How long sessions last."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from interlab.workbook import Reading

from .rewriting import codes_of, sessions_of

DAY = datetime(2022, 3, 1)


def lasting(*typed: Any, title: str = "Durée", **options: Any) -> Reading:
    rows = [[DAY, "Olivie Pottier", "Atelier", length] for length in typed]
    return sessions_of(*rows, titles=["Date", "Participant", "Type", title], **options)


def minutes(reading: Reading) -> list[int]:
    return [session.minutes for session in reading.sessions]


@pytest.mark.parametrize(
    "typed",
    [
        1.5,
        "1,5",
        "1h30",
        "1 h 30",
        "1:30",
        "01:30:00",
        time(1, 30),
        timedelta(minutes=90),
        "90 min",
        "90'",
        "90’",
        "1,5 u",
        "1u30",
        "1,5 uur",
        "1.5h",
        "3 x 30 min",
        "anderhalf uur",
        "une heure et demie",
        "1½",
        "1h30min",
        "+/- 1h30",
        "1 heure 30 minutes",
        "90m",
    ],
)
def test_an_hour_and_a_half_however_typed(typed: Any) -> None:
    assert minutes(lasting(typed, title="Durée (h)")) == [90]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("½", 30),
        ("une heure", 60),
        ("2 x 1h", 120),
        ("45m", 45),
        ("1/2 h", 30),
        ("1 u", 60),
        ("3/4h", 45),
        (0.25, 15),
        ("demi-heure", 30),
        (24, None),
    ],
)
def test_other_lengths(typed: Any, expected: int | None) -> None:
    assert minutes(lasting(typed, title="Heures")) == ([expected] if expected else [])


@pytest.mark.parametrize("title", ["Durée (min)", "Durée en minutes", "Minutes", "Duur (min.)"])
def test_unit_in_the_title(title: str) -> None:
    assert minutes(lasting(90, "45", "1h", title=title)) == [90, 45, 60]


def test_unit_deduced_from_the_numbers_and_said() -> None:
    assert minutes(lasting(1, 0.75, "2")) == [60, 45, 120]
    reading = lasting(90, 45, "1h30")
    assert minutes(reading) == [90, 45, 90]
    column = reading.sheets[1].columns[3]
    assert column.why is not None
    assert column.why.params["unit"] == "minutes"


def test_unit_that_numbers_contradict_is_asked() -> None:
    reading = lasting(1, 90, "1h")
    assert codes_of(reading) == ["duration_unit_unknown"] * 2
    assert reading.questions[0].id == "Séances/D:unit"
    assert minutes(lasting(45, 10, answers={"Séances/D:unit": "minutes"})) == [45, 10]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (0, "duration_not_positive"),
        (-1, "duration_not_positive"),
        ("13h", "duration_too_long"),
        ("longtemps", "duration_unreadable"),
        (None, "duration_missing"),
        ("?", "duration_missing"),
    ],
)
def test_length_that_is_none(typed: Any, code: str) -> None:
    reading = lasting(typed, 1, title="Durée (h)")
    assert codes_of(reading) == [code]
    assert (reading.questions[0].id, reading.questions[0].expects) == ("Séances/D2", "minutes")
    assert minutes(lasting(typed, 1, title="Durée (h)", answers={"Séances/D2": "75"})) == [75, 60]


def test_start_and_end_give_the_length() -> None:
    titles = ["Date", "Participant", "Type", "Début", "Fin"]
    rows = [
        [DAY, "Olivie Pottier", "Atelier", time(9), time(10, 30)],
        [DAY, "Olivie Pottier", "Atelier", "14h", "14h45"],
        [DAY, "Vitor da Paz", "Atelier", "9:00", "08:00"],
    ]
    reading = sessions_of(*rows, titles=titles)
    assert minutes(reading) == [90, 45]
    assert reading.sessions[0].starts_at == time(9)
    assert codes_of(reading) == ["duration_not_positive"]


def test_sheet_without_length_asks_once() -> None:
    rows = [[DAY, "Olivie Pottier", "Atelier"], [DAY, "Vitor da Paz", "Coaching"]]
    titles = ["Date", "Participant", "Type"]
    reading = sessions_of(*rows, titles=titles)
    assert [question.id for question in reading.questions] == ["Séances:length"]
    assert codes_of(reading) == ["duration_default_unknown"] * 2
    assert minutes(sessions_of(*rows, titles=titles, answers={"Séances:length": "60"})) == [60, 60]
