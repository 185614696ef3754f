"""Confirming an import: it is written once, sheet by sheet, and a fault loses nothing that is there."""

import pytest
from django.db import DatabaseError

from interlab.imports.models import WorkbookImport
from interlab.imports.tasks import read_in_background, write_in_background
from interlab.imports.writing import sessions, sheets
from interlab.journeys.models import Session
from interlab.people.models import Person
from tests.imports.workbooks import PEOPLE, SESSIONS, address, figures, heavy, sample, sent, small

pytestmark = pytest.mark.django_db


def test_the_sample_gives_its_figures(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, sample())
    assert client.post(address(workbook, "confirm/")).status_code == 302
    assert figures() == (32, 6, 14, 32, 370, 416.5)
    page = client.get(address(workbook))
    assert (page.context["created"], page.context["sessions"]) == (38, 370)


def test_saying_it_twice_writes_once(client_for, coach, incubator):
    client = client_for(coach)
    workbook = sent(client, small())
    for _ in range(2):
        assert client.post(address(workbook, "confirm/")).status_code == 302
    write_in_background.func(workbook.pk)
    assert Session.objects.filter(incubator=incubator).count() == 2
    assert WorkbookImport.objects.get(pk=workbook.pk).file.name == ""


def test_a_large_one_is_written_by_the_worker(client_for, coach, incubator, django_capture_on_commit_callbacks):
    client = client_for(coach)
    workbook = sent(client, heavy())
    read_in_background.func(workbook.pk)
    with django_capture_on_commit_callbacks(execute=False) as queued:
        client.post(address(workbook, "confirm/"))
    assert sum("go_on" in repr(one) for one in queued) == 1 and 'id="progress"' in client.get(address(workbook)).content.decode()
    write_in_background.func(workbook.pk)
    workbook.refresh_from_db()
    assert workbook.state == "imported" and Person.objects.filter(incubator=incubator).count() == 2


def test_a_fault_in_the_middle_of_a_sheet_takes_that_sheet_back_alone(client_for, coach, incubator, monkeypatch):
    client = client_for(coach)
    workbook = sent(client, small())

    def fault(self, groups):
        self.original(groups[:1])
        raise DatabaseError("disk full")

    monkeypatch.setattr(sessions.SessionWriter, "original", sessions.SessionWriter._write_chunk, raising=False)
    monkeypatch.setattr(sessions.SessionWriter, "_write_chunk", fault)
    client.post(address(workbook, "confirm/"))
    assert Person.objects.filter(incubator=incubator).count() == 2
    assert Session.objects.filter(incubator=incubator).count() == 0
    workbook.refresh_from_db()
    held = workbook.report["sheets"][1]
    assert (held["read"], held["imported"], len(held["rejected"])) == (2, 0, 2)
    monkeypatch.undo()
    client.post(address(sent(client, small()), "confirm/"))
    assert (Person.objects.filter(incubator=incubator).count(), Session.objects.filter(incubator=incubator).count()) == (2, 2)


def test_a_fault_in_a_people_sheet_refuses_its_rows_and_their_sessions(client_for, coach, incubator, monkeypatch):
    client = client_for(coach)
    workbook = sent(client, small())
    write, seen = sheets.write_person, []

    def fault(row, *args, **kwargs):
        seen.append(row)
        if len(seen) == 2:
            raise DatabaseError("disk full")
        return write(row, *args, **kwargs)

    monkeypatch.setattr(sheets, "write_person", fault)
    client.post(address(workbook, "confirm/"))
    assert Person.objects.filter(incubator=incubator).count() == 0
    workbook.refresh_from_db()
    assert [(sheet["imported"], len(sheet["rejected"])) for sheet in workbook.report["sheets"]] == [(0, 2), (0, 2)]


def test_an_edited_file_adds_exactly_the_difference(client_for, coach, incubator):
    client = client_for(coach)
    client.post(address(sent(client, small()), "confirm/"))
    people = [list(row) for row in PEOPLE]
    people[1][4] = "0476 15 57 46 / 04 366 11 22"
    people[1][7] = "Test"
    people[0].append("Date de sortie")
    people[2].append("01/12/2022")
    edited = small(people, [*SESSIONS, ["09/09/2022", "Louise Pichon", "Atelier", 1]])
    workbook = sent(client, edited)
    assert (workbook.preview["persons_created"], workbook.preview["persons_matched"], workbook.preview["sessions_created"]) == (
        0,
        2,
        1,
    )
    client.post(address(workbook, "confirm/"))
    louise = Person.objects.get(incubator=incubator, full_name="Louise Pichon")
    yucel = Person.objects.get(incubator=incubator, full_name="Yücel Arslan")
    assert louise.contacts.count() == 3
    assert louise.holdings.get().project.stage.meaning == "test"
    assert str(yucel.participations.get().ended_on) == "2022-12-01"
    again = sent(client, edited)
    assert again.preview["sessions_created"] == 0


def test_a_cancelled_one_cannot_be_confirmed(client_for, coach, incubator):
    client = client_for(coach)
    workbook = sent(client, small())
    client.post(address(workbook, "cancel/"))
    client.post(address(workbook, "confirm/"))
    assert not Person.objects.filter(incubator=incubator).exists()


def test_who_may_and_how(client_for, coach, mentor, neighbour):
    workbook = sent(client_for(coach), small())
    assert client_for(coach).get(address(workbook, "confirm/")).status_code == 405
    assert client_for(mentor).post(address(workbook, "confirm/")).status_code == 403
    assert client_for(neighbour).post(address(workbook, "confirm/")).status_code == 404
