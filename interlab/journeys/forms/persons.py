"""Entering a person with their way in, narrowing the list of persons, and saying why a file or its confidential notes are opened."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership, members_of
from interlab.core.forms import DayInput, Form, PlainSelect
from interlab.journeys.actions.persons import Entry
from interlab.journeys.acts import Reason
from interlab.journeys.models.participations import State
from interlab.journeys.person_list import STATES, Asked
from interlab.network.models import Cohort, Programme, Sector, Source, Stage
from interlab.people.forms import PersonForm
from interlab.people.models import Person

ME, NOBODY = "me", "none"


def choice_of(label: Any, model: Any, *, empty: Any, required: bool = False) -> forms.ModelChoiceField:
    """Return a choice of rows named by code; the form says which rows may be chosen."""
    return forms.ModelChoiceField(
        label=label, queryset=model.objects.none(), required=required, to_field_name="code", empty_label=empty, widget=PlainSelect
    )


def programmes_of(member: Membership) -> QuerySet[Programme]:
    """Return the incubator's programmes in use."""
    return Programme.objects.filter(incubator_id=member.incubator_id, archived_at=None)


def ask_programme(form: forms.Form, member: Membership) -> None:
    """Let `form` offer the incubator's programmes, and ask nothing where there is only one."""
    field: Any = form.fields["programme"]
    field.queryset = programmes_of(member)
    first = list(field.queryset[:2])
    if first:
        form.initial.setdefault("programme", first[0].code)
    if len(first) == 1:
        field.widget = forms.HiddenInput()


def ask_entry(form: forms.Form, member: Membership) -> None:
    """Let `form` offer the incubator's own cohorts, coaches and sources."""
    own = {"incubator_id": member.incubator_id}
    for name, rows in (
        ("coach", members_of(member.incubator).of_team()),
        ("cohort", Cohort.objects.filter(**own, closed_on=None).select_related("programme")),
        ("source", Source.objects.in_use().filter(**own)),
        ("sector", Sector.objects.in_use().filter(**own)),
    ):
        if name in form.fields:
            form.fields[name].queryset = rows


def check_cohort(form: forms.Form, programme: Programme | None) -> None:
    """Refuse a cohort of another programme."""
    cohort = form.cleaned_data.get("cohort")
    if cohort is not None and programme is not None and cohort.programme_id != programme.pk:
        form.add_error("cohort", _("This cohort belongs to another programme."))


class PersonNewForm(PersonForm):
    """A new person: who they are, how they come in, and the project they bring. Sensible answers are there already."""

    programme = choice_of(gettext_lazy("Programme"), Programme, empty=None, required=True)
    state = forms.ChoiceField(
        label=gettext_lazy("Comes in as"),
        choices=[(State.ENROLLED, gettext_lazy("accompanied from now on")), (State.APPLIED, gettext_lazy("applicant"))],
        widget=forms.RadioSelect,
        initial=State.ENROLLED,
    )
    on = forms.DateField(label=gettext_lazy("Since"), widget=DayInput())
    coach = choice_of(gettext_lazy("Coach"), Membership, empty=gettext_lazy("nobody yet"))
    cohort = choice_of(gettext_lazy("Cohort"), Cohort, empty=gettext_lazy("none"))
    source = choice_of(gettext_lazy("How they found us"), Source, empty=gettext_lazy("not known"))
    project_name = forms.CharField(
        label=gettext_lazy("Name of the project"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    project_summary = forms.CharField(
        label=gettext_lazy("In one sentence"), required=False, max_length=1000, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    sector = choice_of(gettext_lazy("Sector"), Sector, empty=gettext_lazy("not known yet"))

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_programme(self, member)
        ask_entry(self, member)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        check_cohort(self, data.get("programme"))
        told = [name for name in ("project_summary", "sector") if data.get(name)]
        if told and not data.get("project_name") and "project_name" not in self.errors:
            self.add_error("project_name", _("Give the project a name, even a provisional one."))
        return data

    def entry(self) -> Entry:
        """Return how the person comes in. Only for a valid form."""
        names = ("programme", "state", "on", "coach", "cohort", "source", "project_name", "project_summary", "sector")
        return Entry(**{name: self.cleaned_data[name] for name in names})


class PersonSearchForm(forms.Form):
    """What the list of persons is searched for. It lives in the address; what can't be read there narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Name, phone, e-mail or project"), required=False, max_length=200)

    def asked(self) -> Asked:
        """Return what the address asks for, without what couldn't be read."""
        self.is_valid()
        return Asked(q=self.cleaned_data.get("q", ""))

    def applied(self) -> list[dict[str, str]]:
        """Return the filters in use: the name in the address, the label, and what was chosen in words."""
        found = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if not value or name == "sort":
                continue
            bound = self[name]
            words = dict(getattr(bound.field, "choices", ())) if isinstance(value, str) else {}
            found.append(
                {"name": name, "label": _("Search") if name == "q" else str(bound.label), "text": str(words.get(value, value))}
            )
        return found


class PersonFilterForm(PersonSearchForm):
    """What else the list of persons is narrowed to. Costs a query for each list of choices."""

    state = forms.ChoiceField(label=gettext_lazy("Where they are"), required=False, widget=PlainSelect)
    coach = forms.ChoiceField(label=gettext_lazy("Coach"), required=False, widget=PlainSelect)
    programme = choice_of(gettext_lazy("Programme"), Programme, empty=gettext_lazy("all"))
    cohort = choice_of(gettext_lazy("Cohort"), Cohort, empty=gettext_lazy("all"))
    stage = choice_of(gettext_lazy("Stage"), Stage, empty=gettext_lazy("all"))
    sector = choice_of(gettext_lazy("Sector"), Sector, empty=gettext_lazy("all"))
    standing = forms.ChoiceField(
        label=gettext_lazy("Newcomer or local"),
        required=False,
        widget=PlainSelect,
        choices=[("", gettext_lazy("all")), *Person.Standing.choices],
    )
    sort = forms.ChoiceField(label=gettext_lazy("In order of"), required=False, widget=PlainSelect)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        own = {"incubator_id": member.incubator_id}
        self.fields["state"].choices = [
            ("", _("all")),
            ("accompanied", _("accompanied")),
            ("applied", _("applied")),
            ("ended", _("no longer here")),
        ]
        self.fields["sort"].choices = [
            ("", _("name")),
            ("news", _("last news, latest first")),
            ("silence", _("last news, longest ago first")),
        ]
        self.colleagues = {row.code: row for row in members_of(member.incubator).of_team()}
        named = [(code, row.name) for code, row in self.colleagues.items() if row.pk != member.pk]
        self.fields["coach"].choices = [("", _("all")), (ME, _("me")), (NOBODY, _("nobody yet")), *named]
        programmes = list(programmes_of(member))
        several = len(programmes) > 1
        self.fields["programme"].queryset = programmes_of(member)
        if not several:
            del self.fields["programme"]
        self.fields["cohort"].queryset = Cohort.objects.filter(**own)
        stages = (
            Stage.objects.in_use()
            .filter(**own, programme__archived_at=None)
            .order_by("programme__position", "programme", "position")
        )
        self.fields["stage"].queryset = stages.select_related("programme")
        if several:
            self.fields["stage"].label_from_instance = lambda row: f"{row.programme.name} · {row.name}"
        self.fields["sector"].queryset = Sector.objects.in_use().filter(**own)

    def asked(self) -> Asked:
        self.is_valid()
        data = self.cleaned_data
        coach = data.get("coach", "")
        return Asked(
            q=data.get("q", ""),
            states=STATES.get(data.get("state", ""), ()),
            coach=self.member if coach == ME else self.colleagues.get(coach),
            without_coach=coach == NOBODY,
            programme=data.get("programme"),
            cohort=data.get("cohort"),
            stage=data.get("stage"),
            sector=data.get("sector"),
            standing=data.get("standing", ""),
            sort=data.get("sort") or "name",
        )


class ReasonForm(Form):
    """Why confidential notes are opened."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you open them?"),
        help_text=gettext_lazy("Your name, the day and this reason stay visible."),
        min_length=3,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class OpeningReasonForm(Form):
    """Why a file outside one's caseload is opened: a short reason, and words of one's own where none fits."""

    reason = forms.ChoiceField(label=gettext_lazy("Why do you open this file?"), choices=Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("The person can read this."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("reason") == Reason.OTHER and "words" not in self.errors and len(data.get("words", "")) < 3:
            self.add_error("words", _("Say in a few words why."))
        return data
