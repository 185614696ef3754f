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


def can_get_texts(normal: str) -> bool:
    """Return whether a number in E.164 may receive SMS: a line that is known to be fixed can't."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(normal)) != phonenumbers.PhoneNumberType.FIXED_LINE
    except phonenumbers.NumberParseException:
        return False
