"""Choosing a workbook, and answering about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_ANSWERS = 500


class UploadForm(forms.Form):
    """The workbook a team keeps today."""

    file = forms.FileField(
        label=_("Your workbook"),
        help_text=_("XLSX, ODS or CSV, 10 MB at most. Nothing is saved before you confirm."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.tsv,.xlsm,.xls"}),
        allow_empty_file=True,
    )


def answers_in(data: Any) -> dict[str, str]:
    """Return the answers of a submitted page: question id → answer; unanswered questions are left out."""
    found = {key.removeprefix("answer:"): data[key].strip() for key in list(data)[:MOST_ANSWERS] if key.startswith("answer:")}
    return {key[:400]: value[:200] for key, value in found.items() if value}
