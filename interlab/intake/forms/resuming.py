"""The form by which somebody goes on with an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interlab.accounts.forms import WayInField
from interlab.core.forms import Form
from interlab.intake.resuming import plain_spoken


class SpokenField(forms.CharField):
    """The code of an application, typed in any way; gives it as it was given, "" for what can't be one."""

    def __init__(self) -> None:
        attrs = {"dir": "ltr", "class": "code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(
            label=_("Your code"), max_length=60, help_text=_("A word and numbers."), widget=forms.TextInput(attrs=attrs)
        )

    def clean(self, value: Any) -> str:
        return plain_spoken(super().clean(value))


class ResumeForm(Form):
    """The code, and the phone or e-mail that was told."""

    spoken = SpokenField()
    contact = WayInField(label=_("Your phone or e-mail"), help_text=_("The one you gave us."))
