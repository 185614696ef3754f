"""Narrowing the team's list of applications, and saying where one came from."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.accounts.models import Membership
from interlab.core.editing import EditForm
from interlab.core.forms import PlainSelect
from interlab.intake.application_list import Asked
from interlab.intake.models import Application, Call, Recommendation
from interlab.intake.steps import Step
from interlab.network.models import Source
from interlab.people.languages import language_name

# The calls that a choice offers: older ones are asked for by their own page.
_CALLS_OFFERED = 50


class ApplicationFilterForm(forms.Form):
    """What the list of applications is narrowed to. It lives in the address; what can't be read there narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Name, or the code they were given"), required=False, max_length=200)
    step = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False, widget=PlainSelect)
    call = forms.ChoiceField(label=pgettext_lazy("for applications", "Call"), required=False, widget=PlainSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, widget=PlainSelect)
    source = forms.ChoiceField(label=gettext_lazy("How they found us"), required=False, widget=PlainSelect)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = {call.code: call for call in Call.objects.visible_to(member)[:_CALLS_OFFERED]}
        self.sources = {source.code: source for source in Source.objects.filter(incubator_id=member.incubator_id)}
        spoken = sorted({code for call in self.calls.values() for code in call.languages})
        self.fields["step"].choices = [("", _("waits for an answer")), *Step.choices, ("all", _("all"))]
        self.fields["call"].choices = [("", _("all")), *((code, call.name) for code, call in self.calls.items())]
        self.fields["language"].choices = [("", _("all")), *((code, language_name(code)) for code in spoken)]
        self.fields["source"].choices = [("", _("all")), *((code, source.name) for code, source in self.sources.items())]

    def asked(self) -> Asked:
        """Return what the address asks for, without what couldn't be read."""
        self.is_valid()
        data = self.cleaned_data
        return Asked(
            q=data.get("q", ""),
            step=data.get("step", ""),
            call=self.calls.get(data.get("call", "")),
            source=self.sources.get(data.get("source", "")),
            language=data.get("language", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked than a search and where they stand."""
        return any(self.cleaned_data.get(name) for name in ("call", "language", "source"))

    def steps(self) -> list[tuple[str, str]]:
        """Return where applications stand, as the address says it and in words."""
        return [(str(value), str(label)) for value, label in self.fields["step"].choices]

    def applied(self) -> list[dict[str, str]]:
        """Return the filters in use: the name in the address, the label, and what was chosen in words."""
        found = []
        for name in ("q", "call", "language", "source"):
            if value := self.cleaned_data.get(name):
                words = dict(getattr(self.fields[name], "choices", ()))
                label = _("Search") if name == "q" else str(self[name].label)
                found.append({"name": name, "label": label, "text": str(words.get(value, value))})
        return found


class SourceForm(EditForm):
    """Where an application came from: how its writer found us, and which recommendation led to it."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("How they found us"),
        queryset=Source.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("not known"),
        widget=PlainSelect,
    )
    recommendation = forms.ModelChoiceField(
        label=gettext_lazy("Recommended by a partner"),
        queryset=Recommendation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("nobody"),
        widget=PlainSelect,
    )

    def __init__(self, *args: Any, application: Application, member: Membership, **kwargs: Any) -> None:
        kept = {name: getattr(getattr(application, name), "code", "") for name in ("source", "recommendation")}
        super().__init__(*args, row=application, **{"initial": kept, **kwargs})
        sources = Source.objects.filter(incubator_id=member.incubator_id)
        offered: Any = self.fields["source"]
        offered.queryset = sources.filter(Q(archived_at=None) | Q(code=kept["source"]))
        led: Any = self.fields["recommendation"]
        # One that led to somebody else's application is part of their file.
        free = Recommendation.objects.visible_to(member).filter(Q(applications=None) | Q(applications=application))
        led.queryset = free.distinct().order_by("-created_at", "-pk")
        led.label_from_instance = lambda row: f"{row.name} · {row.organisation}"
