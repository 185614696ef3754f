"""The workbook core's reasons, said in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from interlab.workbook import REASONS, Reason


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """Return the sentence of a reason, with what it names filled in."""
    shown = {name: _shown(value) for name, value in params.items()}
    return gettext(REASONS[code]).format_map(shown)


def sentence_of(reason: Reason) -> str:
    return sentence(reason.code, reason.params)


def _shown(value: Any) -> str:
    return formats.date_format(value, "j F Y", use_l10n=False) if isinstance(value, date) else str(value)
