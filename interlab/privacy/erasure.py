"""Erasing somebody, everywhere: what would go and stay, then doing it."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field

from django.contrib.sessions.models import Session as BrowserSession
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.functional import Promise

from interlab.accounts.models import Account, Membership
from interlab.core.files import forget_stored
from interlab.privacy.actions import record_act
from interlab.privacy.freed_space import scrub_freed_space
from interlab.privacy.ledger import append_entry
from interlab.privacy.personal import Personal, all_personal, in_order_of_erasure, watches
from interlab.privacy.subjects import Subject

_BATCH = 500
MOST_PLACES = 50


@dataclass(frozen=True)
class Line:
    """What an erasure does to one kind of data."""

    name: str
    title: str | Promise
    goes: int
    stays: int = 0
    because: str | Promise = ""


@dataclass(frozen=True)
class Place:
    """Where a text of somebody else may name the person: for a human eye."""

    name: str
    title: str | Promise
    where: str


@dataclass
class Plan:
    """What an erasure would do, in words and numbers."""

    lines: list[Line] = field(default_factory=list)
    cleaned: list[Place] = field(default_factory=list)
    to_look_at: list[Place] = field(default_factory=list)
    account_goes: bool = False

    @property
    def goes(self) -> int:
        return sum(line.goes for line in self.lines)


def plan_of(subject: Subject) -> Plan:
    """Say what an erasure of `subject` would delete and keep, and where else they are named. Nothing is written."""
    plan = Plan(account_goes=subject.account_goes)
    for one in all_personal():
        goes = 0 if one.is_derived else one.gone(subject).count()
        stays = one.stays(subject).count() if one.stays else 0
        if goes or stays:
            plan.lines.append(Line(one.label, one.title, goes, stays, one.because if stays else ""))
    own = {one.label: set(one.rows(subject).values_list("pk", flat=True)) for one in all_personal() if one.texts}
    for one, pk, _columns, sure in _mentions(subject):
        if pk in own[one.label]:
            continue
        found = plan.cleaned if sure else plan.to_look_at
        if len(found) < MOST_PLACES:
            found.append(Place(one.label, one.title, str(one.model._default_manager.get(pk=pk))))
    return plan


def _mentions(subject: Subject) -> Iterator[tuple[Personal, int, dict[str, str], bool]]:
    """Yield (declaration, row, texts, whether surely) of every row of the incubator that names the subject, or may."""
    traces = subject.traces
    for one in all_personal():
        if not one.texts:
            continue
        rows = one.model._default_manager.filter(**{_incubator_of(one): subject.incubator})
        for pk, *texts in rows.order_by().values_list("pk", *one.texts).iterator(chunk_size=2000):
            columns = {name: text for name, text in zip(one.texts, texts, strict=True) if text}
            if any(traces.surely_in(text) for text in columns.values()):
                yield one, pk, columns, True
            elif any(traces.perhaps_in(text) for text in columns.values()):
                yield one, pk, columns, False


def _incubator_of(one: Personal) -> str:
    """Return the path from a row to its incubator."""
    columns = {column.name: column for column in one.model._meta.concrete_fields}
    if "incubator" in columns:
        return "incubator"
    owners = ((name, column.related_model) for name, column in columns.items() if column.related_model)
    owner = next(name for name, model in owners if any(one.name == "incubator" for one in model._meta.concrete_fields))
    return f"{owner}__incubator"


@dataclass
class _Found:
    """Everything that an erasure touches, looked up before anything is touched: rows are reached through one another."""

    goes: dict[str, list[int]]
    stays: dict[str, list[int]]
    files: list[tuple[Storage, str]]
    named: list[tuple[Personal, int, dict[str, str]]]


def _look_up(subject: Subject) -> _Found:
    goes, stays, files = {}, {}, []
    for one in all_personal():
        gone = one.gone(subject)
        goes[one.label] = list(gone.values_list("pk", flat=True))
        stays[one.label] = list(one.stays(subject).values_list("pk", flat=True)) if one.stays else []
        for column in one.files:
            storage = one.model._meta.get_field(column).storage  # type: ignore[union-attr]
            names = gone.order_by().values_list(column, flat=True)
            files += [(storage, name) for name in names if name]
    going = {label: set(pks) for label, pks in goes.items()}
    named = [(one, pk, columns) for one, pk, columns, sure in _mentions(subject) if sure and pk not in going[one.label]]
    return _Found(goes, stays, files, named)


def erase_subject(subject: Subject, *, by: Membership | None, replayed: bool = False) -> None:
    """Erase somebody everywhere, for good. The ledger knows before it is acknowledged; figures keep adding up."""
    account = subject.account if subject.account_goes else None
    kind, codes = ("person", subject.codes) if subject.person else ("member", [subject.code])
    # The trail names the row by code, after it is gone.
    trace = copy(subject.person or subject.members[0])
    # Reading every text of the incubator takes seconds: nobody else should wait for it.
    found = _look_up(subject)
    with transaction.atomic():
        if subject.person:
            type(subject.person)._default_manager.select_for_update().filter(pk=subject.person.pk).first()
        finish: list[Callable[[], None]] = [watch(subject) for watch in watches()]
        _remove(subject, found)
        if account is not None:
            _forget_account(account)
        for after in finish:
            after()
        if subject.person:
            record_act(trace, "person.erased", by=by, person_code=codes[0])
        else:
            record_act(trace, "member.erased", by=by)
        transaction.on_commit(scrub_freed_space)
        # An older database may still hold as two records what has become one since.
        for code in [] if replayed else codes:
            append_entry(subject.incubator.slug, kind, code)


def _remove(subject: Subject, found: _Found) -> None:
    """Delete what goes, empty what stays, and take the subject out of what is others'."""
    for one in in_order_of_erasure():
        _empty(one, subject, found.stays[one.label])
        _delete(one, found.goes[one.label])
    for one, pk, columns in found.named:
        cleaned = {name: subject.traces.taken_out(text, first_names=False) for name, text in columns.items()}
        one.model._default_manager.filter(pk=pk).update(**cleaned)
    for storage, name in found.files:
        forget_stored(storage, name)


def _empty(one: Personal, subject: Subject, pks: list[int]) -> None:
    if one.empty is None:
        return
    for start in range(0, len(pks), _BATCH):
        one.empty(subject, one.model._default_manager.filter(pk__in=pks[start : start + _BATCH]))


def _delete(one: Personal, pks: list[int]) -> None:
    for start in range(0, len(pks), _BATCH):
        one.model._default_manager.filter(pk__in=pks[start : start + _BATCH]).delete()


def _forget_account(account: Account) -> None:
    """Delete an account that is nobody else's, and every browser it is signed in with."""
    key = str(account.pk)
    for session in BrowserSession.objects.iterator(chunk_size=1000):
        if session.get_decoded().get("_auth_user_id") == key:
            session.delete()
    Membership.objects.filter(account=account).update(account=None)
    account.delete()
