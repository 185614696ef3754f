"""Which figures somebody asks for."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from interlab.core.dates import Period, today
from interlab.impact.figures import EARLIEST_YEAR, latest_year, years_of
from interlab.impact.populations import Scope
from interlab.network.models import Incubator, Programme


class ScopeForm(forms.Form):
    """A year and a programme, read from the address of the page. Nothing asked: the latest year, every programme."""

    year = forms.IntegerField(label=_("Year"), widget=forms.Select, min_value=EARLIEST_YEAR)
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, *args: Any, incubator: Incubator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incubator = incubator
        self.programmes = {one.code: one for one in Programme.objects.filter(incubator=incubator)}
        years = years_of(incubator)
        asked = str(self.data.get("year", ""))
        if asked.isdecimal() and len(asked) == 4 and int(asked) not in years:
            years = sorted({*years, int(asked)}, reverse=True)
        self.fields["year"].widget.choices = [(year, str(year)) for year in years]
        self.fields["programme"].choices = [
            ("", _("All programmes")),
            *((code, one.name) for code, one in self.programmes.items()),
        ]

    @classmethod
    def asked(cls, data: QueryDict, incubator: Incubator) -> "ScopeForm":
        """Return the form bound to an address or a posted form, filled in where nothing was said."""
        year = data.get("year") or latest_year(incubator)
        return cls({"year": year, "programme": data.get("programme", "")}, incubator=incubator)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > today().year:
            raise forms.ValidationError(_("There are no figures for this year. Choose another one."))
        return year

    @property
    def scope(self) -> Scope:
        """What was asked; only of a valid form."""
        programme = self.programmes.get(self.cleaned_data["programme"])
        return Scope(self.incubator, Period.year(self.cleaned_data["year"]), programme)

    @property
    def query(self) -> str:
        """What was asked, for the addresses of the pages that go with this one; only of a valid form."""
        asked = {"year": self.cleaned_data["year"], "programme": self.cleaned_data["programme"]}
        return urlencode({name: value for name, value in asked.items() if value})
