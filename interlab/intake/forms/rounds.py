"""Forms of rounds: what a round is like and looks at, and who reads in it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.core.editing import EditForm
from interlab.core.forms import DayInput
from interlab.intake.actions.rounds import Line, RoundFacts
from interlab.intake.models import Reader, Round
from interlab.network.models import Incubator, Sector

MOST_LINES = 8


class RoundForm(EditForm):
    """A round, and its lines: each a name, a weight, and five levels in words, one a line."""

    name = forms.CharField(label=_("Name of the round"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    kind = forms.ChoiceField(label=_("What is done"), choices=Round.Kind.choices, widget=forms.RadioSelect)
    readings_each = forms.IntegerField(
        label=_("Readings of each application"),
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        widget=forms.NumberInput(attrs={"min": 1, "max": 10}),
    )
    is_blind = forms.BooleanField(
        label=_("Blind reading"),
        help_text=_("Name, gender, origin, contact, picture and voice are hidden from readers."),
        required=False,
    )
    wants_sector = forms.BooleanField(label=_("Where possible, one reader who knows the trade"), required=False)
    wants_language = forms.BooleanField(label=_("Where possible, one reader who speaks the language"), required=False)
    ends_on = forms.DateField(label=_("Read before"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(MOST_LINES):
            self.fields[f"code_{n}"] = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("What is looked at"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
            )
            self.fields[f"weight_{n}"] = forms.IntegerField(
                label=_("Weight, 1 to 5"),
                required=False,
                validators=[MinValueValidator(1), MaxValueValidator(5)],
                widget=forms.NumberInput(attrs={"min": 1, "max": 5}),
            )
            self.fields[f"anchors_{n}"] = forms.CharField(
                label=_("Five levels in words, one a line, from 0 to 4"),
                required=False,
                max_length=1500,
                widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
            )

    def lines(self) -> list[list[forms.BoundField]]:
        """Return the fields of each line of the rubric."""
        return [[self[f"{part}_{n}"] for part in ("code", "name", "weight", "anchors")] for n in range(MOST_LINES)]

    def facts_fields(self) -> list[forms.BoundField]:
        """Return the fields of the round itself."""
        names = ("name", "kind", "readings_each", "is_blind", "wants_sector", "wants_language", "ends_on")
        return [self[name] for name in names]

    @property
    def facts(self) -> RoundFacts:
        """What was typed of the round itself."""
        known = self.cleaned_data
        return RoundFacts(**{name: known[name] for name in RoundFacts.__dataclass_fields__})

    @property
    def rubric(self) -> list[Line]:
        """The lines that were typed; one without a name is left out."""
        known = self.cleaned_data
        return [
            Line(
                known[f"name_{n}"],
                known[f"weight_{n}"] or 1,
                [words.strip() for words in known[f"anchors_{n}"].splitlines() if words.strip()],
                known[f"code_{n}"],
            )
            for n in range(MOST_LINES)
            if known[f"name_{n}"]
        ]


def shown_lines(rubric: list[Line]) -> dict[str, Any]:
    """Return lines of a rubric as a form first shows them."""
    shown: dict[str, Any] = {}
    for n, line in enumerate(rubric[:MOST_LINES]):
        shown |= {
            f"code_{n}": line.code,
            f"name_{n}": line.name,
            f"weight_{n}": line.weight,
            f"anchors_{n}": "\n".join(line.anchors),
        }
    return shown


class ReaderForm(EditForm):
    """What a reader knows, and how much they can take; who it is only while they are new."""

    member = forms.ModelChoiceField(
        label=_("Who reads"), queryset=Membership.objects.none(), to_field_name="code", empty_label=None, widget=forms.RadioSelect
    )
    capacity = forms.IntegerField(
        label=_("At most"),
        help_text=_("Applications in this round. Empty: as many as their share."),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
        widget=forms.NumberInput(attrs={"min": 0, "max": 1000}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages they read"), required=False, choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    sectors = forms.ModelMultipleChoiceField(
        label=_("Trades they know"),
        required=False,
        queryset=Sector.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, incubator: Incubator, members: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sectors"].queryset = Sector.objects.filter(incubator=incubator, archived_at=None)
        if members is None:
            del self.fields["member"]
        else:
            self.fields["member"].queryset = members


def known_of(reader: Reader) -> dict[str, Any]:
    """Return what is known of a reader, as a form first shows it."""
    return {
        "capacity": reader.capacity,
        "languages": reader.languages,
        "sectors": [one.code for one in reader.sectors.all()],
    }
