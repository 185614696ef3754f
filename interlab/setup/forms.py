"""Forms of the settings."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from interlab.core.editing import EditForm
from interlab.core.forms import DayInput
from interlab.network.models import Incubator, Programme
from interlab.setup.rules import GIVEN_ROLES
from interlab.setup.vocabularies import Vocabulary

MOST_PLACES = 1000


def _name(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=help_text, widget=forms.TextInput(attrs={"dir": "auto"}))


class IncubatorForm(EditForm):
    """The incubator's own facts."""

    name = _name(_("Name of the incubator"), 120)
    city = forms.CharField(label=_("City"), required=False, max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}))
    quiet_after_days = forms.IntegerField(
        label=_("Days without news before somebody is called"),
        help_text=_("After this many days a person stands under “No news” on the page Today."),
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        widget=forms.NumberInput(attrs={"min": 1, "max": 365}),
    )


class ProgrammeForm(EditForm):
    """A programme's name."""

    name = _name(_("Name of the programme"), 120)


class LabelForm(EditForm):
    """A word's new name."""

    name = _name(_("Your word"), 80)


class NewLabelForm(LabelForm):
    """A new word, and which of the fixed meanings it has."""

    meaning = forms.ChoiceField(
        label=_("What it means for the figures"),
        help_text=_("This can't be changed afterwards: figures of other years lean on it. The word itself can."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meaning"].choices = vocabulary.model.Meaning.choices


class CohortForm(EditForm):
    """A cohort's name, days and places; its programme only while it is new."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="code", empty_label=None, widget=forms.RadioSelect
    )
    name = _name(_("Name of the cohort"), 120, _("For instance its season: Spring 2026."))
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    places = forms.IntegerField(
        label=_("Places"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_PLACES}),
    )

    def __init__(self, *args: Any, incubator: Incubator, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            programmes = Programme.objects.filter(incubator=incubator, archived_at=None)
            self.fields["programme"].queryset = programmes
            self.fields["programme"].initial = programmes.values_list("code", flat=True).first()
        else:
            del self.fields["programme"]


class MemberForm(EditForm):
    """A colleague: their name, how they sign in, what they do here."""

    name = _name(_("Name"), 200)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("They sign in with it: a code is sent there, no password is needed."),
        max_length=254,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in GIVEN_ROLES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, email: str = "needed", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if email == "known":
            del self.fields["email"]
        else:
            self.fields["email"].required = email == "needed"
