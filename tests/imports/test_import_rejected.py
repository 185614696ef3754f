"""The refused rows, handed back as a workbook of their own."""

from io import BytesIO

import openpyxl
import pytest

from tests.imports.workbooks import PEOPLE, SESSIONS, address, sent, small, with_refusals
from tests.workbook.rewriting import as_csv

pytestmark = pytest.mark.django_db


def opened(response):
    return openpyxl.load_workbook(BytesIO(b"".join(response) if response.streaming else response.content))


@pytest.mark.parametrize("confirmed", [False, True])
def test_each_refused_row_is_beside_its_reason(client_for, coach, confirmed):
    client = client_for(coach)
    workbook = sent(client, with_refusals())
    if confirmed:
        client.post(address(workbook, "confirm/"))
    book = opened(client.get(address(workbook, "refused/")))
    assert book.sheetnames == ["Participants", "Séances"]
    titles, row = list(book["Participants"].values)
    assert titles[:2] == ("Nom", "Prénom") and row[:2] == ("Faux", "Jour")
    assert row[-2] == 4 and "31/02/2022" in row[-1]
    assert "CANARI" not in str(list(book["Participants"].values))


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")'])
def test_no_formula_comes_alive(client_for, coach, text):
    client = client_for(coach)
    people = [*PEOPLE, ["Faux", "Jour", "F", text, text, "31/02/2022"]]
    workbook = sent(client, as_csv(people), "gens.csv")
    page = next(iter(opened(client.get(address(workbook, "refused/"))).worksheets))
    cells = [cell for row in page.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type in ("s", "n") for cell in cells)


def test_nothing_refused_gives_an_empty_workbook(client_for, coach):
    client = client_for(coach)
    assert len(opened(client.get(address(sent(client, small()), "refused/"))).sheetnames) == 1


def test_corrected_rows_are_taken_when_sent_again(client_for, coach):
    client = client_for(coach)
    client.post(address(sent(client, small(sessions=[*SESSIONS, ["31/02/2022", "Louise Pichon", "Atelier", 1]])), "confirm/"))
    workbook = sent(client, small(sessions=[*SESSIONS, ["28/02/2022", "Louise Pichon", "Atelier", 1]]))
    assert workbook.preview["sessions_created"] == 1


@pytest.mark.parametrize("then", ["", "refused/"])
def test_another_coach_reads_nothing_of_it(client_for, coach, other_coach, lead, then):
    workbook = sent(client_for(coach), with_refusals())
    assert client_for(other_coach).get(address(workbook, then)).status_code == 404
    assert client_for(lead).get(address(workbook, then)).status_code == 200


def test_who_may_and_how(client_for, coach, mentor, neighbour):
    workbook = sent(client_for(coach), with_refusals())
    assert client_for(coach).post(address(workbook, "refused/")).status_code == 405
    assert client_for(mentor).get(address(workbook, "refused/")).status_code == 403
    assert client_for(neighbour).get(address(workbook, "refused/")).status_code == 404
