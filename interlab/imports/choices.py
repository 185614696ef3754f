"""The answers a question offers, in words: the workbook core names meanings, the team reads labels."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlab.journeys.models.participations import State
from interlab.network.models import ExitReason, SessionKind, Stage
from interlab.people.models import Person

_WORDS: dict[str, str | Promise] = {
    **{str(one.value): one.label for meanings in (ExitReason.Meaning, SessionKind.Meaning, Stage.Meaning) for one in meanings},
    **{str(one.value): one.label for one in State},
    **{str(one.value): one.label for one in Person.Standing},
    **{str(one.value): one.label for one in Person.Gender},
    "hours": _("hours"),
    "minutes": _("minutes"),
    "dmy": _("the day first"),
    "mdy": _("the month first"),
    "": _("unknown"),
}
# "other" is a gender and an exit reason, and in a question about a person it says that it is somebody else.
_SOMEBODY_ELSE = _("somebody else")


def in_words(question: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the choices of a kept question as (answer, what is read)."""
    about_person = question["id"].endswith((":same", ":known"))
    return [
        (value, str(_SOMEBODY_ELSE if about_person and value == "other" else label or _WORDS.get(value, value)))
        for value, label in question["choices"]
    ]
