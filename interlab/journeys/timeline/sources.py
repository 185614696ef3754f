"""What journeys itself knows: sessions, stages, documents, promises, and the path through programmes.

Values are read, not rows of models: a page shows a fifth of the columns, and reading the others takes longer than the query.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.addresses import addresses
from interlab.core.templatetags.page import duration
from interlab.journeys.models import Attendance, Document, NextAct, ParticipationMove, Session, SessionNote, StageMove
from interlab.journeys.models.participations import State
from interlab.journeys.rules import readable_notes
from interlab.journeys.timeline.registry import Bound, Entry, Source, Subject, older_than, register
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


def _sessions(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    attended = Attendance.objects.filter(incubator_id=subject.incubator_id, person_id__in=subject.person_ids)
    rows = list(
        Session.objects.filter(incubator_id=subject.incubator_id, pk__in=attended.values("session_id"))
        .standing()
        .filter(older_than(bound, "held_on"))
        .order_by("-held_on", "-pk")
        .values_list("pk", "code", "held_on", "minutes", "topics", "kind__name", "kind__meaning", "given_by__name", named=True)[
            :limit
        ]
    )
    notes = _notes([row.pk for row in rows], member)
    correct = addresses("journeys:session_edit", member.incubator.slug) if member.can(Ability.NOTE_SESSIONS) else None
    return [_session_entry(row, notes[row.pk], correct) for row in rows]


def _notes(session_ids: list[int], member: Membership) -> dict[int, list[tuple[str | Promise, str]]]:
    # Confidential notes are never on a timeline: they are opened apart, with a reason.
    found: dict[int, list[tuple[str | Promise, str]]] = defaultdict(list)
    if session_ids:
        notes = SessionNote.objects.filter(readable_notes(member), session__in=session_ids)
        notes = notes.exclude(visibility=SessionNote.Visibility.CONFIDENTIAL).order_by("visibility")
        for session_id, visibility, body in notes.values_list("session_id", "visibility", "body"):
            found[session_id].append((_CIRCLES[visibility], body))
    return found


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
    rows = StageMove.objects.filter(project_id__in=subject.project_ids).filter(older_than(bound, "on")).order_by("-on", "-pk")
    team = member.can(Ability.SEE_PEOPLE)
    if not team:
        rows = rows.standing()
    several = len(subject.project_ids) > 1
    facts = ("pk", "on", "reason", "voided_at", "voided_reason", "stage__name", "stage__meaning", "project__name", "by__name")
    return [_stage_entry(row, team=team, several=several) for row in rows.values_list(*facts, named=True)[:limit]]


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
    about = Q(person_id__in=subject.person_ids) if subject.person else Q(project_id__in=subject.project_ids)
    rows = Document.objects.visible_to(member).filter(about, older_than(bound, "dated_on")).order_by("-dated_on", "-pk")
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
        for row in rows.values_list("pk", "code", "dated_on", "title", "shared", "added_by__name", named=True)[:limit]
    ]


def _promises(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    # Promises still awaited stand in their own card; here is how the others ended.
    rows = (
        NextAct.objects.visible_to(member)
        .filter(person_id__in=subject.person_ids)
        .exclude(done_on=None, dropped_at=None)
        .annotate(settled_on=Coalesce("done_on", TruncDate("dropped_at")))
        .filter(older_than(bound, "settled_on"))
        .order_by("-settled_on", "-pk")
        .values_list("pk", "settled_on", "done_on", "what", "owner__name", "person__called", "person__full_name", named=True)
    )
    return [_promise_entry(row) for row in rows[:limit]]


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
    rows = ParticipationMove.objects.filter(participation__person_id__in=subject.person_ids).filter(older_than(bound, "on"))
    if subject.project:
        rows = rows.filter(participation__programme_id=subject.project.programme_id)
    team = member.can(Ability.SEE_PEOPLE)
    several = len(subject.person_ids) > 1
    facts = ("programme__name", "exit_reason__name", "person__called", "person__full_name")
    told = rows.order_by("-on", "-pk").values_list(
        "pk", "on", "state", "reason", "by__name", *(f"participation__{fact}" for fact in facts), named=True
    )
    return [_move_entry(row, team=team, several=several) for row in told[:limit]]


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
