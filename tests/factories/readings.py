"""Rounds with readers, for tests."""

from interlab.accounts.models import Membership
from interlab.intake.actions.rounds import Line, RoundFacts, name_reader, open_round
from interlab.intake.default_rubric import default_rubric
from interlab.intake.models import Call, Reading, Round


def a_round(call: Call, readers: list[Membership], *, by: Membership, **facts: object) -> Round:
    """A round of `call` with the usual lines, read by `readers`; one reading each unless said otherwise."""
    known = {"name": "Lecture 1", "readings_each": 1, **facts}
    row = open_round(call, RoundFacts(**known), rubric=[Line(*line) for line in default_rubric()], by=by)
    for member in readers:
        name_reader(row, member, capacity=None, languages=[], sectors=[], by=by)
    return row


def all_levels(reading: Reading, level: int) -> dict[str, int]:
    """The same level on every line of the rubric."""
    return {one.code: level for one in reading.round.criteria.all()}
