"""Forms of a project: its facts, the stage it enters, the enterprise it becomes."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlab.core.dates import today
from interlab.core.editing import Change, EditForm, last_change
from interlab.core.forms import DayInput, Form
from interlab.journeys.enterprise_numbers import shown_enterprise_number
from interlab.journeys.models import Launch, Project
from interlab.network.models import Incubator, Programme, Sector, Stage


class ProjectForm(EditForm):
    """A project's name, its sentence and its sector; the programme only where there is a choice, and only at first."""

    name = forms.CharField(label=_("Name of the project"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    summary = forms.CharField(
        label=_("In one sentence"),
        help_text=_("What it sells, and to whom."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    sector = forms.ModelChoiceField(
        label=_("Sector"), queryset=Sector.objects.none(), required=False, to_field_name="code", empty_label=_("not known yet")
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="code", empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, incubator: Incubator, project: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=project, **kwargs)
        kept = Q(archived_at=None) | Q(pk=project.sector_id if project else None)
        self.fields["sector"].queryset = Sector.objects.filter(kept, incubator=incubator)
        programmes = Programme.objects.filter(incubator=incubator, archived_at=None)
        self.fields["programme"].queryset = programmes
        if project is not None:
            del self.fields["programme"]
        elif len(choices := list(programmes[:2])) == 1:
            self.fields["programme"].initial = choices[0].code
            self.fields["programme"].widget = forms.HiddenInput()


class StageMoveForm(EditForm):
    """The stage a project enters, and the day."""

    stage = forms.ModelChoiceField(
        label=_("Stage"), queryset=Stage.objects.none(), to_field_name="code", empty_label=None, widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("Day"), help_text=_("Today, or the earlier day on which it happened."), widget=DayInput())
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, row=project, watched={"stage": (project.stage_id, str(project.stage or ""))}, **kwargs)
        self.project = project
        self.fields["stage"].queryset = Stage.objects.in_use().filter(programme_id=project.programme_id)
        self.fields["on"].initial = today()

    @cached_property
    def changed_by(self) -> Change | None:
        """Who moved the project last."""
        return last_change(self.project.moves.order_by("-pk").first())


class VoidForm(Form):
    """Why something noted was a mistake."""

    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("A few words are enough: wrong project, wrong day…"),
    )


class LaunchForm(EditForm):
    """What is known of the enterprise, and how well it is known."""

    started_on = forms.DateField(label=_("Start of the activity"), widget=DayInput())
    enterprise_number = forms.CharField(
        label=_("Enterprise number"),
        help_text=_("Ten digits, with or without points: 0787.822.122. It can be added later."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "text", "autocomplete": "off"}),
    )
    legal_form = forms.ChoiceField(
        label=_("Legal form"), required=False, choices=[("", _("not known yet")), *Launch.LegalForm.choices]
    )
    evidence = forms.ChoiceField(
        label=_("How we know"),
        help_text=_("Funders may ask for proof."),
        choices=Launch.Evidence.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, project: Project, launch: Launch | None, **kwargs: Any) -> None:
        known = {} if launch is None else _facts_of(launch)
        watched = {"launch": (launch and launch.code, str(launch or ""))}
        super().__init__(*args, row=launch or project, watched=watched, initial=known, **kwargs)
        self.fields["started_on"].initial = project.launched_on or today()
        self.fields["evidence"].initial = Launch.Evidence.OWN_WORD


def _facts_of(launch: Launch) -> dict[str, Any]:
    return {
        "started_on": launch.started_on,
        "enterprise_number": shown_enterprise_number(launch.enterprise_number),
        "legal_form": launch.legal_form,
        "evidence": launch.evidence,
    }
