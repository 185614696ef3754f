"""The sample's content in every layout we know of gives the sample's figures, without a hand-made mapping."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from interlab.workbook import Reading, read_workbook, understand
from interlab.workbook.shapes import because

from .layouts import LAYOUTS, PEOPLE, people_grid
from .rewriting import TODAY, Book, Grid, assert_rows_add_up, understood

GENDERS = {"F": "woman", "H": "man"}


def figures_2022(reading: Reading) -> tuple[int, int, int, int, float]:
    """Accompanied, launched, women among the accompanied, sessions and hours, counted here as plainly as can be."""
    first = {person.key: person for person in reading.people if person.same_as is None}
    held = [one for one in reading.sessions if one.held_on.year == 2022]
    seen = {one.person for one in held if one.kind.meaning not in ("information", "networking")}
    accompanied = [
        person
        for person in first.values()
        if person.status.meaning == "active"
        and person.entered_on
        and person.entered_on <= date(2022, 12, 31)
        and person.key in seen
    ]
    launched = sum(person.launched_on is not None and person.launched_on.year == 2022 for person in first.values())
    assert not any(person.gender == "" for person in accompanied)
    women = sum(person.gender == "woman" for person in accompanied)
    return len(accompanied), launched, women, len(held), sum(one.minutes for one in held) / 60


@pytest.mark.parametrize("name", LAYOUTS)
def test_sample_in_another_layout(name: str) -> None:
    filename, data = LAYOUTS[name]()
    reading = understand(read_workbook(data, filename), today=TODAY)
    assert_rows_add_up(reading)
    assert [(sheet.name, one) for sheet in reading.sheets for one in sheet.rejected] == []
    assert reading.questions == []
    assert figures_2022(reading) == (32, 6, 14, 370, 416.5)
    others = {"Paul Ancien"}
    assert len({person.same_as or person.key for person in reading.people if person.full_name not in others}) == len(PEOPLE)


def test_grid_of_crosses_asks_how_long_a_session_lasts() -> None:
    crosses: Grid = [
        ["Participant", *(datetime(2022, 3, day) for day in (1, 8, 15))],
        ["Louise Pichon", "x", None, "x"],
        ["Karim Gérard", "x", "abs", None],
    ]
    sheets = Book({"Participants": people_grid(), "Ateliers": crosses})
    (question,) = understood(sheets).questions
    assert (question.id, question.reason.code) == ("Ateliers:length", "duration_default_unknown")
    reading = understood(sheets, answers={"Ateliers:length": "90"})
    assert [session.minutes for session in reading.sessions] == [90, 90, 90]
    assert [why.code for _, why in reading.sheets[1].passed_over] == ["absent"]
    assert_rows_add_up(reading)


def test_one_bad_cell_of_a_grid_costs_that_cell_alone() -> None:
    grid: Grid = [
        ["Participant", *(datetime(2022, 3, day) for day in (1, 8, 15))],
        ["Louise Pichon", 1.5, "bientôt", 2],
        ["Karim Gérard", 1, 2, 0.5],
    ]
    reading = understood(Book({"Participants": people_grid(), "Ateliers": grid}))
    assert len(reading.sessions) == 5
    assert [(one.row, one.place) for one in reading.sheets[1].rejected] == [(2, "C2")]
    assert_rows_add_up(reading)


def test_sheet_named_after_a_coach_is_nobodys() -> None:
    people = [[*row, "Coach" if not number else "Louise"] for number, row in enumerate(people_grid())]
    reading = understood(
        Book({"Participants": people, "Louise": [["Date", "Type", "Durée"], [datetime(2022, 3, 1), "Atelier", 1]]})
    )
    assert reading.sheets[1].why == because("sheet_without_person")


def test_form_with_dates_and_answers_is_no_grid() -> None:
    form: Grid = [
        ["Horodateur", "Êtes-vous content", "Avez-vous appris", "Souhaitez-vous continuer"],
        *([datetime(2022, 3, day), "oui", "non", "oui"] for day in range(1, 9)),
    ]
    assert understood(Book({"Participants": people_grid(), "Enquête": form})).sheets[1].kind == "left_aside"


def test_namesakes_are_told_apart_by_another_column() -> None:
    titles = ["Numéro participant", "Nom", "Prénom", "E-mail"]
    people: Grid = [titles, ["P1", "Diallo", "Fatou", "a@example.org"], ["P2", "Diallo", "Fatou", "b@example.org"]]
    answers = {"P/3:same": "other"}
    for column, value in (("E-mail", "b@example.org"), ("N° participant", "P2")):
        held: Grid = [
            ["Date", "Participant", "Type", "Durée (h)", column],
            [datetime(2022, 3, 1), "Fatou Diallo", "Atelier", 1, value],
            [datetime(2022, 3, 2), "Fatou Diallo", "Atelier", 1, None],
        ]
        reading = understood(Book({"P": people, "S": held}), answers=answers)
        assert [session.person for session in reading.sessions] == ["P/3"]
        assert [one.reasons[0].code for one in reading.sheets[1].rejected] == ["person_ambiguous"]


def test_initial_that_is_a_title_too_is_asked() -> None:
    held: Grid = [
        ["Date", "Participant", "Type", "Durée (h)"],
        [datetime(2022, 3, 1), "M. Ruiz", "Atelier", 1],
        [datetime(2022, 3, 1), "R. Ruiz", "Atelier", 1],
    ]
    reading = understood(Book({"P": people_grid(), "S": held}))
    assert [one.reasons[0].code for one in reading.sheets[1].rejected] == ["person_ambiguous"]


def test_family_that_shares_a_telephone_is_two_persons_and_a_slip_is_one() -> None:
    people: Grid = [
        ["Nom", "Prénom", "Sexe", "Année de naissance", "E-mail", "GSM"],
        ["Mertens", "Jan", "H", 1980, "jan@example.org", "0477 99 88 77"],
        ["Mertens", "Els", "F", 1982, "els@example.org", "0477 99 88 77"],
        ["Pichon", "Louise", "F", 1991, "louise@example.org", None],
        ["PICHON", "Loïse", "F", 1991, "louise@example.org", None],
    ]
    reading = understood(Book({"P": people}))
    assert [person.same_as for person in reading.people] == [None, None, None, "P/4"]
    remarks = [why.code for _, why in reading.sheets[0].remarks]
    assert [code for code in remarks if code.startswith(("shared", "same"))] == ["shared_contact", "same_name_elsewhere"]


def test_gender_in_figures_is_asked_and_refuses_nobody() -> None:
    sheets = Book(
        {
            "P": [
                ["Nom", "Prénom", "Sexe", "GSM"],
                ["Ruiz", "Ana", "2", "0476155746"],
                ["Li", "Bo", "1", "0476155747"],
                ["Demir", "Aziz", "H", None],
            ]
        }
    )
    reading = understood(sheets)
    assert [person.gender for person in reading.people] == ["", "", "man"]
    assert [question.reason.code for question in reading.questions] == ["gender_unknown", "gender_unknown"]
    answered = understood(sheets, answers={"P/C/2": "woman", "P/C/1": "man"})
    assert [person.gender for person in answered.people] == ["woman", "man", "man"]
