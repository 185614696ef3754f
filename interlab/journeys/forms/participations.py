"""Entering a programme, moving through it, leaving it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.editing import EditForm
from interlab.core.forms import DayInput, Form
from interlab.journeys.forms.persons import ask_entry, ask_programme, check_cohort, choice_of
from interlab.journeys.models import Participation
from interlab.journeys.models.participations import MOVES, State
from interlab.network.models import Cohort, ExitReason, Programme, Source

# What each move is called on its button or chip: an act, not a state.
ACTS = {
    State.WAITLISTED: gettext_lazy("put on the waiting list"),
    State.DECLINED: gettext_lazy("decline"),
    State.WITHDRAWN: gettext_lazy("withdraws"),
    State.ENROLLED: gettext_lazy("enrol"),
    State.ACTIVE: gettext_lazy("accompanied from now on"),
    State.COMPLETED: gettext_lazy("has completed the programme"),
    State.LEFT: gettext_lazy("leaves"),
}


class ParticipationNewForm(Form):
    """A way into a programme: the first one, a second programme, or a return."""

    programme = choice_of(gettext_lazy("Programme"), Programme, empty=None, required=True)
    state = forms.ChoiceField(
        label=gettext_lazy("Comes in as"),
        choices=[
            (State.ENROLLED, gettext_lazy("accompanied from now on")),
            (State.APPLIED, gettext_lazy("applicant")),
            (State.WAITLISTED, gettext_lazy("on the waiting list")),
        ],
        widget=forms.RadioSelect,
        initial=State.ENROLLED,
    )
    on = forms.DateField(label=gettext_lazy("Since"), widget=DayInput())
    coach = choice_of(gettext_lazy("Coach"), Membership, empty=gettext_lazy("nobody yet"))
    cohort = choice_of(gettext_lazy("Cohort"), Cohort, empty=gettext_lazy("none"))
    source = choice_of(gettext_lazy("How they found us"), Source, empty=gettext_lazy("not known"))

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_programme(self, member)
        ask_entry(self, member)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_cohort(self, data.get("programme"))
        return data


class ParticipationEditForm(EditForm):
    """Who accompanies, in which cohort, and how the person found us."""

    coach = choice_of(gettext_lazy("Coach"), Membership, empty=gettext_lazy("nobody yet"))
    cohort = choice_of(gettext_lazy("Cohort"), Cohort, empty=gettext_lazy("none"))
    source = choice_of(gettext_lazy("How they found us"), Source, empty=gettext_lazy("not known"))

    def __init__(self, *args: Any, participation: Participation, member: Membership, **kwargs: Any) -> None:
        now = {name: getattr(getattr(participation, name), "code", "") for name in ("coach", "cohort", "source")}
        super().__init__(*args, row=participation, **{"initial": now, **kwargs})
        ask_entry(self, member)
        # What is there stays a choice, even when it is closed or has left.
        for name, model in (("coach", Membership), ("cohort", Cohort), ("source", Source)):
            field: Any = self.fields[name]
            offered = Q(pk__in=field.queryset.values("pk")) | Q(pk=getattr(participation, f"{name}_id"))
            field.queryset = model.objects.filter(offered)
        cohorts: Any = self.fields["cohort"]
        cohorts.queryset = cohorts.queryset.filter(programme_id=participation.programme_id)


class ParticipationMoveForm(EditForm):
    """Where a participation goes next, on which day, and why."""

    state = forms.ChoiceField(label=gettext_lazy("What happens"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=gettext_lazy("Day"), help_text=gettext_lazy("Today, or the earlier day on which it happened."), widget=DayInput()
    )
    exit_reason = forms.ModelChoiceField(
        label=gettext_lazy("Why they leave"),
        help_text=gettext_lazy("Only for somebody who leaves. A job or a training is an outcome too."),
        queryset=ExitReason.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("choose"),
    )
    reason = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("For the team."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, participation: Participation, **kwargs: Any) -> None:
        super().__init__(
            *args, row=participation, watched={"state": (participation.state, participation.get_state_display())}, **kwargs
        )
        allowed = [state for state in State if state in MOVES[participation.state]]
        self.fields["state"].choices = [(state, ACTS[state]) for state in allowed]
        self.fields["on"].initial = today()
        reasons = ExitReason.objects.in_use().filter(incubator_id=participation.incubator_id)
        self.fields["exit_reason"].queryset = reasons
        if not {State.LEFT, State.COMPLETED} & set(allowed):
            del self.fields["exit_reason"]
        elif len(allowed) == 1:
            self.fields["state"].initial = allowed[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") not in (State.LEFT, State.COMPLETED):
            data["exit_reason"] = None
        if data.get("state") == State.LEFT and not data.get("exit_reason"):
            self.add_error("exit_reason", _("Say why this person leaves: a job or a training is an outcome too."))
        return data
