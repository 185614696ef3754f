"""What a change would touch, in words: counted before it is made, and never past a thousand."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlab.accounts.models import Membership
from interlab.journeys.models import Participation, Project, Session, StageMove
from interlab.network.models import Cohort, ExitReason, Label, NeedArea, Programme, Sector, SessionKind, Source, Stage

MOST = 1000

Phrase = Callable[[int], str]


def _projects_here(n: int) -> str:
    return ngettext("%(n)s project is here now", "%(n)s projects are here now", n)


def _stage_moves(n: int) -> str:
    return ngettext("a project entered it %(n)s time", "projects entered it %(n)s times", n)


def _sessions(n: int) -> str:
    return ngettext("%(n)s session has this kind", "%(n)s sessions have this kind", n)


def _exits(n: int) -> str:
    return ngettext("%(n)s person left for this reason", "%(n)s persons left for this reason", n)


def _projects(n: int) -> str:
    return ngettext("%(n)s project", "%(n)s projects", n)


def _arrivals(n: int) -> str:
    return ngettext("%(n)s person came this way", "%(n)s persons came this way", n)


def _participations(n: int) -> str:
    return ngettext("%(n)s person takes or took part", "%(n)s persons take or took part", n)


def _coached(n: int) -> str:
    return ngettext("accompanies %(n)s person", "accompanies %(n)s persons", n)


def _used(thing: Model) -> list[tuple[QuerySet, Phrase]]:
    match thing:
        case Stage():
            return [(Project.objects.filter(stage=thing), _projects_here), (StageMove.objects.filter(stage=thing), _stage_moves)]
        case SessionKind():
            return [(Session.objects.standing().filter(kind=thing), _sessions)]
        case ExitReason():
            return [(Participation.objects.filter(exit_reason=thing), _exits)]
        case Sector():
            return [(Project.objects.filter(sector=thing), _projects)]
        case Source():
            return [(Participation.objects.filter(source=thing), _arrivals)]
        case Programme():
            return [
                (Participation.objects.filter(programme=thing), _participations),
                (Project.objects.filter(programme=thing), _projects),
            ]
        case Cohort():
            return [(Participation.objects.filter(cohort=thing), _participations)]
        case Membership():
            return [(Participation.objects.underway().filter(coach=thing), _coached)]
        case NeedArea():
            return []
    raise TypeError(f"nothing is known of what uses a {type(thing).__name__}")


def uses_of(thing: Label | Programme | Cohort | Membership) -> list[str]:
    """Return what uses `thing`, one sentence a kind, most telling first; empty when nothing does."""
    return [_worded(rows, phrase) for rows, phrase in _used(thing) if rows.exists()]


def _worded(rows: QuerySet, phrase: Phrase) -> str:
    # Counting a million rows takes seconds, and nobody decides otherwise above a thousand.
    found = rows[: MOST + 1].count()
    return phrase(found) % {"n": found if found <= MOST else _("more than %(n)s") % {"n": MOST}}
