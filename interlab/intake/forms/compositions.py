"""What a group should be like, as it stands in the address; and choosing one, with the reasons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.core.forms import Form
from interlab.intake.composing import WAITING_AT_FIRST, Candidate, Wishes, usual_wishes

_MOST = 500
NUMBERS = ("places", "women", "others", "newcomers", "locals", "a_sector")


def _number(label: Any, *, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=_MOST, required=False)


class WishesForm(Form):
    """The wishes. What the address leaves out is as usual; who is pinned or left out is named by the code of their application."""

    places = _number(gettext_lazy("Places"), least=1)
    women = _number(gettext_lazy("Women, at least"))
    others = _number(gettext_lazy("Men or others, at least"))
    newcomers = _number(gettext_lazy("Newcomers, at least"))
    locals = _number(gettext_lazy("Locals, at least"))
    a_sector = _number(gettext_lazy("In one sector, at most"), least=1)

    def __init__(self, asked: Any, *, people: Sequence[Candidate], places: int) -> None:
        self.usual = usual_wishes(places)
        self.codes = {one.code for one in people}
        given = any(name in asked for name in NUMBERS)
        super().__init__(asked if given else None, initial={name: getattr(self.usual, name) for name in NUMBERS})
        self.pinned = frozenset(asked.getlist("pin")) & self.codes
        self.left_out = frozenset(asked.getlist("out")) & self.codes - self.pinned

    @property
    def wishes(self) -> Wishes:
        """The wishes as asked; a number that can't be read is as usual, and the form says so."""
        given = self.cleaned_data if self.is_bound and (self.is_valid() or self.errors) else {}
        numbers = {name: given[name] for name in NUMBERS if given.get(name) is not None}
        if self.is_bound and "a_sector" in given and given["a_sector"] is None:
            numbers["a_sector"] = None
        wishes = replace(self.usual, **numbers)
        return replace(wishes, pinned=self.pinned, left_out=self.left_out)

    @property
    def too_many_pinned(self) -> bool:
        return len(self.pinned) > self.wishes.places


class ChooseForm(Form):
    """Who gets a place, how many wait, and why."""

    waiting = forms.IntegerField(
        label=gettext_lazy("Then on the waiting list"),
        help_text=gettext_lazy("So many of the others, by their score. You can change every answer afterwards."),
        min_value=0,
        max_value=_MOST,
        initial=WAITING_AT_FIRST,
    )
    reasons = forms.CharField(
        label=gettext_lazy("Why this group"),
        help_text=gettext_lazy("For whoever asks later how you decided. It is kept with the choice."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say in a few words why this group: it is kept with the choice.")},
    )
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets a place"),
        error_messages={
            "required": gettext_lazy("Tick whoever gets a place."),
            "invalid_choice": gettext_lazy(
                "Somebody you ticked is no longer among the candidates: taken back or answered meanwhile. Look again."
            ),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.choices = [(one.code, one.name) for one in people]

    @property
    def ticked(self) -> set[str]:
        """The codes that are ticked on the page."""
        return set(self["chosen"].value() or [])


def too_many_pinned(places: int) -> str:
    """Return what to do when more people are fixed than there are places."""
    return _("More people are fixed in the group than there are places (%(places)s). Unfix somebody.") % {"places": places}
