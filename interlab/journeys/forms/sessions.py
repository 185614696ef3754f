"""The quick note: who, when, how long, what about, what next."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.editing import EditForm
from interlab.core.forms import DayInput, Form
from interlab.journeys.actions.sessions import NextStep, SessionFacts
from interlab.journeys.models import Session, SessionNote
from interlab.journeys.models.sessions import LONGEST_MINUTES
from interlab.network.models import SessionKind
from interlab.people.models import Person

OTHER = "other"
TOPICS = [
    gettext_lazy("prices"),
    gettext_lazy("customers"),
    gettext_lazy("VAT"),
    gettext_lazy("status"),
    gettext_lazy("money"),
    gettext_lazy("French (topic)"),
    gettext_lazy("network"),
    gettext_lazy("premises"),
]


class NoteForm(Form):
    """One session as it is noted in thirty seconds. Everything but the text has a sensible answer already."""

    day = forms.ChoiceField(label=gettext_lazy("Day"), widget=forms.RadioSelect)
    other_day = forms.DateField(
        label=gettext_lazy("Other day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    length = forms.ChoiceField(label=gettext_lazy("Duration"), widget=forms.RadioSelect)
    other_minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=LONGEST_MINUTES)
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind"),
        queryset=SessionKind.objects.none(),
        empty_label=None,
        to_field_name="code",
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(label=gettext_lazy("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    text = forms.CharField(
        label=gettext_lazy("What we keep of it"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    visibility = forms.ChoiceField(label=gettext_lazy("Who reads it"), widget=forms.RadioSelect)
    next_what = forms.CharField(
        label=gettext_lazy("Next step"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    next_who = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False, widget=forms.RadioSelect)
    next_day = forms.ChoiceField(label=gettext_lazy("For when"), required=False, widget=forms.RadioSelect)
    next_other_day = forms.DateField(
        label=gettext_lazy("Other day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, member: Membership, persons: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.persons = member, persons
        now = today()
        self.fields["day"].choices = [("today", _("Today")), ("yesterday", _("Yesterday")), (OTHER, _("Other"))]
        self.fields["length"].choices = [
            ("30", _("30 min")),
            ("60", _("1 h")),
            ("90", _("1 h 30")),
            ("120", _("2 h")),
            (OTHER, _("Other")),
        ]
        self.fields["kind"].queryset = SessionKind.objects.in_use().filter(incubator_id=member.incubator_id)
        self.fields["topics"].choices = [(str(topic), str(topic)) for topic in TOPICS]
        self.fields["visibility"].choices = [
            (SessionNote.Visibility.TEAM, _("The team")),
            (SessionNote.Visibility.SHARED, _("The person too")),
            (SessionNote.Visibility.CONFIDENTIAL, _("Confidential")),
        ]
        names = ", ".join(person.short_name for person in persons) or _("The person")
        self.fields["next_who"].choices = [("person", names), ("me", _("Me"))]
        self.fields["next_day"].choices = [
            ("week", now + timedelta(days=7)),
            ("fortnight", now + timedelta(days=14)),
            (OTHER, _("Other")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("day") == OTHER and not data.get("other_day") and "other_day" not in self.errors:
            self.add_error("other_day", _("Choose the day of the session."))
        if data.get("length") == OTHER and not data.get("other_minutes") and "other_minutes" not in self.errors:
            self.add_error("other_minutes", _("Say how many minutes it lasted."))
        if data.get("next_what") and data.get("next_day") == OTHER and not data.get("next_other_day"):
            self.add_error("next_other_day", _("Choose the day for the next step."))
        if not self.persons:
            self.add_error(None, _("Say with whom: choose at least one person."))
        return data

    def facts(self) -> SessionFacts:
        """Return what was noted, as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        return SessionFacts(
            kind=data["kind"],
            held_on=self._held_on(),
            minutes=data["other_minutes"] if data["length"] == OTHER else int(data["length"]),
            persons=self.persons,
            given_by=self.member,
            topics=data["topics"],
            notes={data["visibility"]: data["text"]},
            next_step=self._next_step(),
        )

    def _held_on(self) -> date:
        day = self.cleaned_data["day"]
        return self.cleaned_data["other_day"] if day == OTHER else today() - timedelta(days=day == "yesterday")

    def _next_step(self) -> NextStep | None:
        data = self.cleaned_data
        if not data["next_what"]:
            return None
        days = {"": 7, "week": 7, "fortnight": 14}
        due_on = data["next_other_day"] if data["next_day"] == OTHER else today() + timedelta(days=days[data["next_day"]])
        return NextStep(what=data["next_what"], due_on=due_on, owner=self.member if data["next_who"] == "me" else None)


class SessionForm(EditForm):
    """A session as it was noted, to be corrected. Confidential notes are corrected where they are opened, not here."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind"),
        queryset=SessionKind.objects.none(),
        empty_label=None,
        to_field_name="code",
        widget=forms.RadioSelect,
    )
    held_on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=LONGEST_MINUTES)
    shared = forms.CharField(
        label=gettext_lazy("Note the person reads too"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    team = forms.CharField(
        label=gettext_lazy("Note for the team"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        notes = {note.visibility: note.body for note in session.notes.exclude(visibility=SessionNote.Visibility.CONFIDENTIAL)}
        initial = {"kind": session.kind.code, "held_on": session.held_on, "minutes": session.minutes, **notes}
        super().__init__(*args, row=session, **{"initial": initial} | kwargs)
        kinds = SessionKind.objects.filter(incubator_id=session.incubator_id)
        self.fields["kind"].queryset = kinds.filter(Q(archived_at=None) | Q(pk=session.kind_id))

    def facts(self) -> dict[str, Any]:
        """Return what was corrected, as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        notes = {SessionNote.Visibility.SHARED.value: data["shared"], SessionNote.Visibility.TEAM.value: data["team"]}
        return {"kind": data["kind"], "held_on": data["held_on"], "minutes": data["minutes"], "notes": notes}
