"""A published site with one open call."""

import pytest

from interlab.intake.models import Call
from interlab.network.models import Incubator
from tests.factories.intake import CallFactory
from tests.intake.applying import publish


@pytest.fixture
def call(incubator: Incubator) -> Call:
    publish(incubator)
    return CallFactory(incubator=incubator, name="Printemps 2027")
