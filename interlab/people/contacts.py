"""Phones and e-mail addresses in the form in which two are the same."""

import phonenumbers

from interlab.people.models import ContactPoint

_PHONES = (ContactPoint.Kind.PHONE, ContactPoint.Kind.WHATSAPP)
REGION = "BE"


def normal_form(kind: str, value: str) -> str:
    """Return E.164 for a phone that can be dialled, a lower-case address for an e-mail, "" for what can't be compared."""
    if kind == ContactPoint.Kind.EMAIL:
        return value.strip().lower()
    if kind not in _PHONES:
        return ""
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else ""
    )
