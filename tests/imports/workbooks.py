"""Workbooks for the tests of imports: small ones, large ones, and those nobody should send."""

import json
import random
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from interlab.imports.models import WorkbookImport
from tests.workbook.rewriting import SAMPLE, Book, Grid, as_xlsx

PEOPLE: Grid = [
    [
        "Nom",
        "Prénom",
        "Sexe",
        "E-mail",
        "GSM",
        "Date d'entrée",
        "Statut",
        "Étape",
        "Date de lancement",
        "Nationalité",
        "Registre national",
    ],
    [
        "Pichon",
        "Louise",
        "F",
        "louise@example.org",
        "0476 15 57 46",
        "19/10/2021",
        "accompagné",
        "Idée",
        None,
        "CANARI-SYRIE",
        "85.07.30-033.28",
    ],
    [
        "Arslan",
        "Yücel",
        "H",
        "yucel@example.org",
        "0460 16 39 96",
        "24/08/2022",
        "accompagné",
        "Test",
        None,
        "CANARI-TURQUIE",
        "CANARI-NISS",
    ],
]
SESSIONS: Grid = [
    ["Date", "Participant", "Type", "Durée (h)"],
    ["07/03/2022", "Louise Pichon", "Atelier", 1.5],
    ["08/09/2022", "Yücel Arslan", "Mentorat", 1],
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def small(people: Grid = PEOPLE, sessions: Grid = SESSIONS) -> bytes:
    return as_xlsx(Book({"Participants": people, "Séances": sessions}))


def with_refusals() -> bytes:
    """A workbook of which a row of each sheet is refused; one cell would be a formula elsewhere."""
    people = [
        *PEOPLE,
        ["Faux", "Jour", "F", "=HYPERLINK(1)", None, "31/02/2022", "accompagné", "Idée", None, "CANARI-PAYS", None],
    ]
    return small(people, [*SESSIONS, ["08/09/2022", "Personne Inconnue", "Atelier", 1]])


def uploaded(data: bytes, name: str = "suivi.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=XLSX)


def send(client: Client, data: bytes, name: str = "suivi.xlsx") -> Any:
    return client.post("/liege/import/", {"file": uploaded(data, name)})


def sent(client: Client, data: bytes, name: str = "suivi.xlsx") -> WorkbookImport:
    """The import that sending this file made."""
    response = send(client, data, name)
    assert response.status_code == 302, response.context["form"].errors
    return WorkbookImport.objects.get(code=response.url.rstrip("/").rsplit("/", 1)[-1])


def address(workbook: WorkbookImport, step: str = "") -> str:
    return f"/liege/import/{workbook.code}/{step}"


def run_command(path: Path, slug: str = "liege", **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("import_workbook", str(path), incubator=slug, json=True, stdout=out, **options)
    report: dict[str, Any] = json.loads(out.getvalue())
    for sheet in report["sheets"]:
        assert sheet["read"] == sheet["imported"] + sheet["passed_over"] + len(sheet["rejected"]), sheet["name"]
    return report


def figures(slug: str = "liege") -> tuple[Any, ...]:
    """Accompanied, launched, women of how many, sessions, hours: as the command line tells them of 2022."""
    out = StringIO()
    call_command("figures", incubator=slug, year="2022", as_json=True, stdout=out)
    said = json.loads(out.getvalue())
    women = said["women_share"]
    return (
        said["accompanied"]["value"],
        said["launched"]["value"],
        women["k"],
        women["n"],
        said["sessions"]["value"],
        said["sessions"]["hours"],
    )


def sample() -> bytes:
    return SAMPLE.read_bytes()


def heavy() -> bytes:
    """The same content in a file large enough for the worker."""
    stream = BytesIO(small())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as package:
        package.writestr("docProps/large.bin", random.Random(1).randbytes(300_000))
    return stream.getvalue()
