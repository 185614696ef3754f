"""The facts of a person's own row when two records become one: what is kept, what is asked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.core.text import words
from interlab.people.merging.registry import BOTH, NEWER, OLDER, Question
from interlab.people.models import EMPTY, Person, name_key

FACTS = ("full_name", "called", "gender", "birth_year", "standing", "municipality", "migration_value")
LONGEST_VALUE = 2000
_ACCOUNT_HINT = gettext_lazy("Both sign in. Choose which sign-in keeps opening this record; the other one opens it no more.")


def said(person: Person, name: str) -> str:
    """Return a fact as it is read by people."""
    value = getattr(person, name)
    if name == "account":
        return f"{value.name} · {value.email or value.phone or ''}" if value else ""
    display = getattr(person, f"get_{name}_display", None)
    return str(display() if display else value if value is not None else "")


def facts_asked(older: Person, newer: Person) -> list[Question]:
    """Return what the two rows say differently. Which sign-in stays can't be guessed; all else has a likely answer."""
    found = [_question(name, older, newer) for name in FACTS if _differ(older, newer, name)]
    if older.account_id and newer.account_id and older.account_id != newer.account_id:
        sign_ins = said(older, "account"), said(newer, "account")
        found.append(Question("account", gettext_lazy("Sign-in"), *sign_ins, default="", hint=_ACCOUNT_HINT))
    return found


def _differ(older: Person, newer: Person, name: str) -> bool:
    values = getattr(older, name), getattr(newer, name)
    return all(values) and values[0] != values[1]


def _question(name: str, older: Person, newer: Person) -> Question:
    texts = getattr(older, name), getattr(newer, name)
    default, both = OLDER, ""
    if name in ("full_name", "called") and set(words(texts[0])) < set(words(texts[1])):
        default = NEWER
    if name == "migration_value" and sum(map(len, texts)) + 2 <= LONGEST_VALUE:
        default, both = BOTH, _("Both texts, one after the other")
    label = Person._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Question(name, label, said(older, name), said(newer, name), default, both)


def kept_values(older: Person, newer: Person, choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of the row that stays: what one of them says, or what was chosen."""
    values: dict[str, Any] = {name: _kept(name, older, newer, choices) for name in (*FACTS, "account")}
    values["interpreter_wanted"] = older.interpreter_wanted or newer.interpreter_wanted
    row = Person(full_name=values["full_name"], called=values["called"])
    return values | {"sort_name": row.folded_name(), "name_key": name_key(row.full_name)}


def _kept(name: str, older: Person, newer: Person, choices: Mapping[str, str]) -> Any:
    first, second = getattr(older, name), getattr(newer, name)
    if not first or not second or first == second:
        return first or second or EMPTY[name]
    if choices.get(name) == BOTH:
        return f"{first}\n\n{second}"
    return second if choices.get(name) == NEWER else first


def facts_aside(older: Person, newer: Person, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts of both rows that the row that stays doesn't tell."""
    return [
        (f"people.Person.{name}", said(person, name))
        for name in (*FACTS, "account")
        for person in (older, newer)
        if getattr(person, name) and _not_in(getattr(person, name), values[name])
    ]


def _not_in(value: Any, kept: Any) -> bool:
    return value not in kept if isinstance(value, str) and isinstance(kept, str) else value != kept
