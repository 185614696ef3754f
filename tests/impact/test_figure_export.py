"""The list behind a figure, taken away as a file."""

import csv
from datetime import date
from io import StringIO

import pytest

from interlab.impact.actions import harmless
from interlab.privacy.models import AuditEntry
from tests.factories import first_programme
from tests.impact.lives import Life, Meeting, Stay, World, store

ADDRESS = "/liege/figures/accompanied/export/"


@pytest.fixture
def persons(incubator):
    lives = [Life("woman", "", [Stay(0, date(2022, 1, 3))]) for _ in range(3)]
    found = store(World(lives, [Meeting(date(2022, 3, 1), [0, 1, 2])]), incubator, [first_programme(incubator)])
    for person, name in zip(found, ["=HYPERLINK(1)", "أحمد;“رحيمي”", "Zoé"], strict=True):
        person.full_name = name
        person.save()
    return found


def lines(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:]), delimiter=";"))


def test_file_has_every_row_and_leaves_a_trace(client_for, coach, persons):
    response = client_for(coach).post(ADDRESS, {"year": "2022"})
    rows = lines(response)
    assert response["Content-Disposition"] == 'attachment; filename="liege-2022-accompanied.csv"'
    assert sorted(row[0] for row in rows[1:]) == sorted(["'=HYPERLINK(1)", "أحمد;“رحيمي”", "Zoé"])
    assert rows[1][1:] == ["2022-01-03", "2022-03-01", "1"]
    entry = AuditEntry.objects.get(act="figures.exported")
    assert (entry.by, entry.details["figure"], entry.details["year"]) == (coach, "accompanied", 2022)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_become_text(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless("1+1") == "1+1"


@pytest.mark.parametrize(
    ("who", "status"), [("funder_reader", 403), ("network_reader", 403), ("mentor", 403), ("neighbour", 404)]
)
def test_refused_to(client_for, request, persons, who, status):
    assert client_for(request.getfixturevalue(who)).post(ADDRESS, {"year": "2022"}).status_code == status
    assert not AuditEntry.objects.filter(act="figures.exported").exists()


def test_is_an_act_not_a_reading(client_for, coach):
    assert client_for(coach).get(ADDRESS).status_code == 405


@pytest.mark.parametrize("data", [{"year": "abc"}, {"year": "99999"}])
def test_bad_year_gets_a_clear_page(client_for, coach, data):
    assert client_for(coach).post(ADDRESS, data).status_code == 400


def test_figure_that_does_not_exist(client_for, coach):
    assert client_for(coach).post("/liege/figures/happiness/export/").status_code == 404
