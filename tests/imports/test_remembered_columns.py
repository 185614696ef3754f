"""What a team said of a column once isn't asked again."""

import pytest

from interlab.imports.models import RememberedColumn
from tests.imports.workbooks import PEOPLE, address, sent, small

pytestmark = pytest.mark.django_db


def odd_people():
    people = [list(row) for row in PEOPLE]
    people[0][4] = "Joindre au"
    return people


def test_the_next_workbook_knows(client_for, coach, incubator):
    client = client_for(coach)
    first = sent(client, small(odd_people()))
    client.post(address(first, "answers/"), {"answer:Participants/E": "note"})
    client.post(address(first, "confirm/"))
    assert RememberedColumn.objects.get(incubator=incubator).field == "note"
    again = sent(client, small(odd_people()))
    column = next(column for column in again.preview["sheets"][0]["columns"] if column["letter"] == "E")
    assert (column["field"], column["why"]["code"]) == ("note", "header_remembered")


def test_nothing_is_remembered_of_a_workbook_put_away(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small(odd_people()))
    client.post(address(workbook, "answers/"), {"answer:Participants/E": "note"})
    client.post(address(workbook, "cancel/"))
    assert not RememberedColumn.objects.exists()


def test_what_one_team_said_is_no_other_teams(client_for, coach, neighbour, neighbour_incubator):
    client = client_for(coach)
    workbook = sent(client, small(odd_people()))
    client.post(address(workbook, "answers/"), {"answer:Participants/E": "note"})
    client.post(address(workbook, "confirm/"))
    assert not RememberedColumn.objects.filter(incubator=neighbour_incubator).exists()


def test_a_memory_never_opens_what_must_stay_aside(client_for, coach, incubator):
    RememberedColumn.objects.create(incubator=incubator, sheet_kind="people", header="nationalite", field="note")
    workbook = sent(client_for(coach), small())
    column = next(column for column in workbook.preview["sheets"][0]["columns"] if column["letter"] == "J")
    assert (column["field"], column["confidence"]) == (None, "left_aside")
