"""Phones and e-mail addresses in the form in which two are the same."""

import phonenumbers

from interlab.accounts.contacts import normal_phone
from interlab.people.models import ContactPoint

_PHONES = (ContactPoint.Kind.PHONE, ContactPoint.Kind.WHATSAPP)


def normal_form(kind: str, value: str) -> str:
    """Return E.164 for a phone that can be dialled, a lower-case address for an e-mail, "" for what can't be compared."""
    if kind == ContactPoint.Kind.EMAIL:
        return value.strip().lower()
    if kind not in _PHONES:
        return ""
    return normal_phone(value)


def can_get_texts(normal: str) -> bool:
    """Return whether a number in E.164 may receive SMS: a line that is known to be fixed can't."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(normal)) != phonenumbers.PhoneNumberType.FIXED_LINE
    except phonenumbers.NumberParseException:
        return False
