"""Which keys open the notes: recognised by fingerprints, so that a copy can say which ones it needs and hold none."""

import hashlib

from django.conf import settings

_PURPOSE = b"fingerprint of a key of encrypted notes"


def fingerprints() -> list[str]:
    """Return the fingerprints of the keys in use, newest first. A key can't be found from its fingerprint."""
    return [hashlib.scrypt(key.encode(), salt=_PURPOSE, n=2**14, r=8, p=1, dklen=6).hex() for key in settings.NOTE_KEYS]


def where_kept() -> str:
    """Return the variables that have to be kept elsewhere."""
    own = settings.NOTE_KEYS != [settings.SECRET_KEY]
    return "INTERLAB_NOTE_KEYS and INTERLAB_SECRET_KEY" if own else "INTERLAB_SECRET_KEY (the notes' key too)"
