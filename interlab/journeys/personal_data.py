"""Which data of a journey are personal, what each is called, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from interlab.core.templatetags.page import short_day
from interlab.journeys.models import (
    Attendance,
    Document,
    Launch,
    NextAct,
    Participation,
    ParticipationMove,
    Project,
    ProjectHolder,
    Session,
    SessionNote,
    StageMove,
)
from interlab.people.actions import index_persons
from interlab.people.models import Person
from interlab.privacy.personal import Personal, Told, around_erasure, by_person, register_personal
from interlab.privacy.subjects import Subject

_CODE = {"code": "a number of ours"}
_WHOSE = {"person": "whose it is"}
_SHARED_WITH_OTHERS = _("others carry this project with you: it is theirs too")
_OTHERS_WERE_THERE = _("other people were at these sessions: they stay for them, without you")


def _projects(subject: Subject) -> QuerySet[Project]:
    return Project.objects.filter(pk__in=ProjectHolder.objects.filter(person=subject.person_pk).values("project"))


def _others_hold(subject: Subject) -> Exists:
    return Exists(ProjectHolder.objects.filter(project=OuterRef("pk")).exclude(person=subject.person_pk))


def _own_projects(subject: Subject) -> QuerySet[Project]:
    return _projects(subject).filter(~_others_hold(subject))


def _shared_projects(subject: Subject) -> QuerySet[Project]:
    return _projects(subject).filter(_others_hold(subject))


def _sessions(subject: Subject) -> QuerySet[Session]:
    if subject.person is None:
        return Session.objects.filter(given_by__in=[member.pk for member in subject.members])
    return Session.objects.filter(pk__in=Attendance.objects.filter(person=subject.person).values("session"))


def _others_came(subject: Subject) -> Exists:
    return Exists(Attendance.objects.filter(session=OuterRef("pk")).exclude(person=subject.person_pk))


def _sessions_alone(subject: Subject) -> QuerySet[Session]:
    return _sessions(subject).filter(~_others_came(subject)) if subject.person else Session.objects.none()


def _sessions_with_others(subject: Subject) -> QuerySet[Session]:
    return _sessions(subject).filter(_others_came(subject)) if subject.person else Session.objects.none()


def _which_session(row: Any) -> str:
    return f"{row.session.kind}, {short_day(row.session.held_on)}" if row.session else ""


def _notes(subject: Subject) -> QuerySet[SessionNote]:
    if subject.person is None:
        return SessionNote.objects.none()
    return SessionNote.objects.filter(session__in=_sessions(subject)).select_related("session__kind", "author")


def _notes_alone(subject: Subject) -> QuerySet[SessionNote]:
    return SessionNote.objects.filter(session__in=_sessions_alone(subject))


def _notes_with_others(subject: Subject) -> QuerySet[SessionNote]:
    return SessionNote.objects.filter(session__in=_sessions_with_others(subject))


def _unname(subject: Subject, notes: QuerySet) -> None:
    """Take every name of the subject, first names too, out of what was noted of sessions they shared with others."""
    for note in notes:
        without = subject.traces.taken_out(note.body, first_names=True)
        if without != note.body:
            SessionNote.objects.filter(pk=note.pk).update(body=without)


def _is_to_be_read_first(note: SessionNote) -> bool:
    """Whether a note may hold what isn't the person's to be told: a confidential one, or one of a session with others."""
    return note.visibility == SessionNote.Visibility.CONFIDENTIAL or note.session.attendances.count() > 1


@around_erasure
def keep_others_findable(subject: Subject) -> Callable[[], None]:
    """Index anew whoever carries a project with the subject: they are no longer found by a name that was taken out of it."""
    if subject.person is None:
        return lambda: None
    together = ProjectHolder.objects.filter(project__in=_shared_projects(subject)).exclude(person=subject.person)
    others = list(Person.objects.filter(pk__in=together.values("person")))

    def index() -> None:
        index_persons(others)

    return index


register_personal(
    Personal(
        Participation,
        _("Your way through a programme"),
        by_person(Participation),
        told={
            "programme": _("Programme"),
            "cohort": _("Group"),
            "coach": _("Coach"),
            "source": _("How you found us"),
            "state": _("Where you are"),
            "applied_on": _("Applied on"),
            "enrolled_on": _("Enrolled on"),
            "ended_on": _("Ended on"),
            "exit_reason": _("Reason of the end"),
            "last_news_on": _("Last news"),
            "created_at": _("Written down"),
        },
        untold=_CODE | _WHOSE,
        ordering=("applied_on", "pk"),
    ),
    Personal(
        ParticipationMove,
        _("What changed in it"),
        by_person(ParticipationMove, "participation__person"),
        told={
            "on": _("Day"),
            "state": _("Where you were"),
            "reason": _("Reason"),
            "by": _("Noted by"),
            "created_at": _("Written down"),
        },
        untold=_CODE | {"participation": "told just before"},
        texts=("reason",),
        ordering=("on", "pk"),
    ),
    Personal(
        Project,
        _("Your projects"),
        _projects,
        told={
            "name": _("Name"),
            "summary": _("In one sentence"),
            "sector": _("Sector"),
            "programme": _("Programme"),
            "stage": _("Stage"),
            "launched_on": _("Launched on"),
            "created_at": _("Written down"),
        },
        untold=_CODE,
        goes=_own_projects,
        stays=_shared_projects,
        because=_SHARED_WITH_OTHERS,
        texts=("name", "summary"),
    ),
    Personal(
        ProjectHolder,
        _("Whose the projects are"),
        by_person(ProjectHolder),
        told={"project": _("Project you carry")},
        untold=_WHOSE,
    ),
    Personal(
        StageMove,
        _("The stages of your projects"),
        lambda subject: StageMove.objects.filter(project__in=_projects(subject)),
        told={
            "project": _("Project"),
            "stage": _("Stage"),
            "on": _("Day"),
            "reason": _("Reason"),
            "by": _("Noted by"),
            "voided_at": _("Taken back"),
            "voided_by": _("Taken back by"),
            "voided_reason": _("Why it was taken back"),
            "created_at": _("Written down"),
        },
        untold=_CODE,
        goes=lambda subject: StageMove.objects.filter(project__in=_own_projects(subject)),
        stays=lambda subject: StageMove.objects.filter(project__in=_shared_projects(subject)),
        because=_SHARED_WITH_OTHERS,
        texts=("reason", "voided_reason"),
        ordering=("on", "pk"),
    ),
    Personal(
        Launch,
        _("Your enterprise"),
        lambda subject: Launch.objects.filter(project__in=_projects(subject)),
        told={
            "project": _("Project"),
            "started_on": _("Start of the activity"),
            "enterprise_number": _("Enterprise number"),
            "legal_form": _("Legal form"),
            "evidence": _("How we know"),
        },
        untold=_CODE,
        goes=lambda subject: Launch.objects.filter(project__in=_own_projects(subject)),
        stays=lambda subject: Launch.objects.filter(project__in=_shared_projects(subject)),
        because=_SHARED_WITH_OTHERS,
    ),
    Personal(
        Session,
        _("Sessions"),
        _sessions,
        told={
            "held_on": _("Day"),
            "starts_at": _("Time"),
            "kind": _("Kind"),
            "minutes": _("Minutes"),
            "given_by": _("With"),
            "topics": _("Topics"),
            "noted_by": _("Noted by"),
            "voided_at": _("Taken back"),
            "created_at": _("Written down"),
        },
        untold=_CODE | {"act_key": "a number by which a second tap adds nothing"},
        goes=_sessions_alone,
        stays=_sessions_with_others,
        because=_OTHERS_WERE_THERE,
        ordering=("held_on", "pk"),
    ),
    Personal(
        Attendance,
        _("You were there"),
        by_person(Attendance),
        told={"session": Told(_("Session"), _which_session)},
        untold=_WHOSE | {"participation": "told under the way through a programme"},
    ),
    Personal(
        SessionNote,
        _("What was noted of the sessions"),
        _notes,
        told={
            "session": Told(_("Session"), _which_session),
            "visibility": _("For whom"),
            "body": _("Note"),
            "author": _("Written by"),
        },
        goes=_notes_alone,
        stays=_notes_with_others,
        because=_("other people were there: the notes stay for them, your name is taken out"),
        empty=_unname,
        texts=("body",),
        look=_is_to_be_read_first,
        ordering=("session__held_on", "pk"),
    ),
    Personal(
        NextAct,
        _("Promises"),
        by_person(NextAct),
        told={
            "what": _("What"),
            "owner": Told(_("Who promised"), lambda row: row.owner.name if row.owner else row.person.short_name),
            "due_on": _("For"),
            "at": _("Time"),
            "done_on": _("Done on"),
            "dropped_at": _("Dropped"),
            "session": Told(_("Promised at"), _which_session),
            "created_by": _("Noted by"),
            "created_at": _("Written down"),
        },
        untold=_CODE | _WHOSE,
        texts=("what",),
        ordering=("due_on", "pk"),
    ),
    Personal(
        Document,
        _("Your documents"),
        by_person(Document),
        told={
            "title": _("Title"),
            "filename": _("File"),
            "size": _("Bytes"),
            "dated_on": _("Date of the document"),
            "project": _("Project"),
            "shared": _("Shared with you"),
            "added_by": _("Added by"),
            "added_at": _("Added"),
            "removed_at": _("Removed"),
        },
        untold=_CODE | _WHOSE | {"file": "where it lies on our disk; the file itself is in the archive"},
        files=("file",),
        texts=("title", "filename"),
        ordering=("dated_on", "pk"),
    ),
)
