"""What is asked about consents, requests and files that end."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.core.dates import today
from interlab.core.forms import DayInput
from interlab.privacy.models import ConsentAct, DataRequest
from interlab.privacy.purposes import all_purposes


class ConsentForm(forms.Form):
    """What somebody said, noted by a colleague: to what, yes or no longer, how and when, in which language it was read to them."""

    what = forms.ChoiceField(label=_("About"))
    answer = forms.ChoiceField(
        label=_("They said"),
        choices=[("yes", pgettext_lazy("consent", "yes")), ("no", pgettext_lazy("consent", "no, or no longer"))],
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in ConsentAct.How.choices if choice[0] != ConsentAct.How.SELF],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("Day"), widget=DayInput())
    language = forms.ChoiceField(label=_("In which language it was read"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [
            (f"{one.name}|{channel}", f"{one.label}, {label}" if label else str(one.label))
            for one in all_purposes()
            for channel, label in one.channels or (("", ""),)
        ]
        self.fields["on"].initial = today

    @property
    def purpose_and_channel(self) -> tuple[str, str]:
        """What it is about; only of a valid form."""
        purpose, _bar, channel = self.cleaned_data["what"].partition("|")
        return purpose, channel


class RequestForm(forms.Form):
    """What somebody asked about their data, aloud or in writing, noted by a colleague."""

    kind = forms.ChoiceField(label=_("They ask for"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=_("How they asked"),
        choices=[choice for choice in DataRequest.How.choices if choice[0] != DataRequest.How.SELF],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("When"), widget=DayInput(), initial=today)


class AnswerForm(forms.Form):
    """What is left out of a copy, and why."""

    withheld = forms.MultipleChoiceField(
        label=_("Left out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what isn't theirs to know."),
    )
    reason = forms.CharField(
        label=_("Why it is left out"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this reason."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withheld"].choices = choices
        if not choices:
            del self.fields["withheld"], self.fields["reason"]


class EraseNowForm(forms.Form):
    """The person's own word that they want it now."""

    confirmed = forms.BooleanField(label=_("They told me again, today, that they want everything deleted."))


class ReasonForm(forms.Form):
    """A no, with its reason."""

    reason = forms.CharField(
        label=_("Why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("They read this reason.")
    )


class KeepForm(forms.Form):
    """Why a file stays."""

    because = forms.CharField(
        label=_("This file stays because"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A dispute that goes on, a follow-up that was agreed. It is asked again in a year."),
    )
