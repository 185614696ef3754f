"""What people type to sign in: an e-mail address or a phone number, and digits in any script."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

REGION = "BE"
EMAIL, PHONE = "email", "phone"


def normal_phone(text: str) -> str:
    """Return a phone that can be dialled as E.164, else ""."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else ""
    )


def way_in(text: str) -> tuple[str, str] | None:
    """Return ("email", address) or ("phone", E.164), whichever `text` is; None when it is neither."""
    text = text.strip()
    if "@" not in text:
        phone = normal_phone(plain_digits(text))
        return (PHONE, phone) if phone else None
    try:
        validate_email(text)
    except ValidationError:
        return None
    return (EMAIL, text.lower()) if len(text) <= 254 else None


def plain_digits(text: str) -> str:
    """Return `text` with the digits of any script (٣, ۳) as 0 to 9."""
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
