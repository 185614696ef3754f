"""Kinds of message, a person who may be reached in three ways, and what tests ask of the outbox."""

from typing import Any

import pytest

from interlab.accounts.models import Membership
from interlab.notices.actions import Recipient, queue_message
from interlab.notices.models import Message
from interlab.notices.wording import Wording, register_wording
from interlab.people.models import Person
from interlab.people.reach import recipient_of
from tests.factories import PersonFactory

register_wording(
    Wording("tests.hello", {"name": "Patricia"}, "Bonjour %(name)s", "Bonjour %(name)s, à demain.", "À demain %(name)s")
)
register_wording(Wording("tests.code", {"code": "123456"}, "Votre code", "Le code : %(code)s", secret=True))


@pytest.fixture
def patricia(lead: Membership) -> Person:
    contacts = [("email", "Patricia@example.org"), ("phone", "0470 12 34 56"), ("whatsapp", "0470 12 34 56")]
    return PersonFactory(incubator=lead.incubator, full_name="Patricia Mbala", called="Patricia", contacts=contacts)


def write_to(person: Person, wording: str = "tests.hello", to: Recipient | None = None, **more: Any) -> Message:
    """Write a message to a person and return it."""
    about = {"code": "123456"} if wording == "tests.code" else {"name": person.short_name}
    message = queue_message(
        wording, to or recipient_of(person), incubator=person.incubator, about=about, **{"urgent": True, **more}
    )
    assert message is not None
    return message
