"""Forms of meetings: several times at once, who is invited, what became of one."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.accounts.models import Membership
from interlab.core.forms import DayInput, Form
from interlab.intake.models import Application, InterviewSlot


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class SlotsForm(Form):
    """A day, from when to when, and how long each meeting is."""

    member = forms.ModelChoiceField(
        label=_("Who meets them"), queryset=Membership.objects.none(), to_field_name="code", empty_label=None
    )
    on = forms.DateField(label=_("Day"), widget=DayInput())
    from_time = _hour(pgettext_lazy("hour", "From"))
    to_time = _hour(pgettext_lazy("hour", "Until"))
    minutes = forms.IntegerField(
        label=_("Minutes for each"),
        initial=45,
        validators=[MinValueValidator(5), MaxValueValidator(480)],
        widget=forms.NumberInput(attrs={"min": 5, "max": 480, "step": 5}),
    )
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members


class SettleForm(Form):
    """Whether a meeting took place, and a word about it."""

    outcome = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (InterviewSlot.Outcome.HELD, InterviewSlot.Outcome.MISSED)]
    )
    note = forms.CharField(required=False, max_length=2000)


class InviteForm(Form):
    """Whom to invite."""

    applications = forms.ModelMultipleChoiceField(
        label=_("Applications"),
        queryset=Application.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one application.")},
    )

    def __init__(self, *args: Any, applications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applications"].queryset = applications
