"""Dates: what a cell means, and why it means none."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from interlab.workbook import Reading, read_workbook, understand

from .rewriting import PEOPLE, TODAY, Book, codes_of, one_sheet, sessions_of, understood

REST = ["Olivie Pottier", "Atelier", 1]


def held(*typed: Any, name: str = "Séances", **options: Any) -> Reading:
    return sessions_of(*([day, *REST] for day in typed), name=name, **options)


@pytest.mark.parametrize(
    "typed",
    [
        datetime(2022, 5, 3),
        datetime(2022, 5, 3, 14, 30),
        date(2022, 5, 3),
        44684,
        44684.6,
        "44684",
        "3/5/22",
        "03.05.2022",
        "03-05-2022",
        "2022-05-03",
        "2022/05/03",
        "3 mai 2022",
        "mardi 3 mai 2022",
        "03-mai-22",
        "3 MAI 22",
        "le 3 mai 2022",
        "mar. 3 mai 2022",
        "3 mei 2022",
        "di 3 mei 2022",
        "3 May 2022",
        "May 3, 2022",
        "3 / 5 / 2022",
        "03/05/2022 14:30",
        "3/5/2022 à 14h",
        "20220503",
        "2022-05-03T14:30:00",
        "3 mai 2022 ",
    ],
)
def test_day_however_typed(typed: Any) -> None:
    assert next(session.held_on for session in held(typed, "13/06/2022").sessions) == date(2022, 5, 3)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2022", "date_impossible"),
        ("03/05/0022", "date_year_impossible"),
        ("03/05/2202", "date_year_impossible"),
        (datetime(2202, 5, 3), "date_year_impossible"),
        ("mai 2022", "date_month_only"),
        ("05/2022", "date_month_only"),
        (2022, "date_year_only"),
        ("3 mai", "date_without_year"),
        ("3/5", "date_without_year"),
        ("bientôt", "date_unreadable"),
        (None, "no_date"),
        ("?", "no_date"),
        ("32/13/2022", "date_impossible"),
    ],
)
def test_day_that_is_none(typed: Any, code: str) -> None:
    reading = held(typed, datetime(2022, 1, 1))
    assert codes_of(reading) == [code]
    assert reading.questions[0].expects == ("choice" if code == "date_without_year" else "date")


def test_year_of_a_column_is_asked_once() -> None:
    assert len(held("3 mai").questions) == 1
    assert held("3 mai", answers={"Séances/A:year": "2022"}).sessions[0].held_on == date(2022, 5, 3)


def test_refused_day_is_answered() -> None:
    reading = held("31/02/2022", answers={"Séances/A2": "2022-03-01"})
    assert [session.held_on for session in reading.sessions] == [date(2022, 3, 1)]
    assert codes_of(held("31/02/2022", answers={"Séances/A2": "skip"})) == ["skipped_by_choice"]


def test_order_is_proven_by_the_column() -> None:
    assert held("05/03/22", "05/28/22").sessions[0].held_on == date(2022, 5, 3)
    assert held("05/03/22", "28/05/22").sessions[0].held_on == date(2022, 3, 5)


def test_order_is_proven_by_another_column() -> None:
    people = [[*row[:4], f"{row[4]:%m/%d/%Y}"] if index else row for index, row in enumerate(PEOPLE)]
    reading = sessions_of(["05/03/22", *REST], people=people)
    assert reading.sessions[0].held_on == date(2022, 5, 3)


def test_order_is_assumed_for_french_titles_and_said() -> None:
    reading = held("05/03/22")
    column = reading.sheets[1].columns[0]
    assert reading.sessions[0].held_on == date(2022, 3, 5)
    assert (column.confidence, column.why and column.why.code) == ("probable", "day_first_assumed")


def test_order_is_asked_for_english_titles() -> None:
    titles = ["Day", "With", "Session type", "Duration (h)"]
    reading = held("05/03/22", "06/04/22", titles=titles)
    assert codes_of(reading) == ["date_order_unknown"] * 2
    [question] = reading.questions
    assert (question.id, question.affected_rows) == ("Séances/A:order", (2, 3))
    answered = held("05/03/22", "06/04/22", titles=titles, answers={question.id: "mdy"})
    assert [session.held_on for session in answered.sessions] == [date(2022, 5, 3), date(2022, 6, 4)]


def test_order_that_contradicts_itself_is_asked_for_the_doubtful_rows_only() -> None:
    reading = held("28/05/22", "05/28/22", "05/03/22")
    assert [session.held_on for session in reading.sessions] == [date(2022, 5, 28)] * 2
    assert [(rejected.row, rejected.reasons[0].code) for rejected in reading.sheets[1].rejected] == [(4, "date_order_unknown")]
    assert reading.questions[0].id == "Séances/A4"


@pytest.mark.parametrize("typed", [3, "3", "03", "3/3", "3 mars", "jeudi 3", "3/03"])
def test_day_completed_by_the_sheets_name(typed: Any) -> None:
    assert [session.held_on for session in held(typed, name="Mars 2022").sessions] == [date(2022, 3, 3)]


def test_day_completed_by_a_separator() -> None:
    reading = sessions_of(["Janvier 2022"], ["3/1", *REST], ["— Février 2022 —"], [4, *REST])
    assert [session.held_on for session in reading.sessions] == [date(2022, 1, 3), date(2022, 2, 4)]


def test_serial_number_of_a_1904_workbook() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    for row in PEOPLE:
        sheet.append([*row[:4], row[4] if row[4] == "Date d'entrée" else 43222])
    stream = io.BytesIO()
    book.save(stream)
    reading = understand(read_workbook(stream.getvalue(), "mac.xlsx"), today=TODAY)
    assert reading.people[0].entered_on == date(2022, 5, 3)


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        (1991, 1991),
        ("1991", 1991),
        (datetime(1991, 3, 4), 1991),
        ("04/03/1991", 1991),
        ("4/3/91", 1991),
        ("'91", 1991),
        (33301, 1991),
        ("?", None),
    ],
)
def test_only_the_year_of_birth_is_kept(typed: Any, year: int | None) -> None:
    assert one_sheet([["Participant", "Né(e) le"], ["Ana Ruiz", typed], ["Bo Li", 1980]]).people[0].birth_year == year


@pytest.mark.parametrize(("typed", "code"), [(2031, "birth_in_future"), ("01/01/1850", "birth_too_long_ago")])
def test_birth_that_cannot_be_refuses_the_row(typed: Any, code: str) -> None:
    assert codes_of(one_sheet([["Participant", "Date de naissance"], ["Ana Ruiz", typed], ["Bo Li", 1980]])) == [code]


def test_entry_that_does_not_exist_refuses_the_person() -> None:
    reading = one_sheet([*PEOPLE, ["Demir", "Aziz", "H", None, "31/02/22"]], "P")
    assert codes_of(reading) == ["date_impossible"]
    assert reading.sheets[0].rejected[0].name == "Aziz Demir"


def test_session_ahead_is_refused() -> None:
    reading = held(datetime(2024, 3, 1))
    assert codes_of(reading) == ["session_in_future"]


def test_exit_before_entry_is_refused() -> None:
    reading = understood(
        Book({"P": [["Nom", "Prénom", "Entrée", "Sortie"], ["Ruiz", "Ana", datetime(2022, 3, 1), datetime(2022, 2, 1)]]})
    )
    assert codes_of(reading) == ["left_before_entered"]
