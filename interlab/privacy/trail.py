"""The trail in words: each app says in its `acts.py` what its acts are called.

A sentence knows %(by)s, %(person)s and the details of its act; `plain` is what the person concerned reads, with their colleague's
name before it ("opened your file").
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.module_loading import autodiscover_modules
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.privacy.models import AuditEntry
from interlab.privacy.subjects import persons


class Kind(models.TextChoices):
    """What sort of act it was: by this the trail is narrowed."""

    OPENED = "opened", gettext_lazy("a file was opened")
    ACCOMPANIED = "accompanied", gettext_lazy("accompaniment")
    CHANGED = "changed", gettext_lazy("something was corrected")
    TAKEN = "taken", gettext_lazy("something was taken away")
    SETTINGS = "settings", gettext_lazy("settings and team")


@dataclass(frozen=True)
class Act:
    """One act in words. `plain` empty: the person concerned reads at most its reason. `reason` reads in the details why it was done."""

    kind: Kind
    sentence: str | Promise
    plain: str | Promise = ""
    reason: Callable[[Mapping[str, Any]], str] = lambda details: str(details.get("reason", ""))


@dataclass(frozen=True)
class Line:
    """One entry as it is read."""

    entry: AuditEntry
    sentence: SafeString
    reason: str


@dataclass
class Day:
    """What one colleague did with a file on one day."""

    on: date
    name: str
    acts: list[str | Promise] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


_ACTS: dict[str, Act] = {}


def register_acts(acts: Mapping[str, Act]) -> None:
    """Say what some acts are called. Called once, when the app's `acts.py` is imported."""
    _ACTS.update(acts)


@cache
def acts() -> Mapping[str, Act]:
    """Return every act of every app, by name."""
    autodiscover_modules("acts")
    return _ACTS


def acts_of_kind(kind: str) -> list[str]:
    """Return the names of the acts of one kind."""
    return [name for name, act in acts().items() if act.kind == kind]


def lines_of(entries: Iterable[AuditEntry], incubator_id: int) -> list[Line]:
    """Return entries in words. Costs one query, for the names of persons."""
    found = list(entries)
    names = persons().names_of(incubator_id, {entry.person_code for entry in found if entry.person_code})
    return [_line(entry, names) for entry in found]


def _line(entry: AuditEntry, names: Mapping[str, str]) -> Line:
    act = acts().get(entry.act)
    if act is None:
        return Line(entry, format_html("<bdi>{}</bdi> {}", _name(entry.by), entry.act), "")
    # How many were there decides the plural; emptied details say it no more.
    words: dict[str, Any] = {"persons": 1, **{key: _escaped(value) for key, value in entry.details.items()}}
    words |= {"by": format_html("<bdi>{}</bdi>", _name(entry.by)), "person": _person(entry.person_code, names)}
    return Line(entry, _filled(act.sentence, words), act.reason(entry.details))


def _escaped(value: Any) -> Any:
    if isinstance(value, int):
        return value
    return conditional_escape(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _name(member: Membership | None) -> str:
    return member.name if member else "InterLab"


def _person(code: str, names: Mapping[str, str]) -> SafeString:
    if not code or code not in names:
        return format_html("{}", _("somebody who is no longer here"))
    return format_html('<a href="?person={}"><bdi>{}</bdi></a>', code, names[code])


class _Words(dict[str, Any]):
    """Details may have been emptied: a sentence is whole without them."""

    def __missing__(self, key: str) -> str:
        return "…"


def _filled(sentence: str | Promise, words: Mapping[str, Any]) -> SafeString:
    # The sentence is ours; every word put into it was escaped.
    return mark_safe(sentence % _Words(words))  # noqa: S308


def days_of(entries: Iterable[AuditEntry]) -> list[Day]:
    """Return what was done with one file, by day and colleague, in the order of the entries (latest first)."""
    days: list[Day] = []
    known = acts()
    for entry in entries:
        act = known.get(entry.act)
        reason = act.reason(entry.details) if act else ""
        if act is None or not (act.plain or reason):
            continue
        on, name = _local_day(entry.at), _name(entry.by)
        day = next((one for one in days if (one.on, one.name) == (on, name)), None)
        if day is None:
            day = Day(on, name)
            days.append(day)
        if act.plain and act.plain not in day.acts:
            day.acts.append(act.plain)
        if reason and reason not in day.reasons:
            day.reasons.append(reason)
    return days


def _local_day(at: datetime) -> date:
    return timezone.localtime(at).date()
