"""Forms of calls: what a call is, and whom the team told of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import members_of
from interlab.core.dates import today
from interlab.core.editing import EditForm
from interlab.core.forms import DayInput
from interlab.intake.actions.calls import CallFacts
from interlab.intake.actions.outreach import OutreachFacts
from interlab.intake.models import Call
from interlab.network.models import Cohort, Incubator, Programme, Source

MOST_PLACES = 1000
MOST_PEOPLE = 10_000
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def _number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    widget = forms.NumberInput(attrs={"min": least, "max": most})
    return forms.IntegerField(label=label, validators=limits, widget=widget, **more)


def _one_of(label: Any, empty: Any, **more: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(label=label, queryset=None, to_field_name="code", empty_label=empty, **more)


class CallForm(EditForm):
    """A call: of which programme, when, for how many, in which languages, and who answers when."""

    name = forms.CharField(
        label=_("Name of the call"),
        max_length=120,
        help_text=_("As everybody reads it, for instance: Spring group."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    programme = _one_of(_("Programme"), None)
    cohort = _one_of(_("For which group"), _("none: people begin one by one"), required=False)
    opens_on = forms.DateField(label=_("First day"), widget=DayInput(), initial=today)
    closes_on = forms.DateField(
        label=_("Last day"), help_text=_("Empty: it stays open until you close it."), widget=DayInput(), required=False
    )
    places = _number(_("Places"), 1, MOST_PLACES, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages of the form"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    answer_days = _number(
        _("Days until the answer"),
        1,
        120,
        initial=14,
        help_text=_("Everybody who applies reads it: how soon they hear from you."),
    )
    answered_by = _one_of(_("Who answers"), _("the team"), required=False)

    def __init__(self, *args: Any, incubator: Incubator, call: Call | None = None, **kwargs: Any) -> None:
        if call is not None:
            kwargs["initial"] = _known(call)
        super().__init__(*args, row=call, **kwargs)
        kept = Q(pk=call.programme_id) if call is not None else Q(pk=None)
        programmes = Programme.objects.filter(Q(archived_at=None) | kept, incubator=incubator)
        self.fields["programme"].queryset = programmes
        kept = Q(pk=call.cohort_id) if call is not None else Q(pk=None)
        cohorts = Cohort.objects.filter(Q(closed_on=None) | kept, incubator=incubator)
        self.fields["cohort"].queryset = cohorts.select_related("programme")
        self.fields["answered_by"].queryset = members_of(incubator).of_team()
        self.fields["languages"].choices = [(code, get_language_info(code)["name_translated"]) for code in LANGUAGES]
        if call is None:
            self.fields["languages"].initial = LANGUAGES
        for code in LANGUAGES:
            label = _("Some words for everybody, in %(language)s") % {"language": get_language_info(code)["name_translated"]}
            attrs = {"rows": 3, "lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}
            self.fields[f"intro_{code}"] = forms.CharField(
                label=label, max_length=600, required=False, widget=forms.Textarea(attrs=attrs)
            )

    def facts(self) -> CallFacts:
        """Return what was typed."""
        typed = dict(self.cleaned_data)
        intro = {code: typed.pop(f"intro_{code}") for code in LANGUAGES}
        return CallFacts(intro=intro, **typed)


def _known(call: Call) -> dict[str, Any]:
    plain = ("name", "opens_on", "closes_on", "places", "languages", "answer_days")
    known: dict[str, Any] = {name: getattr(call, name) for name in plain}
    for name in ("programme", "cohort", "answered_by"):
        row: Any = getattr(call, name)
        known[name] = row.code if row is not None else ""
    return known | {f"intro_{code}": call.intro.get(code, "") for code in LANGUAGES}


class OutreachForm(EditForm):
    """On which day, where and how many people were told of a call."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=today)
    where = forms.CharField(
        label=_("Where"),
        max_length=120,
        help_text=_("For instance: the market, a partner’s evening, the newsletter."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    people = _number(_("How many people"), 1, MOST_PEOPLE)
    source = _one_of(_("Source"), _("none"), required=False)

    def __init__(self, *args: Any, incubator: Incubator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.in_use().filter(incubator=incubator)

    def facts(self) -> OutreachFacts:
        """Return what was typed."""
        return OutreachFacts(**self.cleaned_data)
