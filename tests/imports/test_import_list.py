"""Choosing a workbook: what is taken, what is refused and how, who may."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.imports.models import WorkbookImport
from interlab.imports.tasks import read_in_background
from interlab.network.models import Programme
from interlab.people.models import Person
from tests.imports.workbooks import address, heavy, send, sent, small
from tests.workbook.rewriting import as_csv

pytestmark = pytest.mark.django_db
LIST = "/liege/import/"


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def test_a_small_workbook_is_read_at_once_and_nothing_is_saved(client_for, coach, incubator):
    workbook = sent(client_for(coach), small())
    assert workbook.state == "previewed"
    assert workbook.preview["persons_created"] == 2
    assert Person.objects.filter(incubator=incubator).count() == 0
    assert "suivi.xlsx" in client_for(coach).get(LIST).content.decode()


def test_a_text_file_is_a_workbook_too(client_for, coach):
    assert (
        sent(client_for(coach), as_csv([["Nom", "Prénom", "GSM"], ["Ruiz", "Ana", "0476155746"]]), "gens.csv").state
        == "previewed"
    )


def test_a_large_workbook_waits_for_the_worker(client_for, coach, django_capture_on_commit_callbacks):
    client = client_for(coach)
    with django_capture_on_commit_callbacks(execute=False) as queued:
        workbook = sent(client, heavy())
    work = [one for one in queued if one.__module__ == "interlab.imports.tasks"]
    assert workbook.state == "reading" and len(work) == 1
    assert 'id="progress"' in client.get(address(workbook)).content.decode()
    read_in_background.func(workbook.pk)
    read_in_background.func(workbook.pk)
    workbook.refresh_from_db()
    assert workbook.state == "previewed" and workbook.done == workbook.total > 0


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"x" * (20 * 1024 * 1024), "suivi.xlsx"),
        (b"", "suivi.xlsx"),
    ],
)
def test_a_file_that_is_not_even_kept(client_for, coach, data, name):
    response = send(client_for(coach), data, name)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not WorkbookImport.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (small(), "suivi.xlsm", "macro_enabled"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "suivi.xlsx", "encrypted"),
        (b"%PDF-1.7", "suivi.pdf", "not_a_workbook"),
        (packed(xl__workbook_dot_xml=b"x", big=b"0" * 40_000_000), "suivi.xlsx", "zip_bomb"),
        (small()[:3000], "suivi.xlsx", "damaged"),
        (b"\n\n", "vide.csv", "empty"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(client_for, coach, data, name, code):
    client = client_for(coach)
    workbook = sent(client, data, name)
    assert (workbook.state, workbook.preview["unreadable"]["code"]) == ("unreadable", code)
    page = client.get(address(workbook))
    assert page.status_code == 200 and page.context["unreadable"]
    assert not workbook.file


def test_nothing_chosen_is_said(client_for, coach):
    response = client_for(coach).post(LIST, {})
    assert response.status_code == 422 and response.context["form"].errors["file"]


def test_without_a_programme_the_file_is_refused_with_a_sentence(client_for, coach, incubator):
    Programme.objects.filter(incubator=incubator).update(archived_at="2022-01-01T00:00:00Z")
    response = send(client_for(coach), small())
    assert response.status_code == 422


@pytest.mark.parametrize("who", ["reviewer", "mentor", "entrepreneur", "funder_reader"])
def test_only_the_team_imports(client_for, request, who):
    assert client_for(request.getfixturevalue(who)).get(LIST).status_code == 403


def test_strangers_see_nothing(client_for, neighbour, coach, outsider):
    workbook = sent(client_for(coach), small())
    assert client_for(neighbour).get(LIST).status_code == 404
    assert client_for(outsider).get(LIST).status_code == 404
    assert client_for(neighbour).get(f"/namur/import/{workbook.code}/").status_code == 404


def test_other_methods_are_refused(client_for, coach):
    assert client_for(coach).put(LIST).status_code == 405


def test_the_list_costs_the_same_for_one_and_three(client_for, coach):
    client = client_for(coach)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    sent(client, small())
    cost()
    one = cost()
    sent(client, small())
    sent(client, small())
    assert cost() == one
