"""Filling an application in with its writer: which call, in which language, and how they agreed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.forms import Form, PlainSelect
from interlab.intake.actions.helping import SaidYes
from interlab.intake.models import Call
from interlab.people.languages import language_choices


class MandateForm(Form):
    """How somebody agreed to be helped. Nothing is written down for anybody who didn't."""

    how = forms.ChoiceField(label=gettext_lazy("How they said yes"), choices=SaidYes.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("For example: “Yes, write it with me.” They read it on their page."),
    )


class HelpForm(MandateForm):
    """A new application together with the person."""

    call = forms.ModelChoiceField(
        label=pgettext_lazy("for applications", "Call"),
        queryset=Call.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=PlainSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Their language"),
        widget=PlainSelect,
        help_text=gettext_lazy("We write to them in it. You ask in any language you share."),
    )
    field_order = ("call", "language", "how", "words")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["call"]
        offered.queryset = open_calls(member)
        self.fields["language"].choices = language_choices()


def open_calls(member: Membership) -> Any:
    """Return the calls that take applications today."""
    return Call.objects.visible_to(member).open_on(today())
