"""Which data are personal, what each is called, and what becomes of it when somebody wants everything gone.

Each app says so of its models in its `personal_data.py`: `register_personal(Personal(…))` for a model with rows about people,
`register_impersonal(Model, "why")` for any other. A test walks every model, column and relation, and fails on one left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from interlab.privacy.subjects import Subject

Rows = Callable[[Subject], QuerySet]
Label = str | Promise


@dataclass(frozen=True)
class Told:
    """A column that goes into the archive under `label`; `value` says it where the column alone says nothing."""

    label: Label
    value: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Personal:
    """One model with rows about people.

    `rows`: those about a subject; `told`: column → what it is called in the archive; `untold`: column → why it isn't told.
    At erasure the rows of `goes` (all of `rows`, unless said otherwise) are deleted with their `files`; those of `stays` are kept
    for the reason `because`, after `empty` took out of them what is the subject's. `texts` are columns in which somebody else's
    row may name the subject: whole names and contacts are taken out of them.
    `look` marks rows that somebody reads before they are handed over: they may be withheld, with a reason.
    """

    model: type[Model]
    title: Label
    rows: Rows
    told: Mapping[str, Label | Told]
    untold: Mapping[str, str] = field(default_factory=dict)
    goes: Rows | None = None
    stays: Rows | None = None
    because: Label = ""
    empty: Callable[[Subject, QuerySet], None] | None = None
    files: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    look: Callable[[Any], bool] | None = None
    ordering: tuple[str, ...] = ("pk",)
    # Derived rows (words of a search) are declared, yet say nothing that the others don't.
    is_derived: bool = False

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def gone(self, subject: Subject) -> QuerySet:
        """Return the rows that an erasure deletes."""
        return (self.goes or self.rows)(subject)


_TOLD_LAST = ("accounts", "account", "privacy")
_PERSONAL: dict[str, Personal] = {}
_IMPERSONAL: dict[str, tuple[str, Mapping[str, str]]] = {}
_BEFORE_AND_AFTER: list[Callable[[Subject], Callable[[], None]]] = []


def register_personal(*declared: Personal) -> None:
    """Declare models with rows about people."""
    _PERSONAL.update({one.label: one for one in declared})


def register_impersonal(model: type[Model], why: str, *, relations: Mapping[str, str] | None = None) -> None:
    """Declare a model that says nothing of anybody; `relations` tells of each of its keys to people why that is so."""
    _IMPERSONAL[model._meta.label_lower] = (why, relations or {})


def around_erasure(watch: Callable[[Subject], Callable[[], None]]) -> Callable[[Subject], Callable[[], None]]:
    """Call `watch` before an erasure, and what it returns after it, in the same transaction."""
    _BEFORE_AND_AFTER.append(watch)
    return watch


@cache
def _discover() -> None:
    autodiscover_modules("personal_data")


def watches() -> list[Callable[[Subject], Callable[[], None]]]:
    """Return what the apps do around an erasure."""
    _discover()
    return _BEFORE_AND_AFTER


def all_personal() -> list[Personal]:
    """Return every declaration: the person and their journey first, what the lower layers keep of it last."""
    _discover()
    return sorted(_PERSONAL.values(), key=lambda one: one.model._meta.app_label in _TOLD_LAST)


def all_impersonal() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Return the models that say nothing of anybody: label → (why, relations)."""
    _discover()
    return _IMPERSONAL


def in_order_of_erasure() -> list[Personal]:
    """Return the declarations so that a row goes before those it points to."""
    known = {one.model: one for one in all_personal()}
    order: TopologicalSorter[type[Model]] = TopologicalSorter()
    for model in known:
        order.add(model)
        for column in model._meta.concrete_fields:
            target = column.related_model if column.is_relation else None
            if target in known and target is not model:
                order.add(target, model)
    return [known[model] for model in order.static_order() if model in known]


def by_person(model: type[Model], path: str = "person") -> Rows:
    """Return the rows of `model` that lead to the subject's person along `path`."""

    def rows(subject: Subject) -> QuerySet:
        every = model._default_manager.all()
        return every.filter(**{path: subject.person}) if subject.person else every.none()

    return rows


def by_code(model: type[Model], column: str = "person_code") -> Rows:
    """Return the rows of `model` that name the subject's person by code."""

    def rows(subject: Subject) -> QuerySet:
        every = model._default_manager.all()
        return every.filter(incubator=subject.incubator, **{f"{column}__in": subject.codes}) if subject.person else every.none()

    return rows
