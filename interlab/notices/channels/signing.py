"""The secret part of the address at which a gateway reports on one message: whoever knows it was told by us.

The gateway's own signature isn't asked for: it is of SHA-1, and breaks wherever a proxy changes an address.
"""

from django.utils.crypto import constant_time_compare, salted_hmac


def signature_of(reference: str) -> str:
    """Return what only we could have written behind a message's reference."""
    return salted_hmac("interlab.notices.report", reference, algorithm="sha256").hexdigest()[:40]


def is_signed(reference: str, signature: str) -> bool:
    """Return whether a report came by the address that we gave out for that message."""
    return constant_time_compare(signature_of(reference), signature)
