"""The first pages of those who aren't the team: what concerns them, and nothing of anybody else."""

from typing import Any

from django.db.models import Prefetch

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.journeys.models import Document, NextAct, Participation, Project, Session, SessionNote, StageMove
from interlab.journeys.readers import Reader, fields_for
from interlab.journeys.rules import readable_notes
from interlab.journeys.stage_path import stage_path
from interlab.people.models import Person

SHOWN = 20


def of_entrepreneur(member: Membership) -> dict[str, Any]:
    """Return what a person sees of their own journey: next step, promises both ways, sessions, what we know."""
    own = Person.objects.visible_to(member).only(*fields_for(Reader.SELF, Person))
    persons = own.prefetch_related("languages", "contacts")
    acts = list(NextAct.objects.visible_to(member).awaited().select_related("owner", "person")[:SHOWN])
    sessions = Session.objects.visible_to(member).standing().select_related("kind", "given_by").order_by("-held_on", "-pk")
    return {
        "person": persons.first(),
        # What lies in the past stays among the promises; the card says what comes.
        "next_act": next((act for act in acts if act.due_on >= today()), acts[0] if acts else None),
        "their_acts": [act for act in acts if act.owner_id is None],
        "our_acts": [act for act in acts if act.owner_id is not None],
        "participations": list(Participation.objects.visible_to(member).select_related("programme", "coach", "cohort")),
        "projects": _projects(member),
        "sessions": list(sessions.prefetch_related(_readable(member))[:SHOWN]),
        "documents": list(Document.objects.visible_to(member).order_by("-dated_on", "-pk")[:SHOWN]),
    }


def sessions_given(member: Membership) -> dict[str, Any]:
    """Return what a mentor or an expert sees: the sessions they gave, with whom, and what was shared of them."""
    sessions = Session.objects.visible_to(member).standing().select_related("kind").order_by("-held_on", "-pk")
    names = Prefetch("attendances__person", queryset=Person.objects.only(*fields_for(Reader.GIVER, Person)))
    return {"sessions": list(sessions.prefetch_related(names, _readable(member))[:SHOWN])}


def _projects(member: Membership) -> list[dict[str, Any]]:
    standing = Prefetch("moves", queryset=StageMove.objects.standing(), to_attr="standing_moves")
    rows = Project.objects.visible_to(member).select_related("stage").prefetch_related("programme__stages", standing)
    return [
        {"name": row.name, "steps": stage_path(row, row.programme.stages.all(), [move.stage_id for move in row.standing_moves])}
        for row in rows
    ]


def _readable(member: Membership) -> Prefetch:
    return Prefetch("notes", queryset=SessionNote.objects.filter(readable_notes(member)), to_attr="readable")
