"""The sample's content as other teams would have laid it out: one function a layout, each giving a file's name and bytes."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from .rewriting import Book, Grid, as_csv, as_ods, as_xlsx, sample

Layout = Callable[[], tuple[str, bytes]]
LAYOUTS: dict[str, Layout] = {}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
PEOPLE, SESSIONS = sample()
NAMES = {f"{row['Prénom']} {row['Nom']}": row for row in PEOPLE}
OF_PERSON: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _row in SESSIONS:
    OF_PERSON[_row["Participant"]].append(_row)
TITLES = ["Nom", "Prénom", "Sexe", "Année de naissance", "E-mail", "GSM", "Date d'entrée", "Statut", "Étape", "Date de lancement"]


def layout(write: Layout) -> Layout:
    LAYOUTS[write.__name__] = write
    return write


def plain(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def people_grid(*titles: str) -> Grid:
    titles = titles or tuple(TITLES)
    return [list(titles), *([row[title] for title in titles] for row in PEOPLE)]


def sessions_grid(shape: Callable[[dict[str, Any]], list[Any]], *titles: str) -> Grid:
    return [list(titles), *(shape(row) for row in SESSIONS)]


def usual(row: dict[str, Any]) -> list[Any]:
    return [row["Date"], row["Participant"], row["Type"], row["Durée (h)"]]


USUAL = ("Date", "Participant", "Type", "Durée (h)")


def book(**sheets: Grid) -> tuple[str, bytes]:
    return "suivi.xlsx", as_xlsx(Book({name.replace("_", " "): grid for name, grid in sheets.items()}))


@layout
def capitals_in_one_column() -> tuple[str, bytes]:
    people = [
        [
            f"{row['Nom'].upper()} {row['Prénom']}",
            row["Sexe"],
            row["Date d'entrée"],
            row["Statut"],
            row["Étape"],
            row["Date de lancement"],
        ]
        for row in PEOPLE
    ]
    titles = ["Participant·e", "H/F", "Entrée", "Statut", "Étape", "Lancement"]
    names = {name: f"{plain(row['Prénom'])} {plain(row['Nom']).upper()}" for name, row in NAMES.items()}
    return book(
        Participants=[titles, *people],
        Séances=sessions_grid(lambda row: [row["Date"], names[row["Participant"]], row["Type"], row["Durée (h)"]], *USUAL),
    )


@layout
def initials_and_titles() -> tuple[str, bytes]:
    families = Counter(row["Nom"] for row in PEOPLE)
    words = Counter(word for row in PEOPLE for word in f"{row['Prénom']} {row['Nom']}".split())

    def name(full: str) -> str:
        row = NAMES[full]
        if families[row["Nom"]] > 1 or any(words[word] > 1 for word in row["Nom"].split()):
            return f"{row['Nom'].upper()},  {row['Prénom']}\xa0"
        return (
            f"{'Mme' if row['Sexe'] == 'F' else 'M.'} {row['Nom']}"
            if len(row["Prénom"]) % 2
            else f"{row['Prénom'][0]}. {row['Nom'].upper()}"
        )

    return book(
        Participants=people_grid(),
        Séances=sessions_grid(lambda row: [row["Date"], name(row["Participant"]), row["Type"], row["Durée (h)"]], *USUAL),
    )


@layout
def middle_names_left_out() -> tuple[str, bytes]:
    def name(full: str) -> str:
        row = NAMES[full]
        return f"{row['Nom']}\u00a0 {row['Prénom'].split()[0]}"

    return book(
        Participants=people_grid(),
        Séances=sessions_grid(lambda row: [row["Date"], name(row["Participant"]), row["Type"], row["Durée (h)"]], *USUAL),
    )


def _card(full: str) -> Grid:
    row = NAMES[full]
    return [
        ["Fiche individuelle"],
        [],
        ["Nom :", row["Nom"], None, "GSM :", row["GSM"]],
        ["Prénom :", row["Prénom"], None, "E-mail :", row["E-mail"]],
        ["Sexe :", row["Sexe"], None, "Date d'entrée :", row["Date d'entrée"]],
        ["Statut :", row["Statut"], None, "Étape :", row["Étape"]],
        ["Date de lancement :", row["Date de lancement"], None, "N° BCE :", row["N° BCE"]],
        [],
        ["Date", "Type", "Durée", "Par"],
        *([one["Date"], one["Type"], f"{int(one['Durée (h)'] * 60)} min", one["Par"]] for one in OF_PERSON[full]),
    ]


@layout
def a_sheet_a_person() -> tuple[str, bytes]:
    return "fiches.xlsx", as_xlsx(Book({full[:31]: _card(full) for full in NAMES}))


@layout
def a_sheet_a_person_beside_a_list() -> tuple[str, bytes]:
    sheets: dict[str, Grid] = {"Liste": people_grid()}
    for full, rows in OF_PERSON.items():
        row = NAMES[full]
        sheets[f"{row['Nom']} {row['Prénom']}"] = [
            ["Suivi individuel"],
            ["Date", "Type", "Durée"],
            *([one["Date"], one["Type"], timedelta(hours=one["Durée (h)"])] for one in rows),
        ]
    return "fiches.ods", as_ods(Book(sheets))


@layout
def one_table_below_the_other() -> tuple[str, bytes]:
    grid: Grid = [["LISTE DES PARTICIPANTS"], *people_grid(), ["Total", 38], [], [], ["SÉANCES"], []]
    return book(Feuil1=grid + sessions_grid(usual, *USUAL) + [["Total", None, None, 416.5]])


@layout
def one_table_beside_the_other() -> tuple[str, bytes]:
    left, right = people_grid(), sessions_grid(usual, *USUAL)
    left += [[None] * len(TITLES) for _ in range(len(right) - len(left))]
    return book(
        Tout=[
            ["Participants", *[None] * len(TITLES), "Séances"],
            *([*one, None, *two] for one, two in zip(left, right, strict=True)),
        ]
    )


def _attendance(
    kind: str, cell: Callable[[float], Any], head: Callable[[datetime], Any], left: Callable[[str], list[Any]], first: list[Any]
) -> Grid:
    """Persons down, days across; a day has as many columns as one person had sessions of this kind on it."""
    taken: dict[tuple[str, datetime], int] = Counter()
    placed: dict[tuple[datetime, int], dict[str, Any]] = defaultdict(dict)
    for row in SESSIONS:
        if kind in ("", row["Type"]):
            key = (row["Participant"], row["Date"])
            placed[row["Date"], taken[key]][row["Participant"]] = cell(row["Durée (h)"])
            taken[key] += 1
    days = sorted(placed)
    grid: Grid = [[*first, *(head(day) for day, _ in days)]]
    grid += [[*left(full), *(placed[day].get(full) for day in days)] for full in NAMES]
    return grid


KINDS = list(dict.fromkeys(row["Type"] for row in SESSIONS))


@layout
def attendance_grid_a_kind() -> tuple[str, bytes]:
    sheets: dict[str, Grid] = {"Participants": people_grid()}
    for kind in KINDS:
        grid = _attendance(kind, lambda hours: hours, lambda day: day, lambda full: [full], ["Participant"])
        sheets[kind] = [[f"{kind} 2022 (heures)"], *grid, ["Total", *(["=SUM(B2:B40)"] * (len(grid[0]) - 1))]]
    return "grilles.xlsx", as_xlsx(Book(sheets))


@layout
def attendance_grid_with_text_days() -> tuple[str, bytes]:
    sheets: dict[str, Grid] = {"Participants": people_grid()}
    for kind in KINDS:
        sheets[f"{kind} 2022"] = _attendance(
            kind,
            lambda hours: f"{int(hours * 60)}'",
            lambda day: f"{day:%d/%m}",
            lambda full: [NAMES[full]["Nom"], NAMES[full]["Prénom"]],
            ["Nom", "Prénom"],
        )
    return "grilles.xlsx", as_xlsx(Book(sheets))


def _numbered(titles: Callable[[int], list[str]]) -> Grid:
    most = max(map(len, OF_PERSON.values()))
    grid: Grid = [[*TITLES, *(title for number in range(1, most + 1) for title in titles(number))]]
    for full, row in NAMES.items():
        cells = [row[title] for title in TITLES]
        for one in OF_PERSON[full]:
            cells += [one["Date"], f"{one['Durée (h)']:g} h".replace(".", ","), one["Type"]]
        grid.append(cells)
    return grid


@layout
def numbered_sessions_in_the_row_of_the_person() -> tuple[str, bytes]:
    return book(Participants=_numbered(lambda number: [f"Séance {number}", f"Durée {number}", f"Type {number}"]))


@layout
def repeated_sessions_under_groups() -> tuple[str, bytes]:
    grid = _numbered(lambda number: ["Date", "Durée", "Type"])
    groups: list[Any] = [None] * len(TITLES)
    for number in range((len(grid[0]) - len(TITLES)) // 3):
        groups += [f"Séance {number + 1}", None, None]
    groups[0] = "Personne"
    return book(Participants=[["Suivi 2022"], groups, *grid])


FLAT = ["Nom", "Prénom", "Sexe", "E-mail", "Date d'entrée", "Statut", "Étape", "Date de lancement"]


def _flat() -> Grid:
    grid: Grid = [[*FLAT, "Date de la séance", "Type de séance", "Durée", "Coach"]]
    for full, row in NAMES.items():
        cells = [row[title] for title in FLAT]
        for one in OF_PERSON[full]:
            grid.append(
                [*cells, one["Date"], one["Type"], f"{int(one['Durée (h)'])}h{int(one['Durée (h)'] % 1 * 60):02d}", one["Par"]]
            )
        if not OF_PERSON[full]:
            grid.append(cells)
    return grid


@layout
def everything_in_one_table() -> tuple[str, bytes]:
    return book(Base=_flat())


@layout
def everything_in_one_text_file() -> tuple[str, bytes]:
    rows = [[f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else cell for cell in row] for row in _flat()]
    rows[1].append("remarque\nsur deux lignes ; avec « guillemets »")
    return "export.csv", as_csv([["Export du suivi"], ["Imprimé le 31/12/2022"], [], *rows], encoding="utf-8-sig")


@layout
def month_and_day_apart() -> tuple[str, bytes]:
    held = sessions_grid(
        lambda row: [
            row["Date"].year,
            MONTHS[row["Date"].month - 1],
            row["Date"].day,
            row["Participant"],
            row["Type"],
            row["Durée (h)"],
        ],
        "Année",
        "Mois",
        "Jour",
        "Bénéficiaire",
        "Type",
        "Nb d'heures",
    )
    return book(Participants=people_grid(), Séances=held)


@layout
def month_and_short_date() -> tuple[str, bytes]:
    held = sessions_grid(
        lambda row: [
            f"{MONTHS[row['Date'].month - 1]} {row['Date'].year}",
            f"{row['Date'].day}/{row['Date'].month}",
            row["Participant"],
            row["Type"],
            row["Durée (h)"],
        ],
        "Mois",
        "Date",
        "Bénéficiaire",
        "Type",
        "Heures",
    )
    return book(Participants=people_grid(), Séances=held)


@layout
def date_on_the_first_row_of_its_day() -> tuple[str, bytes]:
    shown: set[Any] = set()

    def shape(row: dict[str, Any]) -> list[Any]:
        month = (row["Date"].year, row["Date"].month)
        day = datetime(*month, 1)
        cells = [None if day in shown else day, row["Participant"], row["Type"], row["Durée (h)"]]
        shown.add(day)
        return cells

    return book(Participants=people_grid(), Séances=sessions_grid(shape, *USUAL))


@layout
def name_on_the_first_row_of_its_sessions() -> tuple[str, bytes]:
    held: Grid = [["Personne", "Date", "Type", "Durée"]]
    for full, rows in OF_PERSON.items():
        held += [
            [full if not number else None, one["Date"], one["Type"], time(int(one["Durée (h)"]), int(one["Durée (h)"] % 1 * 60))]
            for number, one in enumerate(rows)
        ]
    return book(Participants=people_grid(), Séances=held)


@layout
def name_above_its_sessions() -> tuple[str, bytes]:
    held: Grid = [["Date", "Type", "Durée"]]
    for full, rows in OF_PERSON.items():
        held += [
            [],
            [full],
            *([one["Date"], one["Type"], one["Durée (h)"]] for one in rows),
            ["Total", None, sum(one["Durée (h)"] for one in rows)],
        ]
    return book(Participants=people_grid(), Séances=held)


@layout
def deep_titles_on_three_rows() -> tuple[str, bytes]:
    head: Grid = [[f"Texte d'introduction {number}"] for number in range(8)]
    titles = [
        [None, None, None, "PERSONNE", None, None, None, None, None, "PARCOURS"],
        [None, None, None, "Identité", None, None, None, "Contact", None, "Entrée", "Suivi", None, "Lancement"],
        [None, None, None, "Nom", "Prénom", "Sexe", "Année de naissance", "E-mail", "GSM", "Date", "Statut", "Étape", "Date"],
    ]
    rows = [
        [
            None,
            None,
            None,
            *(
                row[title]
                for title in (
                    "Nom",
                    "Prénom",
                    "Sexe",
                    "Année de naissance",
                    "E-mail",
                    "GSM",
                    "Date d'entrée",
                    "Statut",
                    "Étape",
                    "Date de lancement",
                )
            ),
        ]
        for row in PEOPLE
    ]
    merged = {"Participants": ["D9:I9", "J9:M9", "D10:G10", "H10:I10", "K10:L10"]}
    sheets = {
        "Participants": head + titles + rows,
        "Séances": [[None] * 3 + row for row in [[], [], *sessions_grid(usual, *USUAL)]],
    }
    return "suivi.xlsx", as_xlsx(Book(sheets, merged))


@layout
def by_number_of_the_person() -> tuple[str, bytes]:
    number = {full: f"P{row['N°']:03d}" for full, row in NAMES.items()}
    people = [["N° participant", *TITLES], *([number[full], *(row[title] for title in TITLES)] for full, row in NAMES.items())]
    return book(
        Participants=people,
        Séances=sessions_grid(
            lambda row: [row["Date"], number[row["Participant"]], row["Type"], row["Durée (h)"]],
            "Date",
            "N° participant",
            "Type",
            "Durée",
        ),
    )


@layout
def by_address_of_the_person() -> tuple[str, bytes]:
    return book(
        Participants=people_grid(),
        Séances=sessions_grid(
            lambda row: [row["Date"], NAMES[row["Participant"]]["E-mail"], row["Type"], row["Durée (h)"]],
            "Date",
            "E-mail",
            "Type",
            "Durée",
        ),
    )


@layout
def a_column_a_kind() -> tuple[str, bytes]:
    return book(
        Participants=people_grid(),
        Séances=sessions_grid(
            lambda row: [row["Date"], row["Participant"], *(row["Durée (h)"] if row["Type"] == kind else None for kind in KINDS)],
            "Date",
            "Participant",
            *(f"{kind} (h)" for kind in KINDS),
        ),
    )


@layout
def in_minutes_with_absences() -> tuple[str, bytes]:
    held = sessions_grid(
        lambda row: [row["Date"], row["Participant"], row["Type"], int(row["Durée (h)"] * 60), "oui"],
        "Date",
        "Participant",
        "Type",
        "Durée (min)",
        "Présent(e)",
    )
    held.insert(5, [datetime(2022, 3, 3), "Louise Pichon", "Atelier", 60, "absente"])
    held.insert(50, [datetime(2022, 3, 3), "Karim Gérard", "Atelier", 60, "excusé"])
    return book(Participants=people_grid(), Séances=held)


@layout
def words_of_another_team() -> tuple[str, bytes]:
    stages = {
        "Accueil": "Ouverture du dossier",
        "Idée": "Pré-incubation",
        "Modèle économique": "Business plan",
        "Test": "MVP",
        "Lancement": "Immatriculé",
    }
    people = [
        [
            row["Prénom"],
            row["Nom"],
            {"F": "♀", "H": "♂"}[row["Sexe"]],
            row["Date d'entrée"],
            "suivi" if row["Statut"] == "accompagné" else "intéressé",
            stages[row["Étape"]],
            row["Date de lancement"],
        ]
        for row in PEOPLE
    ]
    kinds = {
        "Coaching individuel": "RDV individuel",
        "Atelier": "Atelier Canvas",
        "Mentorat": "Rencontre mentor",
        "Expertise": "Permanence comptable",
    }
    return book(
        Base=[["Prénom", "Nom", "", "1er RDV", "Suivi", "Maturité", "Création"], *people],
        RDV=sessions_grid(
            lambda row: [row["Date"], row["Participant"], kinds[row["Type"]], row["Durée (h)"]],
            "Le",
            "Avec",
            "Quoi",
            "Temps passé",
        ),
    )


@layout
def launch_by_its_date_alone() -> tuple[str, bytes]:
    titles = ["Nom", "Prénom", "Sexe", "Date d'entrée", "Statut", "Date de lancement", "N° BCE"]
    return book(Participants=people_grid(*titles), Séances=sessions_grid(usual, *USUAL))
