"""What one applicant is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.core.dates import today
from interlab.core.editing import EditForm
from interlab.core.forms import DayInput
from interlab.intake.answering import may_become, usual_words
from interlab.intake.models import Application, Decision

_ASKED = ("kind", "reason", "rank", "answer_by", "words", "door", "door_words")


class DecisionForm(EditForm):
    """The answer, with what it needs: a rank and a day for the waiting list; a reason, words and a next door for a refusal."""

    kind = forms.ChoiceField(label=gettext_lazy("Answer"), widget=forms.RadioSelect)
    rank = forms.IntegerField(label=gettext_lazy("Place on the waiting list"), min_value=1, max_value=9999, required=False)
    answer_by = forms.DateField(label=gettext_lazy("They hear again before"), widget=DayInput(), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For the team and its figures. The person reads your words."),
        choices=Decision.Reason.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("Your words for them"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    door = forms.ChoiceField(
        label=gettext_lazy("Next door"), choices=Decision.Door.choices, widget=forms.RadioSelect, required=False
    )
    door_words = forms.CharField(
        label=gettext_lazy("Which one"),
        help_text=gettext_lazy("Who, where, when, how to reach them. It stands in the message, in their language."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(
        self, *args: Any, application: Application, decision: Decision | None, language: str, because: str = "", **kwargs: Any
    ):
        row = decision or application
        super().__init__(*args, row=row, initial=first_answers(decision, language, because), **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(value, label) for value, label in Decision.Kind.choices if may_become(application, value)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        needed: dict[str, Any] = {}
        if kind == Decision.Kind.WAIT:
            needed = {"rank": _("Give a place on the list."), "answer_by": _("Say before which day they hear again.")}
        elif kind == Decision.Kind.NOT_NOW:
            needed = {
                "reason": _("Choose a reason."),
                "words": _("Write a few words for them: nobody is refused without."),
                "door": _("Choose where they can go next: nobody is refused without."),
                "door_words": _("Say which one, so that they find it."),
            }
        for name, words in needed.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        if kind == Decision.Kind.WAIT and data.get("answer_by") and data["answer_by"] < today():
            self.add_error("answer_by", _("This day is past. Choose one still to come."))
        return data


def first_answers(decision: Decision | None, language: str, because: str) -> dict[str, Any]:
    """Return what the form begins with: what is prepared; for a refusal without words yet, the usual ones of its reason."""
    found: dict[str, Any] = {name: getattr(decision, name) for name in _ASKED} if decision else {"kind": "", "words": ""}
    if because in Decision.Reason.values:
        found |= {"kind": Decision.Kind.NOT_NOW, "reason": because, "words": usual_words(because, language)}
    elif found["kind"] == Decision.Kind.NOT_NOW and not found["words"]:
        found["words"] = usual_words(found["reason"], language)
    return found
