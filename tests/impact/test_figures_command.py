"""The figures on the command line."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import first_programme
from tests.impact.lives import Life, Meeting, Stay, World, store


def figures(*options):
    out = StringIO()
    call_command("figures", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def year(incubator):
    lives = [Life("woman" if number < 14 else "man", "", [Stay(0, date(2022, 1, 3))]) for number in range(32)]
    store(World(lives, [Meeting(date(2022, 6, 1), list(range(32)), minutes=45)]), incubator, [first_programme(incubator)])


def test_for_another_program(year):
    found = json.loads(figures("--incubator", "liege", "--year", "2022", "--json"))
    assert found["accompanied"]["value"] == 32
    assert found["launched"]["value"] == 0
    assert {key: found["women_share"][key] for key in ("value", "k", "n", "unknown")} == {
        "value": 43.75,
        "k": 14,
        "n": 32,
        "unknown": 0,
    }
    assert (found["sessions"]["value"], found["sessions"]["hours"]) == (32, 24.0)


def test_for_a_person(year):
    text = figures("--incubator", "liege", "--year", "2022")
    assert "43.75 % (14 of 32, 0 unknown)" in text


@pytest.mark.parametrize(
    "options",
    [
        ("namur", "2022"),
        ("li\x00ege", "2022"),
        ("liege", "0"),
        ("liege", "99999"),
        ("liege", "abc"),
        ("liege", "1999"),
        ("liege", "٢٠٢٢"),
    ],
)
def test_unknown_incubator_or_year(incubator, options):
    with pytest.raises(CommandError, match=r"There (is|are) no"):
        figures("--incubator", options[0], "--year", options[1])
