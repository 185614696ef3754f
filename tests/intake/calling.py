"""What the tests of calls share."""

from interlab.intake.actions.calls import CallFacts
from interlab.network.models import Incubator
from tests.factories import first_programme


def call_facts(incubator: Incubator, **changed) -> CallFacts:
    """Facts of a call as an action takes them."""
    from datetime import timedelta

    from interlab.core.dates import today

    known = {"programme": first_programme(incubator), "name": "Été", "opens_on": today() + timedelta(days=3)}
    return CallFacts(**{**known, "languages": ["fr", "en", "ar"], **changed})


def typed_call(incubator: Incubator, **changed) -> dict:
    """The form of a call as a browser sends it."""
    known = {"name": "Été", "programme": first_programme(incubator).code, "opens_on": "2031-05-01", "closes_on": "2031-06-01"}
    known |= {"places": "12", "languages": ["fr", "ar"], "answer_days": "10", "intro_fr": "Venez.", "intro_ar": "تعالوا."}
    return {name: value for name, value in (known | changed).items() if value is not None}
