"""How the writer of an application is reached: as a person once it is sent, before that by what they typed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import override, pgettext

from interlab.accounts.contacts import plain_digits
from interlab.intake.models import Application
from interlab.notices.actions import SMS, Recipient
from interlab.people.contacts import can_get_texts, normal_form
from interlab.people.models import ContactPoint
from interlab.people.reach import CHANNELS, recipient_of


def contacts_in(answers: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, normal form) of every contact among answers, in whichever question it was given."""
    for answer in _values(answers):
        kind, value = (answer.get("kind"), answer.get("value")) if isinstance(answer, dict) else (None, None)
        if isinstance(value, str) and kind in ContactPoint.Kind.values:
            normal = normal_form(kind, value if kind == ContactPoint.Kind.EMAIL else plain_digits(value))
            if normal:
                yield kind, normal


def name_in(answers: str) -> str:
    """Return how to greet whoever gave these answers; "" as long as they haven't said."""
    for answer in _values(answers):
        if isinstance(answer, dict) and answer.get("full_name"):
            return str(answer.get("called") or answer["full_name"])
    return ""


def _values(answers: str) -> list[Any]:
    return list(json.loads(answers).values())


def greeting_of(name: str, language: str) -> str:
    """Return what comes after "Hello" in a message: their name, or a word for whoever didn't say it."""
    with override(language):
        return name or pgettext("after Hello, without a name", "and welcome")


def language_of(application: Application) -> str:
    """Return the language an application is written in, as long as InterLab speaks it."""
    return application.language if application.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def writer_of(application: Application) -> Recipient:
    """Return the writer of an application as whom a message is for, in its language."""
    language = language_of(application)
    if application.person is not None:
        return replace(recipient_of(application.person), language=language)
    return Recipient(name_in(application.answers), language, addresses_of(contacts_in(application.answers)))


def addresses_of(contacts: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the (channel, address) by which these contacts can be written to."""
    found = [(CHANNELS[kind], normal) for kind, normal in contacts if kind in CHANNELS]
    return [(channel, at) for channel, at in found if channel != SMS or can_get_texts(at)]


def way_of(application: Application) -> str:
    """Return how its writer is answered: "sms", "email", "whatsapp", or "" for nobody whom a message reaches."""
    ways = writer_of(application).addresses
    return ways[0][0] if ways else ""
