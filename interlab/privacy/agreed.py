"""What a person agreed to, as pages show it: every purpose there is, and where it stands."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from interlab.core.dates import today
from interlab.privacy.models import ConsentAct
from interlab.privacy.purposes import Purpose, all_purposes

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Answer:
    """One channel of a purpose ("" when it has but one), and the yes that stands, if any."""

    channel: str
    label: str
    act: ConsentAct | None

    @property
    def ends_soon(self) -> bool:
        return self.act is not None and self.act.expires_on is not None and self.act.expires_on <= today() + SOON


@dataclass(frozen=True)
class Agreed:
    """A purpose with its answers; `items` are those about one thing in particular (a photo)."""

    purpose: Purpose
    answers: list[Answer]
    items: list[ConsentAct]


def agreed_by(person: Any) -> list[Agreed]:
    """Return every purpose with what the person says of it today: one query."""
    acts = ConsentAct.objects.filter(incubator_id=person.incubator_id, person_code=person.code).standing(today())
    standing = list(acts.select_related("by"))
    return [
        Agreed(
            purpose,
            [
                Answer(channel, str(label), _said(standing, purpose, channel))
                for channel, label in purpose.channels or (("", ""),)
            ],
            [act for act in standing if act.purpose == purpose.name and act.item],
        )
        for purpose in all_purposes()
    ]


def _said(standing: list[ConsentAct], purpose: Purpose, channel: str) -> ConsentAct | None:
    return next((act for act in standing if (act.purpose, act.channel, act.item) == (purpose.name, channel, "")), None)


def history_of(person: Any) -> list[ConsentAct]:
    """Return what was said and taken back, latest first."""
    acts = ConsentAct.objects.filter(incubator_id=person.incubator_id, person_code=person.code)
    return list(acts.select_related("by").order_by("-pk")[:100])
