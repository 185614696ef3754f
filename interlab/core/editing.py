"""Two people correct the same thing at once: nothing of either is lost.

A form of something that is there (`EditForm`) carries a short digest of each answer it showed. When it comes back, three are
compared: what was shown, what is there now, what was typed. Changed by one side only: that side's stands. Changed by both: nothing is
saved, both are shown, and the person chooses. `to_edit` holds the row meanwhile, so that nobody changes it between look and save.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django import forms
from django.db import connection, models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from interlab.core.forms import Form

Row = TypeVar("Row", bound=models.Model)
SHOWN = "shown"
_NUMBERED = re.compile(r"_(\d+)$")


@dataclass(frozen=True)
class Change:
    """Who changed something last, and when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Clash:
    """One answer that two people changed: what each wrote, in words, and the name of the choice between them."""

    label: str
    choice: str
    theirs: list[str]
    mine: list[str]
    by: Change | None


_TELLERS: list[Callable[[models.Model], Change | None]] = []


def tells_changes(teller: Callable[[models.Model], Change | None]) -> Callable[[models.Model], Change | None]:
    """Let an app's `changes.py` say who changed a row last."""
    _TELLERS.append(teller)
    return teller


def last_change(row: models.Model | None) -> Change | None:
    """Return who changed `row` last, if anybody knows."""
    autodiscover_modules("changes")
    return next((change for teller in _TELLERS if row is not None and (change := teller(row))), None)


def hold(request: HttpRequest, rows: QuerySet[Row], **named: Any) -> None:
    """While a form is being saved, let whoever else saves the same row wait until that is done."""
    if request.method == "POST" and connection.features.has_select_for_update:
        # A query of its own: PostgreSQL would give the rows joined to it as they were before it waited.
        bare = rows.order_by().select_related(None).prefetch_related(None)
        list(bare.filter(**named).only("pk").select_for_update(of=("self",)))


def to_edit(request: HttpRequest, rows: QuerySet[Row], **named: Any) -> Row:
    """Return the one row, or answer 404. While a form is being saved, nobody else changes it."""
    hold(request, rows, **named)
    return get_object_or_404(rows, **named)


class EditForm(Form):
    """A form of something that is there: `row`. Without a row (something new) it is a form like any other.

    `watched` are facts it shows without asking them, such as the state it moves on from: each as it is compared, and in words.
    What is only suggested (`initial` of a field, such as today) is nothing that somebody else could have changed.
    """

    def __init__(
        self, *args: Any, row: models.Model | None = None, watched: Mapping[str, tuple[Any, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.watched = row, {name: (str(fact or ""), words) for name, (fact, words) in (watched or {}).items()}
        self.clashes: dict[str, Clash] = {}
        self.moved: list[str] = []
        if row is not None:
            self.fields[SHOWN] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)

    def unit_of(self, name: str) -> str:
        """Return what the field called `name` belongs to: itself, or a list that is one answer."""
        return name

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        return self.token if field_name == SHOWN and self.kept is None else super().get_initial_for_field(field, field_name)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.clashes and not self.moved

    def full_clean(self) -> None:
        if self.is_bound and self.row is not None:
            self._compare()
        super().full_clean()
        if hasattr(self, "cleaned_data"):
            self.cleaned_data.pop(SHOWN, None)

    @cached_property
    def changed_by(self) -> Change | None:
        """Who changed the row last."""
        return last_change(self.row)

    @cached_property
    def token(self) -> str:
        """What is there now, as short digests."""
        answers = {unit: self._there(names) for unit, names in self._units().items()}
        return " ".join(
            [f"{unit}:{_digest(there)}" for unit, there in answers.items()]
            + [f"={name}:{_digest([fact])}" for name, (fact, _words) in self.watched.items()]
        )

    def _units(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, field in self.fields.items():
            suggested = name not in self.initial and field.initial is not None
            if name != SHOWN and not suggested:
                found.setdefault(self.unit_of(name), []).append(name)
        return found

    def _there(self, names: list[str]) -> list[str]:
        return _trimmed([_as_sent(self.fields[name], self.get_initial_for_field(self.fields[name], name)) for name in names])

    def _typed(self, names: list[str]) -> list[str]:
        sent = [(self.fields[name], self[name].data) for name in names]
        return _trimmed([_as_sent(field, value) for field, value in sent])

    def _compare(self) -> None:
        shown = dict(part.split(":", 1) for part in str(self.data.get(self.add_prefix(SHOWN), "")).split() if ":" in part)
        if not shown:
            # Nothing says what was seen: an old page, or a program.
            return
        facts = ((shown.get(f"={name}"), fact, words) for name, (fact, words) in self.watched.items())
        self.moved = [words for seen, fact, words in facts if seen not in (None, _digest([fact]))]
        for unit, names in self._units().items():
            there, typed, seen = self._there(names), self._typed(names), shown.get(unit)
            if self.data.get(f"keep-{unit}") == "theirs":
                self._take_theirs(names)
            elif there == typed or (seen == _digest(there) if seen else not self.moved):
                continue
            elif seen == _digest(typed):
                self._take_theirs(names)
            else:
                self.clashes[unit] = self._clash(unit, names)
        self._say({SHOWN: self.token})

    def _say(self, answers: Mapping[str, Any]) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in answers.items():
            if isinstance(value, list) and hasattr(data, "setlist"):
                data.setlist(self.add_prefix(name), value)
            elif value is None:
                data.pop(self.add_prefix(name), None)
            else:
                data[self.add_prefix(name)] = value
        self.data = data

    def _take_theirs(self, names: list[str]) -> None:
        self._say({name: _to_send(self.fields[name], self.get_initial_for_field(self.fields[name], name)) for name in names})

    def _clash(self, unit: str, names: list[str]) -> Clash:
        values = [(name, self.get_initial_for_field(self.fields[name], name)) for name in names]
        typed = [(name, self[name].data) for name in names]
        label = str(self[names[0]].label)
        return Clash(label, f"keep-{unit}", self._in_words(values), self._in_words(typed), self.changed_by)

    def _in_words(self, values: list[tuple[str, Any]]) -> list[str]:
        """Return answers as a person reads them, a line each; those with one number stand in one line."""
        lines: dict[str, list[str]] = {}
        for name, value in values:
            number = _NUMBERED.search(name)
            if words := _as_read(self.fields[name], value):
                lines.setdefault(number[1] if number else name, []).append(words)
        return [", ".join(parts) for parts in lines.values()]

    def clash_of(self, name: str) -> Clash | None:
        """Return what two people wrote where the field called `name` stands; of a list, at its first field."""
        unit = self.unit_of(name)
        clash = self.clashes.get(unit)
        return clash if clash and self._units()[unit][0] == name else None


def _trimmed(values: list[str]) -> list[str]:
    while values and not values[-1]:
        values.pop()
    return values


def _digest(values: list[str]) -> str:
    return hashlib.sha256("\x1f".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _to_send(field: forms.Field, value: Any) -> Any:
    """Return an answer as a browser would send it; None for a tick that isn't set."""
    if isinstance(field, forms.BooleanField):
        return "on" if field.to_python(value) else None
    shown: Any = field.widget.format_value(field.prepare_value(value))
    if isinstance(shown, list | tuple):
        chosen = [str(one) for one in shown if one not in (None, "")]
        return sorted(chosen) if isinstance(field, forms.MultipleChoiceField) else "".join(chosen[:1])
    return "" if shown is None else str(shown)


def _as_sent(field: forms.Field, value: Any) -> str:
    sent = _to_send(field, value)
    return "\n".join(sent if isinstance(sent, list) else [sent or ""]).replace("\r\n", "\n").strip()


def _as_read(field: forms.Field, value: Any) -> str:
    """Return an answer in words: the name of a choice, a day as it is said, a text as it is."""
    sent = _as_sent(field, value)
    choices: Any = getattr(field, "choices", None)
    if isinstance(field, forms.BooleanField):
        return _("yes") if sent else _("no")
    if choices is not None:
        names = {str(key): str(name) for key, name in choices if str(key)}
        return ", ".join(names.get(one, one) for one in sent.split("\n") if one)
    if isinstance(field, forms.DateField):
        with suppress(forms.ValidationError):
            day = field.to_python(sent)
            return date_format(day, _("j F Y"), use_l10n=False) if day else ""
    return sent
