"""What the page of an import shows, in each of its states; and what it never shows nor keeps."""

import json

import pytest

from interlab.imports.models import WorkbookImport
from tests.imports.workbooks import PEOPLE, SESSIONS, address, sent, small, with_refusals

pytestmark = pytest.mark.django_db


def test_the_preview_says_what_would_come(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small())
    page = client.get(address(workbook))
    assert (page.context["created"], page.context["sessions"], page.context["rejected"]) == (2, 2, 0)
    assert page.context["figures"]["accompanied"] == 2
    columns = {column["header"]: column for column in page.context["sheets"][0]["columns"]}
    assert columns["Nationalité"]["confidence"] == "left_aside" and columns["Nationalité"]["why"]
    assert columns["Nationalité"]["samples"] == "" and not columns["Nationalité"]["can_change"]


@pytest.mark.parametrize("data", [small(), with_refusals()])
def test_what_is_left_aside_is_stored_nowhere(client_for, coach, data):
    client = client_for(coach)
    workbook = sent(client, data)
    client.post(address(workbook, "confirm/"))
    after = WorkbookImport.objects.get(pk=workbook.pk)
    for kept in (workbook.preview, workbook.report, after.preview, after.report, after.answers):
        assert "CANARI" not in json.dumps(kept) and "033.28" not in json.dumps(kept)
    assert "CANARI" not in client.get(address(workbook)).content.decode()


def test_a_lonely_value_in_a_column_left_aside_is_not_repeated(client_for, coach):
    lonely = [*PEOPLE, [None] * 9 + ["CANARI-SEUL", None]]
    workbook = sent(client_for(coach), small(lonely))
    assert "CANARI" not in json.dumps(workbook.preview)


def test_a_sheet_without_titles_is_not_repeated(client_for, coach):
    workbook = sent(
        client_for(coach), small(sessions=[["Pichon", "CANARI-SYRIE", "réfugiée"], ["Arslan", "CANARI-TURQUIE", "?"]])
    )
    assert "CANARI" not in json.dumps(workbook.preview)


def test_every_choice_of_a_question_has_words(client_for, coach):
    people = [*PEOPLE, [*PEOPLE[1][:3], "autre@example.org", None, *PEOPLE[1][5:]]]
    people[2] = [*people[2][:2], "2", *people[2][3:]]
    sessions = [*SESSIONS, ["09/09/2022", "Yücel Arslan", "Bidouillage", 1], ["10/09/2022", "Louise Pichon", "Atelier", "1"]]
    page = client_for(coach).get(address(sent(client_for(coach), small(people, sessions))))
    assert page.context["questions"]
    for question in page.context["questions"]:
        assert all(label for _value, label in question["choices"])


def test_an_unknown_import_is_not_found(client_for, coach):
    assert client_for(coach).get("/liege/import/nothing-there/").status_code == 404


def test_it_is_only_read(client_for, coach, mentor):
    workbook = sent(client_for(coach), small())
    assert client_for(coach).post(address(workbook)).status_code == 405
    assert client_for(mentor).get(address(workbook)).status_code == 403
    assert client_for(None).get(address(workbook)).status_code == 302


def test_a_colleague_sees_it_too(client_for, coach, lead):
    assert client_for(lead).get(address(sent(client_for(coach), small()))).status_code == 200
