"""Which rows are records, and why the others aren't."""

from __future__ import annotations

from datetime import datetime

import pytest

from interlab.workbook import read_workbook, understand

from .rewriting import PEOPLE, TODAY, Book, as_csv, assert_rows_add_up, codes_of, one_sheet, sessions_of, understood

DAY = datetime(2022, 3, 1)
ROW = [DAY, "Olivie Pottier", "Atelier", 1]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["TOTAL", None, None, 416.5], "total_row"),
        ([None, None, "Totaal", 12], "total_row"),
        (["Sous-total mars", None, None, 3], "total_row"),
        (["Subtotal", None, None, "=SUM(D2:D3)"], "total_row"),
        (["Grand total", 4], "total_row"),
        (["Total participants : 32"], "total_row"),
        (["Moyenne", None, None, 1.2], "total_row"),
        ([None, None, None, 33.5], "numbers_only"),
        (["Janvier 2022"], "separator_row"),
        (["— 2021 —"], "separator_row"),
        (["MAART"], "separator_row"),
        (["--- février 22 ---"], "separator_row"),
        (["Groupe du mardi"], "separator_row"),
        (["NB: heures sous réserve"], "note_row"),
        (["* en attente"], "note_row"),
        (["Opmerking: nog na te kijken"], "note_row"),
        (["Date", "Participant", "Type", "Durée (h)"], "header_repeated"),
        (["  ", "\xa0"], "blank_row"),
    ],
)
def test_row_that_is_no_session(row: list[object], code: str) -> None:
    reading = sessions_of(ROW, row, ROW)
    sheet = reading.sheets[1]
    if code != "blank_row":
        assert [(number, why.code) for number, why in sheet.passed_over] == [(3, code)]
    assert len(sheet.sessions) == 2
    assert_rows_add_up(reading)


@pytest.mark.parametrize(
    "row", [["TOTAL", "=COUNTA(B2:B9)"], ["Total participants : 32"], [39], ["Année 2022"], ["NB: à compléter"]]
)
def test_row_that_is_no_person(row: list[object]) -> None:
    reading = one_sheet([*PEOPLE, row], "Participants")
    assert len(reading.people) == 5
    assert len(reading.sheets[0].passed_over) == 1
    assert reading.sheets[0].rejected == []


def test_person_with_only_a_name_is_a_person() -> None:
    reading = one_sheet([["Participant", "GSM"], ["Fatou Diallo", "0476155746"], ["Rojda Demir"]])
    assert [person.full_name for person in reading.people] == ["Fatou Diallo", "Rojda Demir"]


def test_blank_rows_between_records_are_counted() -> None:
    reading = sessions_of(ROW, [], [], ROW, [])
    assert (reading.sheets[1].read, len(reading.sheets[1].passed_over)) == (4, 2)
    assert_rows_add_up(reading)


def test_titles_again_in_the_middle_with_a_page_break() -> None:
    reading = one_sheet([*PEOPLE[:3], [], PEOPLE[0], *PEOPLE[3:]], "Participants")
    assert len(reading.people) == 5
    assert [why.code for _, why in reading.sheets[0].passed_over] == ["blank_row", "header_repeated"]


def test_day_merged_over_several_rows_counts_for_each() -> None:
    book = Book(
        {"P": PEOPLE, "S": [["Date", "Participant", "Type", "Durée (h)"], ROW, [None, "Vitor da Paz", "Atelier", 1]]},
        {"S": ["A2:A3"]},
    )
    reading = understood(book)
    assert [session.held_on.day for session in reading.sessions] == [1, 1]


def test_ditto_repeats_what_stands_above() -> None:
    reading = sessions_of(ROW, ['"', "Vitor da Paz", "idem", 2])
    assert [(session.held_on, session.kind.meaning) for session in reading.sessions] == [(DAY.date(), "workshop")] * 2


def test_person_without_name_is_refused_with_the_row_handed_back() -> None:
    reading = one_sheet([*PEOPLE, [None, None, "F", "x@example.org", DAY]], "P")
    assert codes_of(reading) == ["no_name"]
    assert reading.sheets[0].rejected[0].values == ("", "", "F", "x@example.org", "01/03/2022")


def test_formula_without_result_in_a_needed_cell_is_refused() -> None:
    reading = sessions_of(ROW, ["=A2+7", "Olivie Pottier", "Atelier", 1])
    assert codes_of(reading) == ["formula_not_computed"]


def test_cell_error_in_a_needed_cell_is_refused() -> None:
    reading = sessions_of(ROW, ["#REF!", "Olivie Pottier", "Atelier", 1])
    assert codes_of(reading) == ["cell_error"]


def test_formula_written_as_text_is_no_name() -> None:
    reading = understand(
        read_workbook(as_csv([["Nom", "Prénom", "GSM"], ["=1+1", "", "0476"], ["Ruiz", "Ana", "0476155746"]]), "a.csv"),
        today=TODAY,
    )
    assert codes_of(reading) == ["name_without_letters"]


def test_name_of_two_hundred_and_one_letters_is_refused() -> None:
    reading = one_sheet([*PEOPLE, ["A" * 201, "Ana"]], "P")
    assert codes_of(reading) == ["name_too_long"]


def test_remark_of_five_thousand_letters_is_kept() -> None:
    grid = [[*PEOPLE[0], "Remarques"], [*PEOPLE[1], "é\x07\u200f" * 5000]]
    reading = understand(read_workbook(as_csv(grid), "a.csv"), today=TODAY)
    assert reading.people[0].note.count("é") == 5000
    assert "\x07" not in reading.people[0].note


def test_accounts_add_up_on_a_mixed_sheet() -> None:
    reading = sessions_of(
        ROW, [], ["TOTAL", None, None, 1], [None, "Personne", "Atelier", 1], ["31/02/2022", "Vitor da Paz", "Atelier", 1], ROW
    )
    assert_rows_add_up(reading)
    assert [rejected.row for rejected in reading.sheets[1].rejected] == [5, 6]
