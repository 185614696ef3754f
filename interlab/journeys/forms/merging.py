"""What is decided before two records become one."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from interlab.core.forms import Form
from interlab.people.merging import Question


class MergeForm(Form):
    """One choice for each thing that the two records say differently, with the likely answer chosen."""

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.name] = forms.ChoiceField(
                label=capfirst(str(question.label)),
                help_text=str(question.hint),
                choices=question.options,
                initial=question.default or None,
                widget=forms.RadioSelect,
            )
