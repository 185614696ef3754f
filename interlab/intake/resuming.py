"""Going on with an application in another browser: by its code and the phone or e-mail told in it.

What guessing is worth. A code is one of 200 words and more, and one of 9,000 numbers: 1,800,000. Somebody may try
- 15 contacts a day with one code, from any number of machines;
- 30 codes a day with one phone or e-mail, from any number of machines: whoever knows a phone finds its code after
  1,800,000 / 30 / 2 days, 80 years on average. Whoever saw the word too has 9,000 numbers left, and finds the right one within a
  day with a chance of 1 in 300;
- 60 pairs an hour from one address, where both must be right at once.

A right pair clears the count of its code, never that of its contact: somebody could write an application of their own with another
one's phone, and count anew whenever they like.

No answer tells why a pair isn't right: an unknown code, another's phone and an application that names no contact yet are looked up,
decrypted and compared alike, in as many queries.
"""

import re
import unicodedata
from functools import cache
from hmac import compare_digest

from interlab.accounts.contacts import plain_digits
from interlab.core.fields import note_cipher
from interlab.intake.models import Application
from interlab.intake.told_contacts import contacts_in
from interlab.network.models import Incubator
from interlab.people.models import ContactPoint

_SPOKEN = re.compile(r"([A-Z]{1,12})(\d{4,6})")
_DECOY = '{"contact": {"kind": "phone", "value": "0470 00 00 00"}}'


def plain_spoken(typed: str) -> str:
    """Return a code as it was given, however it was typed: small letters, spaces, no hyphen, digits of any script. Else ""."""
    bare = unicodedata.normalize("NFKD", plain_digits(typed[:60])).upper()
    found = _SPOKEN.fullmatch("".join(letter for letter in bare if letter.isascii() and letter.isalnum()))
    return f"{found[1]}-{found[2]}" if found else ""


def application_of(incubator: Incubator, spoken: str, contact: str) -> Application | None:
    """Return the application called `spoken` whose writer is reached at `contact` (in its normal form), or None."""
    rows = Application.objects.select_related("call", "form", "person")
    application = rows.filter(incubator=incubator, spoken=spoken or "-").first()
    if application is None:
        # The row that isn't there would have been decrypted as well.
        answers, person = note_cipher().decrypt(_sealed_decoy()).decode(), 0
    else:
        answers, person = application.answers, application.person_id or 0
    known = [normal for _kind, normal in contacts_in(answers)]
    known += ContactPoint.objects.filter(incubator=incubator, person_id=person).values_list("normal", flat=True)
    right = [compare_digest(contact.encode(), normal.encode()) for normal in known if normal]
    return application if contact and any(right) else None


@cache
def _sealed_decoy() -> bytes:
    return note_cipher().encrypt(_DECOY.encode())
