"""Forms of readers: scores and comments, a conflict, a recording written down."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interlab.core.editing import EditForm
from interlab.core.forms import Form
from interlab.intake.models import Conflict, Criterion, Reading, Upload

_LONGEST = 5000


def _words(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=_LONGEST, widget=area)


class ScoresForm(Form):
    """A level for each line of the rubric, a comment for the team, one for the applicant."""

    for_team = _words(_("For the team"), _("Only the team reads it, when it decides."))
    for_applicant = _words(_("For the applicant"), _("What is strong, what could come next. The team may pass it on."))

    def __init__(self, *args: Any, criteria: Sequence[Criterion], reading: Reading, **kwargs: Any) -> None:
        known = {f"score_{code}": level for code, level in reading.scores.items()}
        known |= {"for_team": reading.for_team, "for_applicant": reading.for_applicant}
        super().__init__(*args, initial=known, **kwargs)
        self.criteria = list(criteria)
        comments = {name: self.fields.pop(name) for name in ("for_team", "for_applicant")}
        for one in self.criteria:
            levels = [(level, f"{level} · {words}") for level, words in enumerate(one.anchors)]
            self.fields[f"score_{one.code}"] = forms.TypedChoiceField(
                label=one.name, choices=levels, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
            )
        self.fields.update(comments)

    def scored(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Return each line of the rubric with its field."""
        return [(one, self[f"score_{one.code}"]) for one in self.criteria]

    @property
    def scores(self) -> dict[str, int]:
        """The levels that were chosen, by the line's code."""
        chosen = {one.code: self.cleaned_data.get(f"score_{one.code}") for one in self.criteria}
        return {code: level for code, level in chosen.items() if level is not None}


class ConflictForm(Form):
    """Why somebody can't judge an application."""

    reason = forms.ChoiceField(label=_("Why?"), choices=Conflict.Reason.choices, widget=forms.RadioSelect)


class TranscriptForm(EditForm):
    """What each recording of an application says."""

    def __init__(self, *args: Any, uploads: Sequence[Upload], **kwargs: Any) -> None:
        known = {f"words_{n}": upload.transcript for n, upload in enumerate(uploads)}
        super().__init__(*args, initial=known, **kwargs)
        for name in known:
            area = forms.Textarea(attrs={"rows": 8, "dir": "auto"})
            self.fields[name] = forms.CharField(
                label=_("What the recording says"), required=False, max_length=20_000, widget=area
            )
