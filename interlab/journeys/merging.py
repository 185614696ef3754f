"""What becomes of a journey when two records of one human become one.

Ways through different programmes, or through the same one at different times, stay what they are. Two that both still go on
in one programme are one way, entered twice: the one that is further takes up the other's sessions and moves.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlab.journeys.actions.sessions import refresh_news
from interlab.journeys.models import Attendance, Document, NextAct, Participation, ProjectHolder
from interlab.journeys.models.participations import MOVES, State
from interlab.people.merging import Merging, Question, Rows, register_rows
from interlab.people.merging.registry import NEWER, OLDER
from interlab.people.models import Person

GOES_ON = [state for state in State if MOVES[state]]
# Further on the way, and since when: the first of two is the one that stays.
_FURTHER = {State.ACTIVE: 0, State.ENROLLED: 1, State.WAITLISTED: 2, State.APPLIED: 3}
_ASKED = ("coach", "cohort", "source")


def _twice(older: Person, newer: Person, *, lock: bool = False) -> list[tuple[Participation, Participation]]:
    """Return the ways that both records are on in one programme, the older record's first of each two."""
    rows = Participation.objects.filter(person__in=[older, newer], state__in=GOES_ON).order_by("pk")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    firsts: dict[int, Participation] = {}
    seconds: list[Participation] = []
    for row in rows.select_related("programme", "coach", "cohort", "source"):
        if row.person_id == older.pk:
            firsts.setdefault(row.programme_id, row)
        else:
            seconds.append(row)
    return [(firsts.pop(row.programme_id), row) for row in seconds if row.programme_id in firsts]


def _name(row: Participation, field: str) -> str:
    return f"{field}-{row.programme.code}"


def _questions(older: Person, newer: Person) -> Iterable[Question]:
    for first, second in _twice(older, newer):
        stays = _stays(first, second)
        for field in _ASKED:
            one, other = getattr(first, field), getattr(second, field)
            if one is not None and other is not None and one != other:
                label = f"{Participation._meta.get_field(field).verbose_name} · {first.programme}"  # type: ignore[union-attr]
                yield Question(_name(first, field), label, str(one), str(other), OLDER if stays is first else NEWER)


def _stays(first: Participation, second: Participation) -> Participation:
    """Return which of two ways takes up the other: the one that is further, then the one that began first."""
    return min(first, second, key=lambda row: (_FURTHER[State(row.state)], row.enrolled_on or row.applied_on, row.pk))


def _participations(merging: Merging) -> None:
    for first, second in _twice(merging.survivor, merging.merged, lock=True):
        _join(merging, first, second)
    merging.point_all(Participation)


def _join(merging: Merging, first: Participation, second: Participation) -> None:
    stays = _stays(first, second)
    goes = second if stays is first else first
    for relation in Participation._meta.related_objects:
        rows: Any = relation.related_model._base_manager
        merging.ledger.point(rows.filter(**{relation.field.name: goes}), relation.field.name, stays)
    values: dict[str, Any] = {field: _chosen(merging, first, second, field) for field in _ASKED}
    values["applied_on"] = min(stays.applied_on, goes.applied_on)
    entries = [row.enrolled_on for row in (stays, goes) if row.enrolled_on]
    values["enrolled_on"] = min(entries) if entries else None
    values["last_news_on"] = max((row.last_news_on for row in (stays, goes) if row.last_news_on), default=None)
    # Both may be underway, which one person is once in a programme: what goes is taken away before the rest is pointed.
    merging.ledger.take_away(goes)
    merging.ledger.change(stays, **values)


def _chosen(merging: Merging, first: Participation, second: Participation, field: str) -> Any:
    one, other = getattr(first, field), getattr(second, field)
    if one is None or other is None or one == other:
        return one or other
    kept, aside = (other, one) if merging.newer_chosen(_name(first, field)) else (one, other)
    merging.aside.append((f"journeys.Participation.{field}", str(aside)))
    return kept


def _attendances(merging: Merging) -> None:
    """At a session both were at, one human was: one attendance stays."""
    at = dict(Attendance.objects.filter(person=merging.survivor).values_list("session", "pk"))
    for row in Attendance.objects.filter(person=merging.merged).order_by("pk"):
        if row.session_id not in at:
            continue
        kept = Attendance.objects.get(pk=at[row.session_id])
        merging.ledger.take_away(row)
        if kept.participation_id is None and row.participation_id is not None:
            merging.ledger.change(kept, participation=row.participation)
    merging.point_all(Attendance)


def _holdings(merging: Merging) -> None:
    """A project that both carry is carried once."""
    carried = set(merging.survivor.holdings.values_list("project", flat=True))
    for row in merging.merged.holdings.order_by("pk"):
        if row.project_id in carried:
            merging.ledger.take_away(row)
    merging.point_all(ProjectHolder)


def _count_ways(persons: Sequence[Person]) -> int:
    joined = len(_twice(*persons)) if len(persons) == 2 else 0
    return Participation.objects.filter(person__in=persons).count() - joined


def _news_again(changed_since: list[tuple[str, int]]) -> None:
    """What was heard since stays heard: derive the day of the last news where a session came in between."""
    keys = [pk for label, pk in changed_since if label == Participation._meta.label]
    refresh_news(list(Participation.objects.select_for_update().filter(pk__in=keys).order_by("pk")))


def _settle_with(model: Any) -> Any:
    return lambda merging: merging.point_all(model)


register_rows(
    Rows(
        "participations",
        ("journeys.Participation.person",),
        _participations,
        _count_ways,
        lambda n: ngettext("%(n)s way through a programme", "%(n)s ways through programmes", n) % {"n": n},
        _questions,
        _news_again,
    )
)
register_rows(
    Rows(
        "sessions",
        ("journeys.Attendance.person",),
        _attendances,
        lambda persons: Attendance.objects.filter(person__in=persons).values("session").distinct().count(),
        lambda n: ngettext("%(n)s session", "%(n)s sessions", n) % {"n": n},
    )
)
register_rows(
    Rows(
        "projects",
        ("journeys.ProjectHolder.person",),
        _holdings,
        lambda persons: ProjectHolder.objects.filter(person__in=persons).values("project").distinct().count(),
        lambda n: ngettext("%(n)s project", "%(n)s projects", n) % {"n": n},
    )
)
register_rows(
    Rows(
        "promises",
        ("journeys.NextAct.person",),
        _settle_with(NextAct),
        lambda persons: NextAct.objects.filter(person__in=persons).count(),
        lambda n: ngettext("%(n)s promise", "%(n)s promises", n) % {"n": n},
    )
)
register_rows(
    Rows(
        "documents",
        ("journeys.Document.person",),
        _settle_with(Document),
        lambda persons: Document.objects.filter(person__in=persons, removed_at=None).count(),
        lambda n: ngettext("%(n)s document", "%(n)s documents", n) % {"n": n},
    )
)


def joined_ways(older: Person, newer: Person) -> list[str]:
    """Return the programmes in which both records are on their way, and which become one way: said before it is done."""
    return [
        _("%(programme)s: one way instead of two") % {"programme": first.programme} for first, _second in _twice(older, newer)
    ]
