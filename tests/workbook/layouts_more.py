"""More layouts of the sample's content: other grids, other programs, other files."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

import xlsxwriter

from .layouts import (
    KINDS,
    MONTHS,
    NAMES,
    OF_PERSON,
    PEOPLE,
    SESSIONS,
    TITLES,
    USUAL,
    _attendance,
    book,
    layout,
    people_grid,
    plain,
    sessions_grid,
    usual,
)
from .rewriting import Book, Grid, as_csv, as_xlsx


@layout
def grid_with_lengths_above_the_days() -> tuple[str, bytes]:
    """One column a session day and length, "x" for who came, kinds on a row of their own."""
    columns: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for row in SESSIONS:
        again = 0
        while row["Participant"] in columns[row["Date"], row["Durée (h)"], row["Type"], again]:
            again += 1
        columns[row["Date"], row["Durée (h)"], row["Type"], again].add(row["Participant"])
    order = sorted(columns)
    grid: Grid = [["Feuille de présences"], ["Type", *(key[2] for key in order)], ["Durée", *(f"{key[1]:g} h" for key in order)]]
    grid += [["Participant", *(f"{key[0]:%d/%m/%Y}" for key in order)]]
    grid += [
        [
            full,
            *(
                "x" if full in columns[key] else "abs" if (len(full) + column) % 40 == 0 else None
                for column, key in enumerate(order)
            ),
        ]
        for full in NAMES
    ]
    return book(Participants=people_grid(), Présences=grid)


@layout
def grid_with_the_people_beside() -> tuple[str, bytes]:
    first = ["Nom", "Prénom", "Sexe", "E-mail", "Date d'entrée", "Statut", "Étape", "Date de lancement"]
    sheets: dict[str, Grid] = {}
    for number, kind in enumerate(KINDS):
        left = first if number == 0 else first[:2]
        sheets[kind] = _attendance(
            kind, lambda hours: hours, lambda day: day, lambda full, left=left: [NAMES[full][title] for title in left], left
        )  # type: ignore[misc]
        sheets[kind] = [[*row, None, "Total" if not index else "=SUM(I2:Z2)"] for index, row in enumerate(sheets[kind])]
    return "grille.xlsx", as_xlsx(Book(sheets))


@layout
def grid_of_the_days_of_each_month() -> tuple[str, bytes]:
    sheets: dict[str, Grid] = {"Participants": people_grid()}
    for month, title in enumerate(MONTHS, 1):
        for kind in KINDS:
            for again in range(2):
                cells: dict[tuple[str, int], float] = {}
                seen: Counter[Any] = Counter()
                for row in SESSIONS:
                    if row["Date"].month == month and row["Type"] == kind:
                        seen[row["Participant"], row["Date"]] += 1
                        if seen[row["Participant"], row["Date"]] == again + 1:
                            cells[row["Participant"], row["Date"].day] = row["Durée (h)"]
                if cells:
                    grid: Grid = [[f"{kind} – en heures"], ["Participant", *range(1, 32)]]
                    grid += [[full, *(cells.get((full, day)) for day in range(1, 32))] for full in NAMES]
                    sheets[f"{title} 2022 {kind[:4]} {again}"] = grid
    return "mois.xlsx", as_xlsx(Book(sheets))


@layout
def grid_turned() -> tuple[str, bytes]:
    sheets: dict[str, Grid] = {"Participants": people_grid()}
    for kind in KINDS:
        grid = _attendance(kind, lambda hours: f"{int(hours * 60)} min", lambda day: day, lambda full: [full], ["Date"])
        sheets[kind] = [list(column) for column in zip(*grid, strict=True)]
    return "grille.xlsx", as_xlsx(Book(sheets))


@layout
def days_written_in_every_way() -> tuple[str, bytes]:
    shapes = ["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d-%m-%Y", "le %d/%m/%y"]

    def day(number: int, value: datetime) -> Any:
        if number % 7 == 5:
            return value
        if number % 7 == 6:
            return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
        return value.strftime(shapes[number % 7])

    lengths = [
        lambda hours: f"{int(hours * 60)} min",
        lambda hours: f"{hours:g}h".replace(".", ","),
        lambda hours: timedelta(hours=hours),
        lambda hours: f"{int(hours)}h{int(hours % 1 * 60):02d}",
        lambda hours: f"{int(hours)}:{int(hours % 1 * 60):02d}",
    ]
    held: Grid = [["Date", "Participant", "Type", "Durée"]]
    held += [
        [day(number, row["Date"]), row["Participant"], row["Type"], lengths[number % 5](row["Durée (h)"])]
        for number, row in enumerate(SESSIONS)
    ]
    return book(Participants=people_grid(), Séances=held)


@layout
def year_in_the_title_above() -> tuple[str, bytes]:
    sheets: dict[str, Grid] = {"Participants": people_grid()}
    for row in SESSIONS:
        sheets.setdefault(
            row["Par"], [[f"Séances données par {row['Par']} en 2022"], [], ["Date", "Bénéficiaire", "Nature", "Temps"]]
        ).append(
            [
                f"{row['Date'].day} {MONTHS[row['Date'].month - 1][:4]}.",
                row["Participant"],
                row["Type"],
                f"{int(row['Durée (h)'] * 60)} min",
            ]
        )
    return "coachs.xlsx", as_xlsx(Book(sheets))


def _texts(grid: Grid) -> Grid:
    return [
        [f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else cell if cell is not None else "" for cell in row] for row in grid
    ]


@layout
def two_tables_in_one_text_file() -> tuple[str, bytes]:
    grid = [
        ["Export InterLab", "", ""],
        [],
        *people_grid(),
        [],
        ["Séances"],
        *sessions_grid(lambda row: [*usual(row)[:3], f"{row['Durée (h)']:g}".replace(".", ",")], *USUAL),
    ]
    return "export.csv", as_csv(_texts(grid), encoding="utf-16")


@layout
def tables_with_formulas_and_hidden_rows() -> tuple[str, bytes]:
    """A spreadsheet program's own tables: computed names and durations, a filter, hidden rows, notes in cells, total row."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    day, length = workbook.add_format({"num_format": "ddd d mmm yy"}), workbook.add_format({"num_format": "[h]:mm"})
    people, held = workbook.add_worksheet("Participants"), workbook.add_worksheet("Séances")
    for row, cells in enumerate(people_grid()):
        for column, value in enumerate(cells):
            if isinstance(value, datetime):
                people.write_datetime(row + 2, column + 1, value, day)
            elif value is not None:
                people.write(row + 2, column + 1, value)
        if row:
            full = f"{PEOPLE[row - 1]['Prénom']} {PEOPLE[row - 1]['Nom']}"
            people.write_formula(row + 2, len(TITLES) + 1, f'=C{row + 3}&" "&B{row + 3}', None, full)
    people.write(2, len(TITLES) + 1, "Nom complet")
    people.add_table(2, 1, 40, len(TITLES) + 1, {"columns": [{"header": title} for title in [*TITLES, "Nom complet"]]})
    people.write_comment("B4", "à vérifier")
    for column, title in enumerate(("Date", "Participant", "Type", "Début", "Fin", "Durée")):
        held.write(0, column, title)
    for row, one in enumerate(SESSIONS, 1):
        held.write_datetime(row, 0, one["Date"], day)
        held.write_formula(row, 1, f"=Participants!L{row}", None, one["Participant"])
        held.write(row, 2, one["Type"])
        held.write_datetime(row, 3, datetime(1899, 12, 31, 9), length)
        held.write_datetime(row, 4, datetime(1899, 12, 31, 9) + timedelta(hours=one["Durée (h)"]), length)
        held.write_formula(row, 5, f"=E{row + 1}-D{row + 1}", length, one["Durée (h)"] / 24)
    held.write(len(SESSIONS) + 1, 0, "Total")
    held.write_formula(len(SESSIONS) + 1, 5, "=SUM(F2:F371)", length, 416.5 / 24)
    held.autofilter(0, 0, len(SESSIONS), 5)
    for row in range(3, 60, 4):
        held.set_row(row, None, None, {"hidden": True})
    workbook.close()
    return "tableaux.xlsx", stream.getvalue()


@layout
def strict_and_prefixed_text_cells() -> tuple[str, bytes]:
    """Every cell a text, as some exports write: "1991", "0,75", "07/01/2022 00:00:00"."""
    grid = [
        [
            str(cell).replace(".", ",")
            if isinstance(cell, int | float)
            else f"{cell:%d/%m/%Y %H:%M:%S}"
            if isinstance(cell, datetime)
            else cell
            for cell in row
        ]
        for row in people_grid()
    ]
    held = sessions_grid(
        lambda row: [
            f"{row['Date']:%d/%m/%Y} 00:00:00",
            row["Participant"],
            row["Type"],
            f"{row['Durée (h)']:.2f}".replace(".", ","),
        ],
        "Date",
        "Participant",
        "Type",
        "Nombre d'heures",
    )
    return book(Export=grid, Export_séances=held)


@layout
def titles_in_two_languages() -> tuple[str, bytes]:
    people = people_grid("Nom", "Prénom", "Sexe", "E-mail", "Date d'entrée", "Statut", "Étape", "Date de lancement")
    people.insert(1, ["Naam", "Voornaam", "Geslacht", "E-mailadres", "Startdatum", "Status", "Fase", "Oprichtingsdatum"])
    held = sessions_grid(usual, *USUAL)
    held.insert(1, ["Datum", "Deelnemer", "Soort", "Duur"])
    return book(Participants_Deelnemers=people, Séances_Sessies=held)


@layout
def sheets_of_other_years_and_others_people() -> tuple[str, bytes]:
    old: Grid = [
        ["Nom", "Prénom", "Sexe", "Date d'entrée", "Date de sortie", "Statut"],
        ["Ancien", "Paul", "H", datetime(2019, 1, 8), datetime(2019, 12, 1), "terminé"],
    ]
    old_held: Grid = [list(USUAL), [datetime(2019, 3, 4), "Paul Ancien", "Atelier", 2]]
    mentors: Grid = [["Nom", "Prénom", "E-mail", "GSM"], ["Mentor", "Marc", "marc@example.org", "0476123456"]]
    agenda: Grid = [
        ["Date", "Atelier", "Lieu", "Animateur"],
        [datetime(2022, 3, 3), "Atelier prix", "Liège", "Nadia"],
        [datetime(2022, 3, 9), "Atelier vente", "Liège", "Awa"],
    ]
    people = people_grid()
    return book(
        Participants_2022=people,
        Séances_2022=sessions_grid(usual, *USUAL),
        Archive_2019=old,
        Séances_2019=old_held,
        Mentors=mentors,
        Agenda_ateliers=agenda,
    )


@layout
def weekly_blocks_with_their_titles() -> tuple[str, bytes]:
    held: Grid = []
    week = -1
    for row in SESSIONS:
        if row["Date"].isocalendar()[1] != week:
            week = row["Date"].isocalendar()[1]
            held += [[], [f"Semaine {week}"], list(USUAL)]
        held.append(
            [
                f"{row['Date']:%A %d/%m/%Y}".replace("Monday", "lundi"),
                plain(row["Participant"]).upper(),
                row["Type"],
                row["Durée (h)"],
            ]
        )
    return book(Participants=people_grid(), Suivi_hebdo=held)


@layout
def one_line_of_text_a_session() -> tuple[str, bytes]:
    lines = {
        full: "\n".join(f"{one['Date']:%d/%m/%Y} : {one['Type']}, {int(one['Durée (h)'] * 60)} min" for one in rows)
        for full, rows in OF_PERSON.items()
    }
    people = [[*TITLES, "Séances"], *([*(row[title] for title in TITLES), lines.get(full)] for full, row in NAMES.items())]
    return book(Participants=people)


def resaved(data: bytes) -> bytes:
    """The same package with its parts in another order and stored unpacked, as other programs write it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as new:
        for info in reversed(old.infolist()):
            new.writestr(info.filename, old.read(info))
    return stream.getvalue()


@layout
def saved_by_another_program() -> tuple[str, bytes]:
    filename, data = book(Participants=people_grid(), Séances=sessions_grid(usual, *USUAL))
    return filename, resaved(data)


@layout
def sheets_that_repeat_the_names() -> tuple[str, bytes]:
    statistics: Grid = [["Participant", "Statut", "Nb séances", "Heures"]]
    statistics += [
        [full, NAMES[full]["Statut"], len(rows), sum(one["Durée (h)"] for one in rows)] for full, rows in OF_PERSON.items()
    ]
    lists: Grid = [
        ["Statut", "Type", "Coach"],
        ["accompagné", "Atelier", "Nadia"],
        ["séance d'info seulement", "Mentorat", "Awa"],
    ]
    contacts: Grid = [["Nom", "GSM"], *([row["Nom"] + " " + row["Prénom"], row["GSM"]] for row in PEOPLE)]
    return book(
        Participants=people_grid(),
        Séances=sessions_grid(usual, *USUAL),
        Statistiques=statistics,
        Listes=lists,
        Liste_téléphonique=contacts,
    )


@layout
def several_names_in_one_cell() -> tuple[str, bytes]:
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for number, row in enumerate(SESSIONS):
        same = (row["Date"], row["Type"], row["Durée (h)"])
        groups[same if row["Participant"] not in groups.get(same, []) else (*same, number)].append(row["Participant"])
    held: Grid = [
        list(USUAL),
        *(
            [key[0], " ; ".join(names) if number % 2 else "\n".join(names), key[1], key[2]]
            for number, (key, names) in enumerate(groups.items())
        ),
    ]
    return book(Participants=people_grid(), Séances=held)


@layout
def a_sheet_a_cohort_and_a_month() -> tuple[str, bytes]:
    dutch = "januari februari maart april mei juni juli augustus september oktober november december".split()
    sheets: dict[str, Grid] = {}
    for row in PEOPLE:
        sheets.setdefault(
            f"Groep {1 + row['N°'] % 3}",
            [["Voornaam", "Familienaam", "Geslacht", "Startdatum", "Status", "Fase", "Opstartdatum"]],
        ).append(
            [
                row["Prénom"],
                row["Nom"],
                {"F": "vrouw", "H": "man"}[row["Sexe"]],
                f"{row[TITLES[6]]:%d-%m-%Y}",
                {"accompagné": "lopend"}.get(row["Statut"], "alleen infosessie"),
                row["Étape"],
                row["Date de lancement"],
            ]
        )
    for one in SESSIONS:
        sheets.setdefault(f"{dutch[one['Date'].month - 1]} '22", [["Dag", "Naam", "Soort", "Uren"]]).append(
            [
                one["Date"].day,
                one["Participant"],
                {"Coaching individuel": "Gesprek", "Atelier": "Vorming"}.get(one["Type"], one["Type"]),
                f"{one['Durée (h)']:g}".replace(".", ","),
            ]
        )
    return "opvolging.xlsx", as_xlsx(Book(sheets))
