"""Answering about a workbook: it is read anew with what was said."""

import pytest

from interlab.people.models import Person
from tests.imports.workbooks import PEOPLE, SESSIONS, address, sent, small

pytestmark = pytest.mark.django_db
UNKNOWN_KIND = [*SESSIONS, ["09/09/2022", "Yücel Arslan", "Bidouillage", 1]]


def test_an_answer_takes_the_waiting_row_in(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small(sessions=UNKNOWN_KIND))
    (question,) = workbook.preview["questions"]
    client.post(address(workbook, "answers/"), {f"answer:{question['id']}": "coaching"})
    workbook.refresh_from_db()
    assert workbook.preview["questions"] == [] and workbook.preview["sessions_created"] == 3


def test_a_column_is_changed_and_left_aside(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small())
    client.post(address(workbook, "answers/"), {"answer:Participants/E": "left_aside", "answer:Participants/H": "note"})
    workbook.refresh_from_db()
    columns = {column["letter"]: column for column in workbook.preview["sheets"][0]["columns"]}
    assert columns["E"]["confidence"] == "left_aside" and columns["H"]["field"] == "note"


def test_what_must_be_left_aside_cannot_be_changed(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small())
    client.post(address(workbook, "answers/"), {"answer:Participants/J": "note", "answer:Participants/K": "phone"})
    client.post(address(workbook, "confirm/"))
    workbook.refresh_from_db()
    columns = {column["letter"]: column for column in workbook.report["sheets"][0]["columns"]}
    assert columns["J"]["field"] is None and columns["K"]["field"] is None


@pytest.mark.parametrize("answer", ["nonsense", "\x00", "x" * 5000, ""])
def test_an_answer_that_is_none_changes_nothing(client_for, coach, answer):
    client = client_for(coach)
    workbook = sent(client, small(sessions=UNKNOWN_KIND))
    (question,) = workbook.preview["questions"]
    data = {f"answer:{question['id']}": answer, "answer:Nowhere/Z": answer, "other": "x"}
    assert client.post(address(workbook, "answers/"), data).status_code == 302
    workbook.refresh_from_db()
    assert workbook.state == "previewed" and len(workbook.preview["questions"]) == 1


def test_after_the_import_nothing_is_asked_any_more(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small())
    client.post(address(workbook, "confirm/"))
    client.post(address(workbook, "answers/"), {"answer:Participants/E": "left_aside"})
    workbook.refresh_from_db()
    assert workbook.state == "imported" and workbook.answers == {}


def test_two_of_one_name_are_told_apart_by_the_answer(client_for, coach, incubator):
    client = client_for(coach)
    workbook = sent(client, small([*PEOPLE, [*PEOPLE[1][:3], "autre@example.org", None, "01/02/2022", *PEOPLE[1][6:]]]))
    question = next(one for one in workbook.preview["questions"] if one["id"].endswith(":same"))
    client.post(address(workbook, "answers/"), {f"answer:{question['id']}": "other"})
    client.post(address(workbook, "confirm/"))
    assert Person.objects.filter(incubator=incubator, full_name="Louise Pichon").count() == 2


def test_who_may_and_how(client_for, coach, mentor, neighbour):
    workbook = sent(client_for(coach), small())
    assert client_for(coach).get(address(workbook, "answers/")).status_code == 405
    assert client_for(mentor).post(address(workbook, "answers/")).status_code == 403
    assert client_for(neighbour).post(address(workbook, "answers/")).status_code == 404
