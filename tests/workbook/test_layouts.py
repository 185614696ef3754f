"""The sample's content in every layout we know of gives the sample's figures, without a hand-made mapping."""

from __future__ import annotations

from datetime import date

import pytest

from interlab.workbook import Reading, read_workbook, understand

from .layouts import LAYOUTS, PEOPLE
from .rewriting import TODAY, assert_rows_add_up

GENDERS = {"F": "woman", "H": "man"}


def figures_2022(reading: Reading) -> tuple[int, int, int, int, float]:
    """Accompanied, launched, women among the accompanied, sessions and hours, counted here as plainly as can be."""
    first = {person.key: person for person in reading.people if person.same_as is None}
    held = [one for one in reading.sessions if one.held_on.year == 2022]
    seen = {one.person for one in held if one.kind.meaning not in ("information", "networking")}
    accompanied = [
        person
        for person in first.values()
        if person.status.meaning == "active"
        and person.entered_on
        and person.entered_on <= date(2022, 12, 31)
        and person.key in seen
    ]
    launched = sum(person.launched_on is not None and person.launched_on.year == 2022 for person in first.values())
    assert not any(person.gender == "" for person in accompanied)
    women = sum(person.gender == "woman" for person in accompanied)
    return len(accompanied), launched, women, len(held), sum(one.minutes for one in held) / 60


@pytest.mark.parametrize("name", LAYOUTS)
def test_sample_in_another_layout(name: str) -> None:
    filename, data = LAYOUTS[name]()
    reading = understand(read_workbook(data, filename), today=TODAY)
    assert_rows_add_up(reading)
    assert [(sheet.name, one) for sheet in reading.sheets for one in sheet.rejected] == []
    assert reading.questions == []
    assert figures_2022(reading) == (32, 6, 14, 370, 416.5)
    others = {"Paul Ancien"}
    assert len({person.same_as or person.key for person in reading.people if person.full_name not in others}) == len(PEOPLE)
