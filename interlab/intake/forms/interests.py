"""The form of somebody who wants to hear when the next call opens."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from interlab.accounts.forms import WayInField
from interlab.core.forms import Form
from interlab.network.models import Incubator, Programme


class InterestForm(Form):
    """One way to reach them, the language, and a name if they like."""

    contact = WayInField(label=_("Your phone or e-mail"), help_text=_("One is enough."))
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("In which language do we write?"), widget=forms.RadioSelect)
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("For which programme?"),
        required=False,
        to_field_name="code",
        empty_label=_("any of them"),
    )
    # People don't see it; machines fill in everything.
    website = forms.CharField(required=False, max_length=2000)

    def __init__(self, incubator: Incubator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [(code, _own_name(code)) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = languages
        self.fields["language"].initial = get_language()
        programmes = Programme.objects.filter(incubator=incubator, archived_at=None)
        self.fields["programme"].queryset = programmes

    @property
    def is_of_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))


def _own_name(code: str) -> str:
    return str(get_language_info(code)["name_local"]).capitalize()
