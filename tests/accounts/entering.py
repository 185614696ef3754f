"""What tests of sign-in share: the code that waits for somebody, and codes as an authenticator app computes them."""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from django.test import Client

from interlab.notices.models import Message


def code_for(client: Client) -> str:
    """Return the six digits that this browser's sign-in waits for."""
    data: dict[str, Any] = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    return str(data["code"])


def last_message() -> Message:
    """Return the message that was written down last."""
    return Message.objects.latest("pk")


def app_code(secret: str, *, at: float | None = None) -> str:
    """Return what an authenticator app shows (RFC 6238: HMAC-SHA1, 30 seconds, six digits), written from the standard alone."""
    counter = int((time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret, casefold=True), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
