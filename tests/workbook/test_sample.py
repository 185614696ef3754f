"""The workbook the team keeps, and the same content laid out in other ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from interlab.workbook import KnownPerson, Reading, read_workbook, understand

from .rewriting import SAMPLE, TODAY, Book, Grid, as_csv, as_ods, as_xlsx, assert_rows_add_up, sample

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def assert_is_the_sample(reading: Reading) -> None:
    assert reading.questions == []
    assert [rejected for sheet in reading.sheets for rejected in sheet.rejected] == []
    assert len([person for person in reading.people if person.same_as is None]) == 38
    assert len(reading.sessions) == 370
    assert sum(session.minutes for session in reading.sessions) == 24_990
    assert_rows_add_up(reading)


def test_sample_as_it_is() -> None:
    reading = understand(read_workbook(SAMPLE.read_bytes(), SAMPLE.name), today=TODAY)
    assert_is_the_sample(reading)
    by_2022 = [person for person in reading.people if person.entered_on and person.entered_on <= date(2022, 12, 31)]
    assert len(by_2022) == 35
    assert sum(person.status.meaning == "active" for person in by_2022) == 32
    assert sum(person.status.meaning == "applied" for person in by_2022) == 3
    assert [sheet.kind for sheet in reading.sheets] == ["people", "sessions", "left_aside"]
    assert all(person.called for person in reading.people)


def test_sample_progress_reaches_its_total() -> None:
    seen: list[tuple[int, int]] = []
    understand(
        read_workbook(SAMPLE.read_bytes(), SAMPLE.name), today=TODAY, progress=lambda done, total: seen.append((done, total))
    )
    assert seen[-1][0] == seen[-1][1] > 0


def plain(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def dutch() -> bytes:
    """In Dutch, titles from C5 under a merged title, "NOM, Prénom", dates with dots, hours with a comma and a "u"."""
    people, sessions = sample()
    status = {"accompagné": "In begeleiding", "séance d'info seulement": "enkel infosessie"}
    kinds = {
        "Coaching individuel": "Individuele begeleiding",
        "Atelier": "Workshop",
        "Mentorat": "Mentoring",
        "Expertise": "Expert",
    }
    grid: Grid = [[], [None, None, "Opvolging deelnemers – InterLab"], [], [None, None, "bijgewerkt op 31/12/2022"]]
    grid.append(
        [
            None,
            None,
            "Deelnemer",
            "M/V",
            "Geboortedatum",
            "Talen",
            "Gemeente",
            "Telefoon",
            "E-mail",
            "Startdatum",
            "Statuut",
            "Fase",
            "Oprichting",
            "Ondernemingsnummer",
            "Nationaliteit",
            "Begeleider",
        ]
    )
    for person in people:
        grid.append(
            [
                None,
                None,
                f"{person['Nom'].upper()}, {person['Prénom']}",
                {"F": "V", "H": "M"}[person["Sexe"]],
                f"15/03/{person['Année de naissance']}",
                person["Langues parlées"],
                person["Commune"],
                person["GSM"].replace("+32 4", "04"),
                person["E-mail"],
                f"{person[chr(68) + 'ate d' + chr(39) + 'entrée']:%d.%m.%Y}",
                status[person["Statut"]],
                person["Étape"],
                person["Date de lancement"] and f"{person['Date de lancement']:%d.%m.%Y}",
                person["N° BCE"],
                "Belg",
                person["Coach"],
            ]
        )
    grid += [[], [None, None, "Totaal deelnemers : 38"]]
    held: Grid = [["Datum", "Deelnemer", "Soort", "Duur (u)", "Door", "Opmerkingen"]]
    held += [
        [
            f"{row['Date']:%d.%m.%Y}",
            row["Participant"],
            kinds[row["Type"]],
            f"{row['Durée (h)']:g} u".replace(".", ","),
            row["Par"],
            None,
        ]
        for row in sessions
    ]
    held += [["Totaal", None, None, "416,5 u", None, None]]
    return as_xlsx(
        Book(
            {"Deelnemers": grid, "Begeleiding": held, "Keuzelijsten": [["Fase", "Soort"], ["Onthaal", "Workshop"]]},
            {"Deelnemers": ["C2:P2"]},
        )
    )


def english_by_month() -> bytes:
    """In English, one sheet a month, days without their year, clock-like durations, "Surname" and "First name" apart."""
    people, sessions = sample()
    grid: Grid = [
        [
            "First name",
            "Surname",
            "Gender",
            "Year of birth",
            "Languages",
            "City",
            "Email",
            "Mobile",
            "Start date",
            "Status",
            "Stage",
            "Launch date",
            "VAT number",
        ]
    ]
    for person in people:
        grid.append(
            [
                person["Prénom"].lower(),
                person["Nom"].upper(),
                {"F": "female", "H": "male"}[person["Sexe"]],
                str(person["Année de naissance"]),
                person["Langues parlées"],
                person["Commune"],
                person["E-mail"],
                int(person["GSM"].replace(" ", "").removeprefix("+32")),
                f"{person[list(person)[10]]:%Y-%m-%d}",
                {"accompagné": "in progress"}.get(person["Statut"], "info session only"),
                person["Étape"],
                person["Date de lancement"],
                person["N° BCE"] and "BE " + person["N° BCE"],
            ]
        )
    sheets: dict[str, Grid] = {"People": grid}
    for row in sessions:
        month = sheets.setdefault(
            f"{MONTHS[row['Date'].month - 1].capitalize()} 2022", [["Day", "With", "Session type", "Time spent", "By"]]
        )
        minutes = int(row["Durée (h)"] * 60)
        month.append([f"{row['Date']:%d/%m}", row["Participant"], row["Type"], f"{minutes // 60}:{minutes % 60:02d}", row["Par"]])
    return as_xlsx(Book(sheets))


def two_row_titles() -> bytes:
    """Titles on two rows under merged groups, titles again, months as separators, subtotals, notes."""
    people, sessions = sample()
    grid: Grid = [
        ["SUIVI DES PARTICIPANTS"],
        ["Identité", None, None, "Contact", None, "Accompagnement", None, None, "Lancement", None],
        [
            "NOM ET\nPRÉNOM",
            "H/F",
            "Né(e) en",
            "Tél.",
            "Courriel",
            "Date d'entrée",
            "Situation",
            "Étape",
            "Date",
            "N° d'entreprise",
        ],
    ]
    for number, person in enumerate(people):
        if number == 20:
            grid.append(list(grid[2]))
        grid.append(
            [
                f"{person['Nom'].upper()} {person['Prénom']}",
                person["Sexe"],
                person["Année de naissance"],
                person["GSM"],
                person["E-mail"],
                person["Date d'entrée"],
                person["Statut"],
                person["Étape"],
                person["Date de lancement"],
                person["N° BCE"],
            ]
        )
    grid.append(["NB : les personnes en attente sont sur une autre liste"])
    held: Grid = [["Quand", "Qui", "Nature", "Durée", "Animé par"]]
    month = 0
    for row in sessions:
        if row["Date"].month != month:
            if month:
                held.append(["Sous-total", None, None, "=SUM(D2:D9)", None])
                held.append([])
            month = row["Date"].month
            held.append([f"— {MONTHS[month - 1].capitalize()} 2022 —"])
        held.append(
            [
                f"{row['Date'].day} {MONTHS[month - 1]}",
                row["Participant"].split()[-1].upper() + " " + " ".join(row["Participant"].split()[:-1]),
                row["Type"],
                row["Durée (h)"],
                row["Par"],
            ]
        )
    return as_xlsx(Book({"Suivi": grid, "Journal": held}, {"Suivi": ["A1:J1", "A2:C2", "D2:E2", "F2:H2", "I2:J2"]}))


def open_document() -> bytes:
    """LibreOffice: real dates, durations as times, names without accents, in capitals, with doubled spaces."""
    people, sessions = sample()
    titles = list(people[0])
    grid: Grid = [titles, *[[person[title] for title in titles] for person in people], ["TOTAL", 38]]
    held: Grid = [["Type", "Durée", "Bénéficiaire", "Jour", "Intervenant"]]
    for row in sessions:
        held.append(
            [
                row["Type"],
                timedelta(hours=row["Durée (h)"]),
                "  " + plain(row["Participant"]).upper().replace(" ", "  ") + " ",
                row["Date"],
                row["Par"],
            ]
        )
    return as_ods(Book({"Registre": held, "Gens": grid}))


def a_sheet_a_year() -> bytes:
    """A sheet a year with some people in both, a sheet a coach for the sessions, starts and ends instead of durations."""
    people, sessions = sample()
    titles = ["Civilité", "Prénom", "Nom de famille", "Portable", "Mail", "Début", "Où il en est", "Phase", "Ouverture", "TVA"]
    sheets: dict[str, Grid] = {"2021": [["Participants 2021"], titles], "2022-2023": [["Participants 2022"], [], titles]}
    for person in people:
        row = [
            {"F": "Mme", "H": "M."}[person["Sexe"]],
            person["Prénom"],
            person["Nom"],
            person["GSM"].replace(" ", "."),
            person["E-mail"],
            f"{person['Date d' + chr(39) + 'entrée']:%d/%m/%y}",
            person["Statut"],
            person["Étape"],
            person["Date de lancement"],
            person["N° BCE"],
        ]
        years = ["2021", "2022-2023"] if person["Date d'entrée"].year == 2021 else ["2022-2023"]
        for year in years:
            sheets[year].append(row)
    for row in sessions:
        coach = sheets.setdefault(f"Coach {row['Par']}", [["Date", "De", "À", "Personne", "Type de séance"]])
        end = datetime(2022, 1, 1, 14, 15) + timedelta(hours=row["Durée (h)"])
        coach.append([row["Date"], time(14, 15), end.time(), row["Participant"], row["Type"]])
    return as_xlsx(Book(sheets))


def serial_numbers() -> bytes:
    """Dates as serial numbers, durations in words, minutes in one column, initials nowhere, columns in another order."""
    people, sessions = sample()
    shapes = {30: "½ h", 45: "45'", 60: "une heure", 90: "1h30", 120: "2 x 1h"}
    serial = lambda day: day and (day - datetime(1899, 12, 30)).days  # noqa: E731
    grid: Grid = [
        ["Coach", "Prénom et nom", "Sexe", "Inscription", "Statut", "Stade", "Création", "BCE", "GSM / Tél", "Registre national"]
    ]
    for person in people:
        grid.append(
            [
                person["Coach"],
                f"{person['Prénom']} {person['Nom']}",
                {"F": "Femme", "H": "Homme"}[person["Sexe"]],
                serial(person["Date d'entrée"]),
                person["Statut"],
                person["Étape"],
                serial(person["Date de lancement"]),
                person["N° BCE"],
                person["GSM"],
                "85.07.30-033.28",
            ]
        )
    held: Grid = [["Durée", "Date", "Participant·e", "Nature de l'accompagnement"]]
    held += [[shapes[int(row["Durée (h)"] * 60)], serial(row["Date"]), row["Participant"], row["Type"]] for row in sessions]
    return as_xlsx(Book({"Liste": grid, "Suivi": held}))


@pytest.mark.parametrize(
    ("write", "filename"),
    [
        (dutch, "opvolging.xlsx"),
        (english_by_month, "people.xlsx"),
        (two_row_titles, "suivi.xlsx"),
        (open_document, "suivi.ods"),
        (a_sheet_a_year, "annees.xlsx"),
        (serial_numbers, "liste.xlsx"),
    ],
)
def test_sample_laid_out_otherwise(write: Callable[[], bytes], filename: str) -> None:
    assert_is_the_sample(understand(read_workbook(write(), filename), today=TODAY))


@pytest.mark.parametrize(
    ("options", "day", "hours"),
    [
        ({"encoding": "cp1252", "errors": "replace"}, "%d/%m/%Y", lambda hours: f"{hours:g}".replace(".", ",")),
        ({"encoding": "utf-16", "separator": "\t"}, "%d-%m-%y", lambda hours: f"{int(hours * 60)} min"),
        (
            {"encoding": "utf-8-sig", "separator": ","},
            "%Y-%m-%d",
            lambda hours: f"{int(hours):02d}:{int(hours * 60) % 60:02d}:00",
        ),
        ({"encoding": "mac_roman", "errors": "replace"}, "%d/%m/%y", lambda hours: f"{int(hours * 60)}"),
    ],
)
def test_sample_in_two_text_files(options: dict[str, Any], day: str, hours: Callable[[float], str]) -> None:
    people, sessions = sample()
    unicode = options["encoding"].startswith("utf")
    # The old tables have no Cyrillic, Arabic or Turkish letters: those people are written in Latin ones.
    latin = {
        name: name
        if unicode or plain(name).isascii()
        else f"Inconnu Numero{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10]}"
        for number, name in enumerate(dict.fromkeys(f"{person['Prénom']} {person['Nom']}" for person in people))
    }
    grid: Grid = [["Participant", "Date d'entrée", "Statut", "Étape", "Genre", "Adresse e-mail"]]
    grid += [
        [
            latin[f"{person['Prénom']} {person['Nom']}"],
            person["Date d'entrée"].strftime(day),
            person["Statut"],
            person["Étape"],
            person["Sexe"],
            person["E-mail"],
        ]
        for person in people
    ]
    first = understand(read_workbook(as_csv(grid, **options), "gens.csv"), today=TODAY)
    assert len(first.people) == 38
    assert {person.stage.text for person in first.people} >= {"Idée", "Modèle économique"}
    known = [KnownPerson(person.key, person.full_name, emails=person.emails) for person in first.people]
    held: Grid = [["Séances 2022"], [], ["Date", "Participant", "Type", "Durée", "Remarque"]]
    held += [
        [row["Date"].strftime(day), latin[row["Participant"]], row["Type"], hours(row["Durée (h)"]), "créé à l'été"]
        for row in sessions
    ]
    second = understand(read_workbook(as_csv(held, **options), "seances.csv"), today=TODAY, known_people=known)
    assert second.questions == []
    assert len(second.sessions) == 370
    assert sum(session.minutes for session in second.sessions) == 24_990
    assert second.sessions[0].note == "créé à l'été"
