"""Forms of what a call asks: one question in several languages, and the whole as text."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from interlab.core.editing import EditForm
from interlab.core.questions.declared import LONGEST, WITH_OPTIONS, Question, text
from interlab.intake.declaring import FIXED_OPTIONS, INDISPENSABLE
from interlab.intake.models import Call

_NEW_OPTIONS = 3
_LONGEST_JSON = 100_000


def _words(label: str, code: str, longest: int, rows: int = 0) -> forms.CharField:
    attrs: dict[str, Any] = {"lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}
    widget = forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget)


class QuestionForm(EditForm):
    """A question's words, answers and circumstances. What kind it is and what it is to us were chosen when it was added."""

    required = forms.BooleanField(label=gettext_lazy("It has to be answered"), required=False)
    after_check = forms.BooleanField(
        label=gettext_lazy("Asked after sending, with its reason in the help text; may be skipped"), required=False
    )
    shown_if = forms.MultipleChoiceField(
        label=gettext_lazy("Shown only after these answers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    longest = forms.IntegerField(label=gettext_lazy("Letters at most"), required=False, min_value=0, max_value=5000)

    def __init__(self, *args: Any, call: Call, asked: Iterable[Question], row: dict[str, Any], **kwargs: Any) -> None:
        self.asked, self.question, self.languages = asked, row, list(call.languages) or ["fr"]
        self.values = [option["value"] for option in row.get("options", [])]
        known = {name: row[name] for name in ("required", "after_check", "longest") if name in row}
        conditions = [f"{name}:{value}" for name, wanted in row.get("shown_if", {}).items() for value in wanted]
        super().__init__(*args, row=call, initial={**known, "shown_if": conditions, **self._texts()}, **kwargs)
        self._declare()

    def unit_of(self, name: str) -> str:
        return "options" if name.startswith("option_") else name

    def _texts(self) -> dict[str, str]:
        known = {f"{what}_{code}": words for what in ("label", "help") for code, words in self.question.get(what, {}).items()}
        for number, option in enumerate(self.question.get("options", [])):
            known |= {f"option_{code}_{number}": words for code, words in option["label"].items()}
        return known

    def _declare(self) -> None:
        for code in self.languages:
            name = get_language_info(code)["name_translated"]
            self.fields[f"label_{code}"] = _words(_("Question, in %(language)s") % {"language": name}, code, 200, rows=2)
            self.fields[f"help_{code}"] = _words(_("Help, in %(language)s") % {"language": name}, code, 600, rows=3)
            for number in range(self._lines):
                label = _("Answer %(number)s, in %(language)s") % {"number": number + 1, "language": name}
                self.fields[f"option_{code}_{number}"] = _words(label, code, 120)
        if self.question["kind"] not in LONGEST:
            del self.fields["longest"]
        if self.question.get("fills") in INDISPENSABLE:
            for name in ("required", "after_check", "shown_if"):
                del self.fields[name]
        elif choices := self._conditions():
            self.fields["shown_if"].choices = choices
        else:
            del self.fields["shown_if"]

    @property
    def _lines(self) -> int:
        if self.question["kind"] not in WITH_OPTIONS:
            return 0
        return len(self.values) if self.has_fixed_answers else len(self.values) + _NEW_OPTIONS

    @property
    def has_fixed_answers(self) -> bool:
        """Whether the answers mean something to us: reworded, never others."""
        return self.question.get("fills") in FIXED_OPTIONS

    def _conditions(self) -> list[tuple[str, str]]:
        found = []
        for question in self.asked:
            if question.id == self.question["id"]:
                break
            found += [
                (f"{question.id}:{option.value}", f"{text(question.label, self._first)} → {text(option.label, self._first)}")
                for option in question.options
            ]
        return found

    @property
    def _first(self) -> str:
        return self.languages[0]

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as facts of a declared question."""
        typed = self.cleaned_data
        facts: dict[str, Any] = {name: typed[name] for name in ("required", "after_check", "longest") if name in self.fields}
        for what in ("label", "help"):
            # Words in a language that the call has no more are kept.
            gone = {code: words for code, words in self.question.get(what, {}).items() if code not in self.languages}
            facts[what] = {code: words for code in self.languages if (words := typed.get(f"{what}_{code}"))} | gone
        if "shown_if" in self.fields:
            facts["shown_if"] = _grouped(typed["shown_if"])
        if self.question["kind"] in WITH_OPTIONS:
            facts["options"] = self._options(typed)
        return facts

    def _options(self, typed: dict[str, Any]) -> list[dict[str, Any]]:
        found, before = [], {option["value"]: option["label"] for option in self.question.get("options", [])}
        taken = set(self.values)
        for number in range(self._lines):
            words = {code: said for code in self.languages if (said := typed.get(f"option_{code}_{number}"))}
            is_new = number >= len(self.values)
            if not words and (is_new or not self.has_fixed_answers):
                continue
            value = _short_name(next(iter(words.values())), taken) if is_new else self.values[number]
            gone = {code: said for code, said in before.get(value, {}).items() if code not in self.languages}
            found.append({"value": value, "label": words | gone})
        return found

    def lines(self) -> list[tuple[int, list[Any]]]:
        """Return the fields of the answers: a line for each answer, a field for each language."""
        return [(number + 1, [self[f"option_{code}_{number}"] for code in self.languages]) for number in range(self._lines)]

    def words(self) -> list[tuple[str, str, Any, Any]]:
        """Return code, name, label and help of each language."""
        named = [(code, get_language_info(code)["name_translated"]) for code in self.languages]
        return [(code, name, self[f"label_{code}"], self[f"help_{code}"]) for code, name in named]

    def circumstances(self) -> list[Any]:
        """Return the other fields."""
        return [self[name] for name in ("required", "after_check", "longest", "shown_if") if name in self.fields]


def _grouped(pairs: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, value = pair.split(":", 1)
        found.setdefault(name, []).append(value)
    return found


def _short_name(words: str, taken: set[str]) -> str:
    """Return a short name for a new answer, in plain letters where its words have some."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30]
    if not name or not name[0].isalpha():
        name = "answer"
    numbered = (f"{name}_{number}" for number in range(2, 100))
    found = name if name not in taken else next(other for other in numbered if other not in taken)
    taken.add(found)
    return found


class DeclarationForm(EditForm):
    """All questions of a call as text, to be copied from one call or incubator to another."""

    declaration = forms.CharField(
        label=gettext_lazy("The questions as text (JSON)"),
        max_length=_LONGEST_JSON,
        widget=forms.Textarea(attrs={"rows": 24, "dir": "ltr", "spellcheck": "false", "class": "code"}),
    )

    def clean_declaration(self) -> Any:
        """Read the text; where it can't be read is said by line and column."""
        try:
            declaration = json.loads(self.cleaned_data["declaration"])
            # Letters that no database keeps can be written in JSON.
            json.dumps(declaration, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError) as error:
            line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
            message = _("This can't be read: look at line %(line)s, letter %(column)s.") % {"line": line, "column": column}
            raise forms.ValidationError(message) from error
        if "\\u0000" in json.dumps(declaration):
            raise forms.ValidationError(_("A letter in it can't be kept."))
        return declaration
