"""Calls and what belongs to them."""

import pytest

from interlab.intake.models import Call
from tests.factories.intake import CallFactory


@pytest.fixture
def call(incubator) -> Call:
    """A call that is open."""
    return CallFactory(incubator=incubator, name="Printemps 2027")
