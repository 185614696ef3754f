"""A published site with one open call."""

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from interlab.intake.models import Call
from interlab.network.models import Incubator
from tests.factories.intake import CallFactory
from tests.intake.applying import publish


@pytest.fixture(autouse=True)
def _pages_beside(settings: Any) -> None:
    """Stand-ins for the pages that these lead to, as long as they aren't there."""
    try:
        reverse("home:welcome", args=["liege"])
        reverse("intake:application_status", args=["liege", "nobodys"])
    except NoReverseMatch:
        settings.ROOT_URLCONF = "tests.intake.pages_beside"


@pytest.fixture
def call(incubator: Incubator) -> Call:
    publish(incubator)
    return CallFactory(incubator=incubator, name="Printemps 2027")
