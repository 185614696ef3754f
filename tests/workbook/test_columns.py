"""Columns: what their titles and cells say, and what is left aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from interlab.workbook import Reading

from .rewriting import PEOPLE, Book, as_xlsx, one_sheet, sessions_of, understood

DAY = datetime(2022, 3, 1)


def field_of(title: str, *cells: Any) -> str | None:
    """The field a people column comes to, beside a name column."""
    filled = cells or ("x", "y")
    return (
        one_sheet(
            [
                ["Participant", "GSM", title],
                *[[f"Ana {'BCDE'[index]}ruiz", f"047615574{index}", cell] for index, cell in enumerate(filled)],
            ]
        )
        .sheets[0]
        .columns[2]
        .field
    )


@pytest.mark.parametrize(
    ("field", "titles", "cells"),
    [
        (
            "phone",
            "GSM|Tél.|Portable|Téléphone|Mobile|Telefoon|N° de téléphone|TEL|N° GSM|Phone number",
            ("0476155746", "04/223.45.67"),
        ),
        ("email", "E-mail|Mail|Courriel|Adresse mail|e-mailadres|EMAIL ADDRESS", ("a@example.org", "b@example.org")),
        ("gender", "Sexe|Genre|H/F|M/V|Geslacht|Civilité|Gender|SEXE (H/F)", ("H", "F")),
        (
            "birth_year",
            "Né(e) en|Année de naissance|Date de\nnaissance|DDN|Geboortejaar|Né.e en|Date of birth|Née le",
            (1990, 1991),
        ),
        ("municipality", "Commune|Ville|Gemeente|CP + ville|Localité|Woonplaats|City", ("4000 Liège", "Seraing")),
        (
            "entered_on",
            "Entrée|Date d'inscription|Début|1er RDV|Startdatum|Date d’entrée|DATE D'ENTREE|Inscription|1er contact|Start date",
            (DAY, DAY),
        ),
        ("left_on", "Sortie|Fin|Date de sortie|Einddatum|End date", (DAY, DAY)),
        ("status", "Statut|Situation|Où il en est|Statuut|STATUS|Statut ?", ("accompagné", "candidat")),
        ("project", "Projet|Activité|Project|Nom du projet", ("Couture", "Traiteur")),
        ("sector", "Secteur|Secteur d'activité|Sector", ("Mode", "Horeca")),
        ("stage", "Étape|Phase|Stade|Fase|Stage|Etape du projet", ("Idée", "Test")),
        ("launched_on", "Date de lancement|Création|Ouverture|Oprichting|Launch date", (DAY, DAY)),
        (
            "enterprise_number",
            "BCE|KBO|TVA|N° d'entreprise|Ondernemingsnummer|N° BCE|N°TVA|VAT number",
            ("0787.822.122", "BE 0730.701.196"),
        ),
        ("legal_form", "Forme juridique|Rechtsvorm", ("SRL", "indépendant")),
        ("coach", "Coach|Référent|Accompagnateur|Begeleider|Référent·e|Accompagnateur/trice", ("Nadia", "Awa")),
        ("languages", "Langues parlées|Talen|Languages|Langue(s)", ("français", "arabe, dari")),
        ("cohort", "Cohorte|Promotion|Groupe", ("P1", "P2")),
        ("source", "Orienté par|Source|Comment connu", ("Forem", "CPAS")),
        ("exit", "Motif de sortie|Reden van uitstap", ("emploi", "formation")),
        ("note", "Remarques|Notes|Commentaire|Opmerkingen", ("bien", "rappeler")),
    ],
)
def test_people_title(field: str, titles: str, cells: tuple[Any, ...]) -> None:
    assert {title: field_of(title, *cells) for title in titles.split("|") if "\n" not in title} == {
        title: field for title in titles.split("|") if "\n" not in title
    }


@pytest.mark.parametrize(
    ("title", "cells", "code"),
    [
        ("Nationalité", ("belge", "syrienne"), "sensitive_nationality"),
        ("Pays d'origine", ("Syrie", "Maroc"), "sensitive_origin"),
        ("Pays", ("Syrie", "Maroc"), "sensitive_origin"),
        ("Religion", ("secret1", "secret2"), "sensitive_religion"),
        ("Ethnie", ("secret1", "secret2"), "sensitive_ethnicity"),
        ("Titre de séjour", ("carte A", "carte B"), "sensitive_residence"),
        ("Statut administratif", ("réfugié", "carte B"), "sensitive_residence"),
        ("Reg. nat.", ("secret1", "secret2"), "sensitive_national_number"),
        ("NISS", ("secret1", "secret2"), "sensitive_national_number"),
        ("Rijksregisternummer", ("secret1", "secret2"), "sensitive_national_number"),
        ("Santé", ("ok", "dos"), "sensitive_health"),
        ("IBAN", ("secret1", "secret2"), "sensitive_bank_account"),
        ("Nationaliteit", ("secret1", "secret2"), "sensitive_nationality"),
        ("Land van herkomst", ("secret1", "secret2"), "sensitive_origin"),
        ("Demande d'asile", ("secret1", "secret2"), "sensitive_asylum"),
        ("N° dossier interne", ("85.07.30-033.28", "85073003328"), "sensitive_national_number"),
        ("Autre", ("BE68 5390 0754 7034", "BE68539007547034"), "sensitive_bank_account"),
        ("Infos", ("annexe 26", "carte orange"), "sensitive_residence"),
        ("Statut CPAS", ("RIS", "non"), "sensitive_social_aid"),
    ],
)
def test_private_column_is_left_aside_and_never_shown(title: str, cells: tuple[Any, ...], code: str) -> None:
    reading = one_sheet([["Participant", "GSM", title], ["Ana Ruiz", "0476155746", cells[0]], [None, "0476155747", cells[1]]])
    column = reading.sheets[0].columns[2]
    assert (column.field, column.confidence, column.why and column.why.code, column.samples) == (None, "left_aside", code, ())
    assert cells[0] not in repr(reading.people)
    assert cells[1] not in repr(reading.sheets[0].rejected)


def test_national_number_typed_into_a_remark_is_removed() -> None:
    reading = one_sheet(
        [
            ["Participant", "Projet", "Remarques"],
            ["Ana Ruiz", "Couture", "NISS 85.07.30-033.28, motivée"],
            *[[f"{name} Li", "Mode", "rappeler"] for name in ("Bo", "Cy", "Di")],
        ]
    )
    assert reading.people[0].note == "NISS …, motivée"


def test_two_columns_for_one_thing_the_better_wins() -> None:
    reading = one_sheet([["Participant", "GSM", "Date d'entrée", "Début"], ["Ana Ruiz", "0476155746", DAY, datetime(2021, 1, 1)]])
    winner, loser = reading.sheets[0].columns[2:]
    assert (winner.field, loser.field, loser.confidence, loser.why and loser.why.code) == (
        "entered_on",
        None,
        "unknown",
        "column_competes",
    )


def test_two_telephone_columns_are_both_kept() -> None:
    reading = one_sheet([["Participant", "GSM", "Tél. fixe"], ["Ana Ruiz", 476155746, "04/223.45.67"]])
    assert [phone.e164 for phone in reading.people[0].phones] == ["+32476155746", "+3242234567"]


def test_title_its_cells_contradict_is_not_believed() -> None:
    reading = one_sheet([["Participant", "GSM", "E-mail"], ["Ana Ruiz", "0476155746", "oui"], ["Bo Li", "0476155747", "non"]])
    assert reading.sheets[0].columns[2].why is not None
    assert reading.sheets[0].columns[2].why.code == "column_contradicts"


def test_column_without_title_known_by_its_cells() -> None:
    reading = one_sheet(
        [["Participant", "GSM", None], ["Ana Ruiz", "0476155746", "a@example.org"], ["Bo Li", "0476155747", "b@example.org"]]
    )
    assert (reading.sheets[0].columns[2].field, reading.sheets[0].columns[2].confidence) == ("email", "probable")


def test_answer_and_memory_decide_a_column() -> None:
    grid = [["Participant", "GSM", "Truc", "Sexe"], ["Ana Ruiz", "0476155746", "Couture", "F"]]
    assert one_sheet(grid, answers={"Feuil1/C": "project"}).people[0].project == "Couture"
    assert one_sheet(grid, memory={("people", "truc"): "project"}).people[0].project == "Couture"
    assert one_sheet(grid, memory={("people", "gsm"): "left_aside"}).people[0].phones == ()


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        (["Quand", "Qui", "Soort", "Duur (u)"], [DAY, "Olivie Pottier", "Workshop", 1]),
        (["Jour", "Personne", "Nature", "Temps"], [DAY, "Olivie Pottier", "RDV", "1h"]),
        (["Datum", "Deelnemer", "Soort", "Uren"], [DAY, "Olivie Pottier", "Opleiding", 1]),
        (["DATE", "NOM", "ACTIVITÉ", "HEURES"], [DAY, "Olivie Pottier", "Atelier", 1]),
        (
            ["Date de la séance", "Nom du participant", "Type d'accompagnement", "Nombre d'heures"],
            [DAY, "Olivie Pottier", "Atelier", 1],
        ),
        (["Session date", "Client", "Kind", "Length (hours)"], [DAY, "Olivie Pottier", "Workshop", 1]),
        (["Date RDV", "Bénéficiaire·s", "Type de RDV", "Durée\n(heures)"], [DAY, "Olivie Pottier", "Entretien", 1]),
    ],
)
def test_session_titles(titles: list[str], cells: list[Any]) -> None:
    reading = sessions_of(cells, titles=titles)
    assert [(session.person, session.minutes) for session in reading.sessions] == [("Participants/4", 60)]


@pytest.mark.parametrize(
    ("name", "grid", "code"),
    [
        ("Subsides", [["Bailleur", "Année", "Montant (EUR)"], ["Ville", 2022, 80000]], "sheet_other_subject"),
        ("Listes", [["Statut", "Étape", "Coach"], ["accompagné", "Idée", "Nadia"]], "sheet_other_subject"),
        ("Partenaires", [["Nom", "E-mail", "Téléphone"], ["Forem", "a@example.org", "0476155746"]], "sheet_of_others"),
        ("Mentors", [["Nom", "Prénom", "GSM"], ["Leroy", "Luc", "0476155746"]], "sheet_of_others"),
        ("TCD", [["Étiquettes de lignes", "Somme de Durée"], ["Nadia", 120], ["Total général", 120]], "sheet_summary"),
        ("Stats", [["Participant", "Statut"], ["Ana", "accompagné"]], "sheet_summary"),
        ("Présences", [["Nom", "Prénom"], ["Ruiz", "Ana"]], "sheet_only_names"),
        ("Budget 2022", [["Poste", "Janvier", "Février", "Total"], ["Loyer", 100, 100, 200]], "sheet_other_subject"),
    ],
)
def test_sheet_of_something_else_is_left_aside(name: str, grid: list[list[Any]], code: str) -> None:
    reading = understood(Book({"Participants": PEOPLE, name: grid}))
    assert (reading.sheets[1].kind, reading.sheets[1].why and reading.sheets[1].why.code, reading.sheets[1].read) == (
        "left_aside",
        code,
        0,
    )


@pytest.mark.parametrize("title", ["Situation", "Statut"])
def test_income_under_a_status_title_is_not_read(title: str) -> None:
    assert field_of(title, "Demandeur d'emploi", "CPAS", "Salarié") is None


def test_hidden_sheet_is_read() -> None:
    import io

    import openpyxl

    from interlab.workbook import read_workbook, understand

    from .rewriting import TODAY

    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(Book({"Autre": [["x"]], "P": PEOPLE}))))
    book["P"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert len(understand(read_workbook(stream.getvalue(), "a.xlsx"), today=TODAY).people) == 5


def test_titles_far_down_and_right() -> None:
    grid: list[list[Any]] = [["ASBL InterLab"], [], ["rue des Guillemins 1, 4000 Liège"], [], [None, None, None, *PEOPLE[0]]]
    reading: Reading = one_sheet([*grid, *[[None, None, None, *row] for row in PEOPLE[1:]]])
    assert (reading.sheets[0].header_row, len(reading.people), reading.sheets[0].columns[0].letter) == (5, 5, "D")
