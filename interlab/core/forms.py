"""What every form needs: showing an action's refusal beside the input it is about."""

from django import forms

from interlab.core.errors import DomainError


def show_refusal(form: forms.BaseForm, error: DomainError, **names: str) -> None:
    """Put an action's refusal into `form`, beside its field; `names` gives the form's own word for the action's."""
    field = names.get(error.field or "", error.field or "")
    form.add_error(field if field in form.fields else None, error.message)


class DayInput(forms.DateInput):
    """A day, picked in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
