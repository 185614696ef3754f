"""What journeys itself knows: sessions, stages, documents, promises, and the path through programmes.

Values are read, not rows of models: a page shows a fifth of the columns, and reading the others takes longer than the query.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.addresses import addresses
from interlab.core.prepared import prepared
from interlab.core.templatetags.page import duration
from interlab.journeys.models import Attendance, Document, NextAct, ParticipationMove, Session, SessionNote, StageMove
from interlab.journeys.models.participations import State
from interlab.journeys.rules import readable_notes
from interlab.journeys.timeline.registry import FIRST, Bound, Entry, Source, Subject, older_than, register
from interlab.network.models import SessionKind, Stage

_CIRCLES: dict[str, Promise] = {
    SessionNote.Visibility.SHARED: gettext_lazy("shared"),
    SessionNote.Visibility.TEAM: gettext_lazy("team only"),
}
_SESSION_ICONS: dict[str, tuple[str, str]] = {
    SessionKind.Meaning.MENTORING: ("users", "saffron"),
    SessionKind.Meaning.WORKSHOP: ("presentation", "saffron"),
    SessionKind.Meaning.NETWORKING: ("users", "saffron"),
    SessionKind.Meaning.PHONE: ("phone", "teal"),
    SessionKind.Meaning.MESSAGE: ("message-circle", "brick"),
    SessionKind.Meaning.INFORMATION: ("info", ""),
}
_STATE_ICONS = {State.LEFT: "log-out", State.COMPLETED: "flag", State.DECLINED: "x", State.WITHDRAWN: "undo-2"}


def _held(incubator_id: int, person_ids: Sequence[int], bound: Bound | None, limit: int) -> QuerySet[Any, Any]:
    attended = Attendance.objects.filter(incubator_id=incubator_id, person_id__in=person_ids)
    rows = Session.objects.filter(incubator_id=incubator_id, pk__in=attended.values("session_id")).standing()
    facts = ("pk", "code", "held_on", "minutes", "topics", "kind__name", "kind__meaning", "given_by__name")
    return rows.filter(older_than(bound, "held_on")).order_by("-held_on", "-pk").values_list(*facts, named=True)[:limit]


@prepared
def _held_first(incubator: int, person: int) -> QuerySet[Any, Any]:
    return _held(incubator, [person], None, FIRST)


def _sessions(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    if subject.opens(bound, limit):
        rows = _held_first(subject.incubator_id, subject.person_ids[0])
    else:
        rows = list(_held(subject.incubator_id, subject.person_ids, bound, limit))
    notes = _notes([row.pk for row in rows], member)
    correct = addresses("journeys:session_edit", member.incubator.slug) if member.can(Ability.NOTE_SESSIONS) else None
    return [_session_entry(row, notes[row.pk], correct) for row in rows]


def _notes(session_ids: list[int], member: Membership) -> dict[int, list[tuple[str | Promise, str]]]:
    # Confidential notes are never on a timeline: they are opened apart, with a reason.
    found: dict[int, list[tuple[str | Promise, str]]] = defaultdict(list)
    if session_ids:
        team = member.can(Ability.SEE_PEOPLE)
        notes = _notes_for_team(session_ids) if team else _bodies(session_ids).filter(readable_notes(member))
        for session_id, visibility, body in notes:
            found[session_id].append((_CIRCLES[visibility], body))
    return found


def _bodies(session_ids: list[int]) -> QuerySet[Any, Any]:
    notes = SessionNote.objects.filter(session__among=session_ids).exclude(visibility=SessionNote.Visibility.CONFIDENTIAL)
    return notes.order_by("visibility").values_list("session_id", "visibility", "body")


@prepared
def _notes_for_team(session_ids: list[int]) -> QuerySet[Any, Any]:
    # The confidential ones left out, the team reads all: see readable_notes.
    return _bodies(session_ids)


def _session_entry(row: Any, notes: list[tuple[str | Promise, str]], correct: Callable[[str], str] | None) -> Entry:
    symbol, tint = _SESSION_ICONS.get(row.kind__meaning, ("pencil", "teal"))
    return Entry(
        day=row.held_on,
        number=row.pk,
        kind="session",
        title=row.kind__name,
        icon=symbol,
        tint=tint,
        text=", ".join(row.topics),
        notes=tuple(notes),
        author=row.given_by__name or "",
        fact=duration(row.minutes),
        link=(correct(row.code), _("Correct")) if correct else None,
    )


def _stages(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    if not subject.project_ids:
        return []
    team = member.can(Ability.SEE_PEOPLE)
    several = len(subject.project_ids) > 1
    if team and not several and subject.opens(bound, limit):
        rows = _entered_first(subject.project_ids[0])
    else:
        rows = list(_entered(subject.project_ids, bound, limit, team=team))
    return [_stage_entry(row, team=team, several=several) for row in rows]


def _entered(project_ids: Sequence[int], bound: Bound | None, limit: int, *, team: bool) -> QuerySet[Any, Any]:
    rows = StageMove.objects.filter(project_id__in=project_ids).filter(older_than(bound, "on")).order_by("-on", "-pk")
    facts = ("pk", "on", "reason", "voided_at", "voided_reason", "stage__name", "stage__meaning", "project__name", "by__name")
    return (rows if team else rows.standing()).values_list(*facts, named=True)[:limit]


@prepared
def _entered_first(project: int) -> QuerySet[Any, Any]:
    return _entered([project], None, FIRST, team=True)


def _stage_entry(row: Any, *, team: bool, several: bool) -> Entry:
    launched = row.stage__meaning == Stage.Meaning.LAUNCHED
    return Entry(
        day=row.on,
        number=row.pk,
        kind="stage",
        title=(_("Launched: %(stage)s") if launched else _("Stage: %(stage)s")) % {"stage": row.stage__name},
        icon="rocket" if launched else "flag",
        tint="saffron" if launched else "teal",
        text=(row.voided_reason or row.reason) if team else "",
        author=row.by__name or "",
        about=row.project__name if several else "",
        struck=row.voided_at is not None,
    )


def _documents(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    if member.can(Ability.SEE_PEOPLE) and subject.opens(bound, limit):
        rows = _documents_first(member.incubator_id, subject.person_ids[0])
    else:
        about = Q(person_id__in=subject.person_ids) if subject.person else Q(project_id__in=subject.project_ids)
        rows = list(_dated(Document.objects.visible_to(member).filter(about, older_than(bound, "dated_on")))[:limit])
    download = addresses("journeys:document_download", member.incubator.slug)
    return [
        Entry(
            day=row.dated_on,
            number=row.pk,
            kind="document",
            title=row.title,
            icon="file-text",
            author=row.added_by__name or "",
            fact=_("shared") if row.shared else _("team only"),
            link=(download(row.code), _("Download")),
        )
        for row in rows
    ]


def _dated(documents: QuerySet[Document]) -> QuerySet[Any, Any]:
    rows = documents.order_by("-dated_on", "-pk")
    return rows.values_list("pk", "code", "dated_on", "title", "shared", "added_by__name", named=True)


@prepared
def _documents_first(incubator: int, person: int) -> QuerySet[Any, Any]:
    return _dated(Document.objects.filter(incubator_id=incubator, removed_at=None, person=person))[:FIRST]


def _promises(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    # Promises still awaited stand in their own card; here is how the others ended.
    if member.can(Ability.SEE_PEOPLE) and subject.opens(bound, limit):
        return [_promise_entry(row) for row in _settled_first(member.incubator_id, subject.person_ids[0])]
    rows = NextAct.objects.visible_to(member).filter(person_id__in=subject.person_ids)
    return [_promise_entry(row) for row in _settled(rows, bound)[:limit]]


def _settled(acts: QuerySet[NextAct], bound: Bound | None) -> QuerySet[Any, Any]:
    rows = acts.exclude(done_on=None, dropped_at=None).annotate(settled_on=Coalesce("done_on", TruncDate("dropped_at")))
    facts = ("pk", "settled_on", "done_on", "what", "owner__name", "person__called", "person__full_name")
    return rows.filter(older_than(bound, "settled_on")).order_by("-settled_on", "-pk").values_list(*facts, named=True)


@prepared
def _settled_first(incubator: int, person: int) -> QuerySet[Any, Any]:
    return _settled(NextAct.objects.filter(incubator_id=incubator, person=person), None)[:FIRST]


def _promise_entry(row: Any) -> Entry:
    kept = row.done_on is not None
    return Entry(
        day=row.settled_on,
        number=row.pk,
        kind="promise",
        title=_("Promise kept") if kept else _("Promise dropped"),
        icon="check" if kept else "x",
        tint="teal" if kept else "",
        text=row.what,
        author=row.owner__name or row.person__called or row.person__full_name,
    )


def _path(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    team = member.can(Ability.SEE_PEOPLE)
    if subject.opens(bound, limit):
        return [_move_entry(row, team=team, several=False) for row in _moved_first(subject.person_ids[0])]
    rows = ParticipationMove.objects.filter(participation__person_id__in=subject.person_ids)
    if subject.project:
        rows = rows.filter(participation__programme_id=subject.project.programme_id)
    several = len(subject.person_ids) > 1
    return [_move_entry(row, team=team, several=several) for row in _moved(rows, bound)[:limit]]


def _moved(moves: QuerySet[ParticipationMove], bound: Bound | None) -> QuerySet[Any, Any]:
    facts = ("programme__name", "exit_reason__name", "person__called", "person__full_name")
    told = ("pk", "on", "state", "reason", "by__name", *(f"participation__{fact}" for fact in facts))
    return moves.filter(older_than(bound, "on")).order_by("-on", "-pk").values_list(*told, named=True)


@prepared
def _moved_first(person: int) -> QuerySet[Any, Any]:
    return _moved(ParticipationMove.objects.filter(participation__person_id=person), None)[:FIRST]


def _move_entry(row: Any, *, team: bool, several: bool) -> Entry:
    leaving = row.participation__exit_reason__name if row.state == State.LEFT else ""
    return Entry(
        day=row.on,
        number=row.pk,
        kind="path",
        title=_("%(programme)s: %(state)s") % {"programme": row.participation__programme__name, "state": State(row.state).label},
        icon=_STATE_ICONS.get(State(row.state), "log-in"),
        text=" · ".join(filter(None, [leaving, row.reason if team else ""])),
        author=(row.by__name or "") if team else "",
        about=(row.participation__person__called or row.participation__person__full_name) if several else "",
    )


register(Source("session", gettext_lazy("Sessions"), _sessions))
register(Source("stage", gettext_lazy("Stages"), _stages))
register(Source("document", gettext_lazy("Documents"), _documents))
register(Source("promise", gettext_lazy("Promises"), _promises))
register(Source("path", pgettext_lazy("timeline filter", "Programme"), _path))
