"""What every form needs: holding what was typed before a visit ended, and an action's refusal beside the input it is about."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interlab.core.errors import DomainError
from interlab.core.kept import typed_before


class Form(forms.Form):
    """A form of ours. Shown again after the visit had ended, it holds what was typed into it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = None if self.is_bound else typed_before()
        if self.kept is not None:
            # Which rows a form has may depend on what is in it.
            self.initial = {**self.initial, **self.kept.dict()}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if self.kept is not None:
            return field.widget.value_from_datadict(self.kept, MultiValueDict(), self.add_prefix(field_name))
        return super().get_initial_for_field(field, field_name)


def show_refusal(form: forms.BaseForm, error: DomainError, **names: str) -> None:
    """Put an action's refusal into `form`, beside its field; `names` gives the form's own word for the action's."""
    field = names.get(error.field or "", error.field or "")
    form.add_error(field if field in form.fields else None, error.message)


class DayInput(forms.DateInput):
    """A day, picked in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlainSelect(forms.Select):
    """A list of choices without groups, drawn at once: Django's own draws a template for every choice."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        rows = (("" if key is None else str(key), label) for key, label in self.choices)
        options = format_html_join(
            "", '<option value="{}"{}>{}</option>', ((key, _SELECTED[key in chosen], label) for key, label in rows)
        )
        return format_html("<select{}>{}</select>", flatatt({"name": name, **self.build_attrs(self.attrs, attrs)}), options)


_SELECTED = {True: mark_safe(" selected"), False: ""}


def status_of(form: forms.BaseForm) -> int:
    """Return the status of a page that shows `form`: 409 when somebody else changed the same, 422 when there is something to correct."""
    if not form.is_bound:
        return 200
    if getattr(form, "clashes", None) or getattr(form, "moved", False):
        return 409
    return 422
