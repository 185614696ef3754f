"""What journeys itself knows: sessions, stages, documents, promises, and the path through programmes."""

from datetime import date

from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce, TruncDate
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
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


def _name(member: Membership | None) -> str:
    return member.name if member else ""


def _sessions(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    # Confidential notes are never on a timeline: they are opened apart, with a reason.
    notes = SessionNote.objects.filter(readable_notes(member)).exclude(visibility=SessionNote.Visibility.CONFIDENTIAL)
    attended = Attendance.objects.filter(incubator_id=subject.incubator_id, person_id__in=subject.person_ids)
    rows = (
        Session.objects.filter(incubator_id=subject.incubator_id, pk__in=attended.values("session_id"))
        .standing()
        .filter(older_than(bound, "held_on"))
        .select_related("kind", "given_by")
        .prefetch_related(Prefetch("notes", queryset=notes.order_by("visibility")))
        .order_by("-held_on", "-pk")[:limit]
    )
    return [_session_entry(session, member) for session in rows]


def _session_entry(session: Session, member: Membership) -> Entry:
    symbol, tint = _SESSION_ICONS.get(session.kind.meaning, ("pencil", "teal"))
    return Entry(
        day=session.held_on,
        number=session.pk,
        kind="session",
        title=session.kind.name,
        icon=symbol,
        tint=tint,
        text=", ".join(session.topics),
        notes=tuple((_CIRCLES[note.visibility], note.body) for note in session.notes.all()),
        author=_name(session.given_by),
        fact=duration(session.minutes),
        link=_link("journeys:session_edit", member, session.code, _("Correct")) if member.can(Ability.NOTE_SESSIONS) else None,
        context={"session": session},
    )


def _link(name: str, member: Membership, code: str, label: str) -> tuple[str, str] | None:
    try:
        return reverse(name, args=[member.incubator.slug, code]), label
    except NoReverseMatch:
        return None


def _stages(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    rows = (
        StageMove.objects.filter(project_id__in=subject.project_ids)
        .filter(older_than(bound, "on"))
        .select_related("stage", "project", "by")
        .order_by("-on", "-pk")
    )
    team = member.can(Ability.SEE_PEOPLE)
    if not team:
        rows = rows.standing()
    several = len(subject.project_ids) > 1
    return [_stage_entry(move, team=team, several=several) for move in rows[:limit]]


def _stage_entry(move: StageMove, *, team: bool, several: bool) -> Entry:
    launched = move.stage.meaning == Stage.Meaning.LAUNCHED
    return Entry(
        day=move.on,
        number=move.pk,
        kind="stage",
        title=_("Launched: %(stage)s") % {"stage": move.stage.name}
        if launched
        else _("Stage: %(stage)s") % {"stage": move.stage.name},
        icon="rocket" if launched else "flag",
        tint="saffron" if launched else "teal",
        text=(move.voided_reason or move.reason) if team else "",
        author=_name(move.by),
        about=move.project.name if several else "",
        struck=move.voided_at is not None,
        context={"move": move},
    )


def _documents(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    about = Q(person_id__in=subject.person_ids) if subject.person else Q(project_id__in=subject.project_ids)
    rows = (
        Document.objects.visible_to(member)
        .filter(about, older_than(bound, "dated_on"))
        .select_related("added_by")
        .order_by("-dated_on", "-pk")[:limit]
    )
    return [
        Entry(
            day=document.dated_on,
            number=document.pk,
            kind="document",
            title=document.title,
            icon="file-text",
            author=_name(document.added_by),
            fact=_("shared") if document.shared else _("team only"),
            link=_link("journeys:document_download", member, document.code, _("Download")),
            context={"document": document},
        )
        for document in rows
    ]


def _promises(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    # Promises still awaited stand in their own card; here is how the others ended.
    rows = (
        NextAct.objects.visible_to(member)
        .filter(person_id__in=subject.person_ids)
        .exclude(done_on=None, dropped_at=None)
        .annotate(settled_on=Coalesce("done_on", TruncDate("dropped_at")))
        .filter(older_than(bound, "settled_on"))
        .select_related("owner", "person")
        .order_by("-settled_on", "-pk")[:limit]
    )
    return [_promise_entry(act, act.settled_on) for act in rows]


def _promise_entry(act: NextAct, settled_on: date) -> Entry:
    kept = act.done_on is not None
    return Entry(
        day=settled_on,
        number=act.pk,
        kind="promise",
        title=_("Promise kept") if kept else _("Promise dropped"),
        icon="check" if kept else "x",
        tint="teal" if kept else "",
        text=act.what,
        author=act.owner.name if act.owner else act.person.short_name,
        context={"act": act},
    )


def _path(subject: Subject, member: Membership, bound: Bound | None, limit: int) -> list[Entry]:
    rows = ParticipationMove.objects.filter(participation__person_id__in=subject.person_ids).filter(older_than(bound, "on"))
    if subject.project:
        rows = rows.filter(participation__programme_id=subject.project.programme_id)
    rows = rows.select_related("participation__programme", "participation__exit_reason", "participation__person", "by")
    team = member.can(Ability.SEE_PEOPLE)
    several = len(subject.person_ids) > 1
    return [_move_entry(move, team=team, several=several) for move in rows.order_by("-on", "-pk")[:limit]]


def _move_entry(move: ParticipationMove, *, team: bool, several: bool) -> Entry:
    participation = move.participation
    leaving = participation.exit_reason.name if move.state == State.LEFT and participation.exit_reason else ""
    return Entry(
        day=move.on,
        number=move.pk,
        kind="path",
        title=_("%(programme)s: %(state)s") % {"programme": participation.programme.name, "state": move.get_state_display()},
        icon=_STATE_ICONS.get(State(move.state), "log-in"),
        text=" · ".join(filter(None, [leaving, move.reason if team else ""])),
        author=_name(move.by) if team else "",
        about=participation.person.short_name if several else "",
        context={"move": move},
    )


register(Source("session", gettext_lazy("Sessions"), _sessions))
register(Source("stage", gettext_lazy("Stages"), _stages))
register(Source("document", gettext_lazy("Documents"), _documents))
register(Source("promise", gettext_lazy("Promises"), _promises))
register(Source("path", pgettext_lazy("timeline filter", "Programme"), _path))
