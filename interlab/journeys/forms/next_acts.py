"""A promise, typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership, members_of
from interlab.core.dates import today
from interlab.core.editing import EditForm
from interlab.core.forms import Form
from interlab.core.templatetags.page import short_day
from interlab.journeys.models import NextAct


class NextActForm(Form):
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


class PostponeForm(EditForm):
    """Another day for a promise."""

    due_on = forms.DateField(label=_("For when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, act: NextAct, **kwargs: Any) -> None:
        settled = _("done") if act.done_on else _("dropped")
        watched = {"due_on": (act.due_on, short_day(act.due_on)), "settled": (act.done_on or act.dropped_at, str(settled))}
        super().__init__(*args, row=act, watched=watched, **kwargs)
        self.fields["due_on"].initial = max(act.due_on, today())
