"""Words and their fixed meanings: statuses, stages, kinds, genders, languages, numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from interlab.workbook import PersonRow, Reading

from .rewriting import codes_of, one_sheet, sessions_of

DAY = datetime(2022, 3, 1)


def person(title: str, cell: Any, *more: Any, **options: Any) -> PersonRow:
    return people(title, cell, *more, **options).people[0]


def people(title: str, *cells: Any, **options: Any) -> Reading:
    grid = [["Participant", "GSM", "Date d'entrée", title]]
    return one_sheet(
        [*grid, *[[f"Ana {'BCDEFG'[index]}o", f"047615574{index}", DAY, cell] for index, cell in enumerate(cells)]], **options
    )


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("accompagné", "active"),
        ("Accompagnée", "active"),
        ("EN COURS", "active"),
        ("Accompagné·e", "active"),
        ("accompagné(e)", "active"),
        ("Séance d'info seulement", "applied"),
        ("Candidate", "applied"),
        ("liste d'attente", "waitlisted"),
        ("Refusé", "declined"),
        ("désistement", "withdrawn"),
        ("Terminé", "completed"),
        ("Abandon", "left"),
        ("afgerond", "completed"),
        ("Wachtlijst", "waitlisted"),
        ("info session only", "applied"),
        ("en cours (2x/mois)", "active"),
        ("in begeleiding", "active"),
        ("Sorti", "left"),
    ],
)
def test_status(typed: str, meaning: str) -> None:
    assert (person("Statut", typed).status.meaning, person("Statut", typed).status.text) == (meaning, typed)


def test_unknown_status_is_asked_once_and_refuses_its_rows() -> None:
    reading = people("Statut", "accompagné", "Zone bleue", "zone bleue", "accompagné")
    assert codes_of(reading) == ["meaning_unknown"] * 2
    [question] = reading.questions
    assert (question.id, question.affected_rows) == ("Feuil1/D/Zone bleue", (3, 4))
    answered = people("Statut", "accompagné", "Zone bleue", "zone bleue", answers={question.id: "active"})
    assert [row.status.meaning for row in answered.people] == ["active"] * 3


def test_own_labels_come_first() -> None:
    assert person("Étape", "Rampe", "Test", labels={"stage": {"Rampe": "launched"}}).stage.meaning == "launched"
    assert person("Étape", "Test", "Idée", labels={"stage": {"TEST": "model"}}).stage.meaning == "model"


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Accueil", "welcome"),
        ("1. Accueil", "welcome"),
        ("Idée", "idea"),
        ("Modèle économique", "model"),
        ("Étape 3 - Test", "test"),
        ("Lancé", "launched"),
        ("OUVERT", "launched"),
        ("Post-lancement", "post_launch"),
        ("en pause", "paused"),
        ("Lancering", "launched"),
        ("business plan en cours", "model"),
    ],
)
def test_stage(typed: str, meaning: str) -> None:
    assert person("Étape", typed, "Test").stage.meaning == meaning


def test_unknown_stage_is_kept_as_text_and_asked() -> None:
    reading = people("Étape", "Test", "Zigzag")
    assert [row.stage.meaning for row in reading.people] == ["test", ""]
    assert [question.id for question in reading.questions] == ["Feuil1/D/Zigzag"]
    assert [reason.code for _, reason in reading.sheets[0].remarks] == ["meaning_kept_as_text"]


def test_two_stages_in_one_cell_are_asked() -> None:
    assert codes_of(people("Étape", "Test", "idée / ouvert")) == ["meaning_several"]


def test_where_they_are_may_hold_the_stage() -> None:
    reading = people("Où il en est", "Idée", "Ouvert")
    assert [row.stage.meaning for row in reading.people] == ["idea", "launched"]
    assert [row.status.meaning for row in reading.people] == ["active", "active"]
    assert [reason.code for _, reason in reading.sheets[0].remarks] == ["launch_without_date"]


def test_person_without_status_column_is_active_by_the_entry_date() -> None:
    assert person("Projet", "Couture").status.meaning == "active"


def test_status_given_by_the_sheets_name() -> None:
    assert (
        one_sheet([["Nom", "Prénom", "GSM"], ["Ruiz", "Ana", "0476155746"]], "Liste d'attente").people[0].status.meaning
        == "waitlisted"
    )


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("Coaching individuel", "coaching"),
        ("RDV", "coaching"),
        ("entretien", "coaching"),
        ("Mentorat", "mentoring"),
        ("Expertise", "expertise"),
        ("ATELIER", "workshop"),
        ("Atelier : plan financier", "workshop"),
        ("Formation", "workshop"),
        ("Tél.", "phone"),
        ("WhatsApp", "message"),
        ("séance d'info", "information"),
        ("Afterwork", "networking"),
        ("Infosessie", "information"),
        ("Opleiding", "workshop"),
        ("appel téléphonique", "phone"),
        ("Mail", "message"),
        ("suivi individuel", "coaching"),
    ],
)
def test_session_kind(typed: str, meaning: str) -> None:
    assert [session.kind.meaning for session in sessions_of([DAY, "Olivie Pottier", typed, 1]).sessions] == [meaning]


def test_unknown_session_kind_is_asked() -> None:
    reading = sessions_of([DAY, "Olivie Pottier", "Suivi", 1])
    assert codes_of(reading) == ["meaning_unknown"]
    assert reading.questions[0].id == "Séances/C/Suivi"


def test_session_kind_given_by_the_sheets_name() -> None:
    reading = sessions_of([DAY, "Olivie Pottier", 1], titles=["Date", "Participant", "Durée (h)"], name="Ateliers 2022")
    assert [session.kind.meaning for session in reading.sessions] == ["workshop"]


def test_session_kind_nowhere_is_asked_once() -> None:
    rows = [[DAY, "Olivie Pottier", 1], [DAY, "Vitor da Paz", 1]]
    reading = sessions_of(*rows, titles=["Date", "Participant", "Durée (h)"])
    assert [question.id for question in reading.questions] == ["Séances:kind"]
    answered = sessions_of(*rows, titles=["Date", "Participant", "Durée (h)"], answers={"Séances:kind": "coaching"})
    assert [session.kind.meaning for session in answered.sessions] == ["coaching"] * 2


@pytest.mark.parametrize(
    ("typed", "gender"),
    [
        ("F", "woman"),
        ("H", "man"),
        ("M", "man"),
        ("V", "woman"),
        ("X", "other"),
        ("Femme", "woman"),
        ("homme", "man"),
        ("Mme", "woman"),
        ("M.", "man"),
        ("Mr", "man"),
        ("Mevr.", "woman"),
        ("Dhr", "man"),
        ("Vrouw", "woman"),
        ("♀", "woman"),
        ("♂", "man"),
        ("fille", "woman"),
        ("?", ""),
        ("-", ""),
        ("n/a", ""),
        ("inconnu", ""),
        ("Male", "man"),
    ],
)
def test_gender(typed: str, gender: str) -> None:
    assert person("Sexe", typed, "F", "H").gender == gender


def test_gender_not_understood_is_a_remark() -> None:
    reading = people("Sexe", "F", "H", "schtroumpf")
    assert (reading.people[2].gender, reading.sheets[0].remarks[0][1].code) == ("", "gender_not_understood")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("français, arabe", (("fr", ""), ("ar", ""))),
        ("français (B1)", (("fr", "B1"),)),
        ("FR A2", (("fr", "A2"),)),
        ("arabe - langue maternelle", (("ar", "native"),)),
        ("dari / anglais", (("prs", ""), ("en", ""))),
        ("tigrinya; amharique", (("ti", ""), ("am", ""))),
        ("Tigrigna", (("ti", ""),)),
        ("peul", (("ff", ""),)),
        ("kurde+turc", (("ku", ""), ("tr", ""))),
        ("berbère et roumain", (("ber", ""), ("ro", ""))),
        ("Nederlands B2, Frans A1", (("nl", "B2"), ("fr", "A1"))),
        ("Русский", (("ru", ""),)),
        ("FR - NL - EN", (("fr", ""), ("nl", ""), ("en", ""))),
        ("Lingala\nSwahili", (("ln", ""), ("sw", ""))),
        ("FR/EN", (("fr", ""), ("en", ""))),
        ("français B1 / anglais C1", (("fr", "B1"), ("en", "C1"))),
    ],
)
def test_languages(typed: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert person("Langues", typed, "français").languages == expected


def test_language_not_understood_is_a_remark() -> None:
    assert people("Langues", "français", "klingon, arabe").sheets[0].remarks[0][1].params == {"value": "klingon"}


@pytest.mark.parametrize(
    "typed",
    [
        "0476/15.57.46",
        "+32 476 15 57 46",
        "0032476155746",
        476155746,
        476155746.0,
        "476155746",
        "0476155746 (mari)",
        "GSM : 0476 15 57 46",
        32476155746,
    ],
)
def test_telephone(typed: Any) -> None:
    grid = [["Participant", "Date d'entrée", "GSM"], ["Ana Ruiz", DAY, typed]]
    assert [phone.e164 for phone in one_sheet(grid).people[0].phones] == ["+32476155746"]


@pytest.mark.parametrize(
    "typed",
    [
        "0476155746 / 0477123456",
        "0476155746/0477123456",
        "0476155746 ou 0477123456",
        "0476155746\n0477123456",
        "0476155746, 0477123456",
        "0476155746 - 0477123456",
    ],
)
def test_two_telephones_in_a_cell(typed: str) -> None:
    grid = [["Participant", "Date d'entrée", "GSM"], ["Ana Ruiz", DAY, typed]]
    assert [phone.e164 for phone in one_sheet(grid).people[0].phones] == ["+32476155746", "+32477123456"]


def test_emails() -> None:
    reading = people("E-mail", "A@Example.org; b@example.org", "ana(at)example", "mailto:c@example.org")
    assert [row.emails for row in reading.people] == [("a@example.org", "b@example.org"), (), ("c@example.org",)]
    assert [reason.code for _, reason in reading.sheets[0].remarks] == ["email_invalid"]


@pytest.mark.parametrize("typed", ["0787.822.122", "BE 0787.822.122", "787822122", 787822122, "TVA BE0787822122"])
def test_enterprise_number(typed: Any) -> None:
    number = person("N° BCE", typed).enterprise_number
    assert number is not None
    assert (number.digits, number.valid) == ("0787822122", True)


def test_enterprise_number_failing_its_checksum_is_dropped() -> None:
    reading = people("N° BCE", "0787.822.123")
    assert reading.people[0].enterprise_number is None
    assert [reason.code for _, reason in reading.sheets[0].remarks] == ["enterprise_number_invalid"]
