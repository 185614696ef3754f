"""What is typed about messages: another way, a team's own words, its quiet hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interlab.core.editing import EditForm
from interlab.core.forms import Form
from interlab.notices.models import Channel, OwnWording, QuietHours
from interlab.notices.wording import Written


class TimeInput(forms.TimeInput):
    """A time of day, picked in the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class OtherWayForm(Form):
    """One of the ways to the person."""

    way = forms.ChoiceField(label=_("Send it by"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways
        names = dict(Channel.choices)
        self.fields["way"].choices = [(f"{channel}:{address}", f"{names[channel]} · {address}") for channel, address in ways]

    def chosen(self) -> tuple[str, str]:
        """Return the (channel, address) that was chosen."""
        channel, _separator, address = self.cleaned_data["way"].partition(":")
        return channel, address


_OWN = forms.fields_for_model(OwnWording, ("subject", "body", "text"))
_HOURS = forms.fields_for_model(
    QuietHours, ("starts_at", "ends_at", "sundays"), widgets={"starts_at": TimeInput(), "ends_at": TimeInput()}
)


class WordingForm(EditForm):
    """A team's own words for one kind of message in one language."""

    subject, body, text = _OWN["subject"], _OWN["body"], _OWN["text"]

    def __init__(self, *args: Any, has_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 12
        self.fields["text"].widget.attrs["rows"] = 4
        if not has_text:
            del self.fields["text"]

    def words(self) -> Written:
        """Return what was typed."""
        typed = {name: value.replace("\r\n", "\n") for name, value in self.cleaned_data.items()}
        return Written(typed["subject"], typed["body"], typed.get("text", ""))


class QuietHoursForm(EditForm):
    """When messages don't leave."""

    starts_at, ends_at, sundays = _HOURS["starts_at"], _HOURS["ends_at"], _HOURS["sundays"]
