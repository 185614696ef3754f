"""Putting a workbook away: nothing of it is kept but that it was here."""

import pytest
from django.core.files.storage import default_storage

from tests.imports.workbooks import address, sent, small

pytestmark = pytest.mark.django_db


def test_the_file_and_the_preview_are_gone(client_for, coach, django_capture_on_commit_callbacks):
    client = client_for(coach)
    workbook = sent(client, small())
    name = workbook.file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address(workbook, "cancel/")).status_code == 302
    workbook.refresh_from_db()
    assert (workbook.state, workbook.preview, workbook.file.name) == ("cancelled", {}, "")
    assert not default_storage.exists(name)
    assert client.get(address(workbook)).status_code == 200


def test_what_is_imported_cannot_be_put_away(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small())
    client.post(address(workbook, "confirm/"))
    assert client.post(address(workbook, "cancel/")).status_code == 302
    workbook.refresh_from_db()
    assert workbook.state == "imported"


def test_twice_is_harmless(client_for, coach):
    client = client_for(coach)
    workbook = sent(client, small())
    for _ in range(2):
        assert client.post(address(workbook, "cancel/")).status_code == 302


def test_who_may_and_how(client_for, coach, mentor, neighbour):
    workbook = sent(client_for(coach), small())
    assert client_for(coach).get(address(workbook, "cancel/")).status_code == 405
    assert client_for(mentor).post(address(workbook, "cancel/")).status_code == 403
    assert client_for(neighbour).post(address(workbook, "cancel/")).status_code == 404
