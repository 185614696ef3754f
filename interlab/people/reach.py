"""How a person is written to: in which language, by which ways, the preferred one first."""

from django.conf import settings

from interlab.notices.actions import EMAIL, SMS, WHATSAPP, Recipient
from interlab.people.contacts import can_get_texts
from interlab.people.models import ContactPoint, Person

CHANNELS: dict[str, str] = {
    ContactPoint.Kind.EMAIL: EMAIL,
    ContactPoint.Kind.PHONE: SMS,
    ContactPoint.Kind.WHATSAPP: WHATSAPP,
}


def addresses_of(person: Person) -> list[tuple[str, str]]:
    """Return the (channel, address) by which a person can be written to, in the order of their contacts.

    Whoever signs in and gave no address is written to where they sign in.
    """
    found = [
        (CHANNELS[contact.kind], contact.normal)
        for contact in person.contacts.all()
        if contact.kind in CHANNELS
        and contact.normal
        and (contact.kind != ContactPoint.Kind.PHONE or can_get_texts(contact.normal))
    ]
    if person.account is not None:
        found += [(channel, at) for channel, at in ((EMAIL, person.account.email), (SMS, person.account.phone)) if at]
    return list(dict.fromkeys(found))


def language_of(person: Person) -> str:
    """Return the language of InterLab that suits a person: the one they chose, else the first they speak, else French."""
    known = dict(settings.LANGUAGES)
    chosen = person.account.language if person.account else ""
    spoken = [row.language for row in person.languages.all()]
    return next((code for code in [chosen, *spoken] if code in known), settings.LANGUAGE_CODE)


def recipient_of(person: Person) -> Recipient:
    """Return a person as whom a message is for."""
    return Recipient(person.short_name, language_of(person), addresses_of(person), person_code=person.code)
