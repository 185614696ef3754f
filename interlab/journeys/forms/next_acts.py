"""A promise, typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership, members_of


class NextActForm(forms.Form):
    """Who does what by when. Without a colleague it is the person's own promise."""

    what = forms.CharField(label=_("What"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    due_on = forms.DateField(label=_("For when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=_("At what time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    owner = forms.ModelChoiceField(
        label=_("Who does it"),
        queryset=Membership.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("The person"),
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = members_of(member.incubator).of_team()


class PostponeForm(forms.Form):
    """Another day for a promise."""

    due_on = forms.DateField(label=_("For when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
