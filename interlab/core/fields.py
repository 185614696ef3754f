"""Two kinds of column that Django lacks: text ordered by code point on every database, and text encrypted at rest."""

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


class FoldedField(models.CharField):
    """Folded text, ordered by code point on SQLite and PostgreSQL alike, so that a prefix is a range of one index."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


@cache
def note_cipher() -> MultiFernet:
    """Return the cipher of encrypted notes: writes with the newest key, reads with any listed one."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in settings.NOTE_KEYS])


class EncryptedTextField(models.TextField):
    """Text that the database holds encrypted. It can't be searched or compared there, on purpose."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return note_cipher().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return note_cipher().decrypt(value.encode()).decode() if value else value
