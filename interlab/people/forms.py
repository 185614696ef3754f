"""What is asked about a person. Only the full name is needed; everything else can come later."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.core.dates import today
from interlab.core.editing import EditForm
from interlab.core.forms import PlainSelect
from interlab.core.text import words
from interlab.people.actions import PersonFacts
from interlab.people.findable import digits_of
from interlab.people.languages import language_choices, language_name
from interlab.people.models import ContactPoint, Person, PersonLanguage

MOST_ROWS = 12
LANGUAGE_ROWS = 3
Kind = ContactPoint.Kind
_INPUTS: dict[str, dict[str, str]] = {
    Kind.PHONE: {"type": "tel", "dir": "ltr", "autocomplete": "off"},
    Kind.WHATSAPP: {"type": "tel", "dir": "ltr", "autocomplete": "off"},
    Kind.EMAIL: {"type": "email", "dir": "ltr", "autocomplete": "off"},
    Kind.OTHER: {"dir": "auto"},
}


class PersonForm(EditForm):
    """The facts of a person: names, ways to reach them, languages, and what they chose to say of themselves."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        help_text=gettext_lazy("As the person writes it, in any alphabet."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    called = forms.CharField(
        label=gettext_lazy("What we call them"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    interpreter_wanted = forms.BooleanField(label=gettext_lazy("Wants an interpreter"), required=False)
    municipality = forms.CharField(
        label=gettext_lazy("Municipality"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        help_text=gettext_lazy("Funders ask about parity."),
        required=False,
        choices=[("", gettext_lazy("not said")), *Person.Gender.choices],
        widget=forms.RadioSelect,
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"), help_text=gettext_lazy("The year is enough."), required=False, min_value=1900
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Newcomer or local"),
        help_text=gettext_lazy("As the person sees it."),
        required=False,
        choices=[("", gettext_lazy("not said")), *Person.Standing.choices],
        widget=forms.RadioSelect,
    )
    migration_value = forms.CharField(
        label=gettext_lazy("For locals: how does the project value migration?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        if person is not None:
            kwargs["initial"] = {**_facts_of(person), **(kwargs.get("initial") or {})}
        super().__init__(*args, row=person, **kwargs)
        self._add_contacts()
        self._add_languages()

    def unit_of(self, name: str) -> str:
        """Return the list a numbered field belongs to: languages are one answer, so are the phones, the e-mails…"""
        kind = name.rpartition("_")[0] if name[-1].isdigit() else name
        return "language" if kind == "level" else kind

    def _rows(self, prefix: str, least: int) -> range:
        """Return the numbers of the rows called `prefix`: those known, those sent, and some empty ones."""
        names = {*(self.initial or {}), *(self.data or {})}
        used = [n for n in range(MOST_ROWS) if f"{prefix}_{n}" in names]
        return range(min(MOST_ROWS, max(least, max(used, default=-1) + 1)))

    def _add_contacts(self) -> None:
        for kind in Kind:
            for n in self._rows(kind, 0 if kind == Kind.OTHER else 1):
                attrs = dict(_INPUTS[kind])
                field = forms.CharField(label=capfirst(Kind(kind).label), required=False, max_length=254)
                field.widget = forms.TextInput(attrs={**attrs, "maxlength": "254"})
                field.widget.input_type = attrs.pop("type", "text")
                self.fields[f"{kind}_{n}"] = field

    def _add_languages(self) -> None:
        known = len(self.person.languages.all()) if self.person else 0
        choices = language_choices()
        offered = {code for code, _name in choices}
        for n in self._rows("language", max(LANGUAGE_ROWS, known + 1)):
            current = (self.initial or {}).get(f"language_{n}")
            own = [(current, language_name(current))] if current and current not in offered else []
            self.fields[f"language_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Language"), required=False, choices=[*choices, *own], widget=PlainSelect
            )
            self.fields[f"level_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Level"),
                required=False,
                choices=[("", gettext_lazy("level not said")), *PersonLanguage.Level.choices],
                widget=PlainSelect,
            )

    @property
    def contact_fields(self) -> list[BoundField]:
        return [self[f"{kind}_{n}"] for kind in Kind for n in range(MOST_ROWS) if f"{kind}_{n}" in self.fields]

    @property
    def language_rows(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"language_{n}"], self[f"level_{n}"]) for n in range(MOST_ROWS) if f"language_{n}" in self.fields]

    def clean_full_name(self) -> str:
        name: str = self.cleaned_data["full_name"]
        if not words(name):
            raise ValidationError(_("Write a name with at least one letter."))
        return name

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > today().year:
            raise ValidationError(_("This year is still to come."))
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for field in self.contact_fields:
            if problem := _problem_of(field.name.rsplit("_", 1)[0], data.get(field.name, "")):
                self.add_error(field.name, problem)
        seen: set[str] = set()
        for language, level in self.language_rows:
            code = data.get(language.name, "")
            if data.get(level.name) and not code:
                self.add_error(language.name, _("Say which language this level is for."))
            if code and code in seen:
                self.add_error(language.name, _("This language is there twice."))
            seen.add(code)
        return data

    def contacts(self) -> list[tuple[str, str]]:
        """Return the ways to reach the person, in the order they were in, new ones last."""
        rows = [(field.name.rsplit("_", 1)[0], self.cleaned_data.get(field.name, "")) for field in self.contact_fields]
        given = [row for row in dict.fromkeys(rows) if row[1]]
        known = [(row.kind, row.value) for row in self.person.contacts.all()] if self.person else []
        return [*(row for row in known if row in given), *(row for row in given if row not in known)]

    def facts(self) -> PersonFacts:
        """Return what was said. Only for a valid form."""
        data = self.cleaned_data
        languages = [(data[language.name], data[level.name]) for language, level in self.language_rows if data[language.name]]
        names = (
            "full_name",
            "called",
            "gender",
            "birth_year",
            "standing",
            "migration_value",
            "municipality",
            "interpreter_wanted",
        )
        return PersonFacts(**{name: data[name] for name in names}, languages=tuple(languages), contacts=tuple(self.contacts()))


def _problem_of(kind: str, value: str) -> str:
    if value and kind in (Kind.PHONE, Kind.WHATSAPP) and not digits_of(value):
        return _("A number has digits. Write it as you dial it.")
    if value and kind == Kind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            return _("This doesn’t look like an e-mail address. Check it with the person.")
    return ""


def _facts_of(person: Person) -> dict[str, Any]:
    names = ("full_name", "called", "gender", "birth_year", "standing", "migration_value", "municipality", "interpreter_wanted")
    initial: dict[str, Any] = {name: getattr(person, name) for name in names}
    initial |= _numbered((contact.kind, contact.value) for contact in person.contacts.all())
    for n, row in enumerate(person.languages.all()):
        initial |= {f"language_{n}": row.language, f"level_{n}": row.level}
    return initial


def _numbered(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for kind, value in rows:
        found[f"{kind}_{counts.get(kind, 0)}"] = value
        counts[kind] = counts.get(kind, 0) + 1
    return found
