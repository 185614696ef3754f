"""How long everything is kept. Each app says so in its `retention.py`; the daily run does it, a page and a command tell it.

`register_kept(Kept(…))` for rows of one kind; `register_leaving(Leaving(…))` for whole files of persons, which are announced to
them and to the lead thirty days before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import in_months, today
from interlab.core.errors import DomainError
from interlab.network.models import Incubator
from interlab.privacy.actions import record_act
from interlab.privacy.erasure import erase_subject
from interlab.privacy.models import DataRequest, Farewell
from interlab.privacy.requests import erase_on_request
from interlab.privacy.subjects import persons, subject_of_person

NOTICE_DAYS = 30
_MOST_A_RUN = 500

Label = str | Promise


@dataclass(frozen=True)
class Kept:
    """One kind of rows: `what` is kept `how_long`, `why`. `remove(day)` takes away what is too old and returns how many;
    `count(day)` says how many that would be. Without them something else does it, or nothing has to be done."""

    name: str
    what: Label
    how_long: Label
    why: Label
    remove: Callable[[date], int] | None = None
    count: Callable[[date], int] | None = None


@dataclass(frozen=True)
class Leaving:
    """Files of persons that end: `due(incubator, day)` are the persons to whom nothing happened for so long on that day."""

    cause: str
    what: Label
    how_long: Label
    why: Label
    due: Callable[[Incubator, date], QuerySet]


_KEPT: dict[str, Kept] = {}
_LEAVING: dict[str, Leaving] = {}


def register_kept(*kept: Kept) -> None:
    """Declare how long some kinds of rows are kept."""
    _KEPT.update({one.name: one for one in kept})


def register_leaving(*leaving: Leaving) -> None:
    """Declare when the file of a person ends."""
    _LEAVING.update({one.cause: one for one in leaving})


@cache
def _discover() -> None:
    autodiscover_modules("retention")


def all_kept() -> list[Kept]:
    """Return what is kept for how long, in the order of the apps."""
    _discover()
    return list(_KEPT.values())


def all_leaving() -> list[Leaving]:
    """Return when files of persons end."""
    _discover()
    return list(_LEAVING.values())


def to_announce(incubator: Incubator, leaving: Leaving, on: date) -> list[Any]:
    """Return the persons whose file would be announced on `on`: not those announced already, nor those somebody keeps."""
    known = Farewell.objects.filter(incubator=incubator)
    known = known.filter(kept_on=None) | known.keeping(on)
    due = leaving.due(incubator, on).exclude(code__in=known.values("person_code"))
    return list(due.order_by("pk")[:_MOST_A_RUN])


@transaction.atomic
def announce(person: Any, leaving: Leaving, on: date) -> Farewell:
    """Say that a person's file will go: to them, in their language, with what to do to stay; and to the lead."""
    erase_on = on + timedelta(days=NOTICE_DAYS)
    facts = {"cause": leaving.cause, "announced_on": on, "erase_on": erase_on, "kept_on": None, "kept_by": None}
    facts |= {"kept_because": "", "ask_again_on": None}
    farewell, _new = Farewell.objects.update_or_create(incubator_id=person.incubator_id, person_code=person.code, defaults=facts)
    about = {"name": person.short_name, "incubator": person.incubator.name, "day": erase_on.isoformat()}
    key = f"farewell:{farewell.code}:{on.isoformat()}"
    farewell.written_to = persons().write(person, "people.file_will_go", about, key)
    farewell.save(update_fields=["written_to"])
    record_act(farewell, "file.announced", by=None, person_code=person.code, cause=leaving.cause)
    return farewell


@transaction.atomic
def keep_file(farewell: Farewell, *, because: str, by: Membership) -> Farewell:
    """Keep a file that was to go, and say why; it is asked again in a year."""
    if not because.strip():
        raise DomainError(_("Say why the file stays."), field="because")
    farewell.kept_on, farewell.kept_by, farewell.kept_because = today(), by, because.strip()[:500]
    farewell.ask_again_on = in_months(today(), 12)
    farewell.save()
    record_act(farewell, "file.kept", by=by, person_code=farewell.person_code)
    return farewell


def keep_own_file(person: Any, *, by: Membership) -> Farewell | None:
    """Keep one's own file; None when nothing was announced."""
    farewell = Farewell.objects.pending().filter(incubator_id=person.incubator_id, person_code=person.code).first()
    return keep_file(farewell, because=_("The person asked to keep it."), by=by) if farewell else None


def retain(on: date | None = None) -> dict[str, int]:
    """Do what the time that passed asks for, and return how many of each: announce, erase, remove."""
    day = on or today()
    done: dict[str, int] = {}
    for incubator in Incubator.objects.order_by("pk"):
        for leaving in all_leaving():
            due = to_announce(incubator, leaving, day)
            for person in due:
                announce(person, leaving, day)
            done[f"announced.{leaving.cause}"] = done.get(f"announced.{leaving.cause}", 0) + len(due)
    done["erased"] = _erase_due(day)
    for kept in all_kept():
        if kept.remove is not None:
            done[kept.name] = kept.remove(day)
    return done


def would(on: date | None = None) -> dict[str, int]:
    """Return what `retain` would do, and do nothing."""
    day = on or today()
    done: dict[str, int] = {}
    for leaving in all_leaving():
        for incubator in Incubator.objects.order_by("pk"):
            key = f"announced.{leaving.cause}"
            done[key] = done.get(key, 0) + len(to_announce(incubator, leaving, day))
    done["erased"] = len(_requests_due(day)) + len(_farewells_due(day))
    for kept in all_kept():
        if kept.count is not None:
            done[kept.name] = kept.count(day)
    return done


def _requests_due(on: date) -> list[DataRequest]:
    return list(DataRequest.objects.open().filter(kind=DataRequest.Kind.ERASURE, due_on__lte=on).select_related("incubator"))


def _farewells_due(on: date) -> list[Farewell]:
    return list(Farewell.objects.pending().filter(erase_on__lte=on).select_related("incubator")[:_MOST_A_RUN])


def _erase_due(on: date) -> int:
    erased = 0
    for request in _requests_due(on):
        erase_on_request(request, by=None, confirmed=True)
        erased += 1
    for farewell in _farewells_due(on):
        erased += _end_file(farewell, on)
    return erased


def _end_file(farewell: Farewell, on: date) -> bool:
    """Erase an announced file, unless something has happened to it since: then it lives on and nothing is announced."""
    leaving = _LEAVING.get(farewell.cause)
    person = persons().coded(farewell.incubator_id, farewell.person_code).first()
    if person is None or leaving is None or not leaving.due(farewell.incubator, on).filter(pk=person.pk).exists():
        farewell.delete()
        return False
    erase_subject(subject_of_person(person), by=None)
    return True


def started_at(day: date) -> datetime:
    """Return the moment `day` began where the incubator is: what is older than it is too old."""
    return timezone.make_aware(datetime.combine(day, time.min))
