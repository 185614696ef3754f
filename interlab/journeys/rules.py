"""What must hold before something is written on a journey, and who may read which note."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.journeys.models import NextAct, SessionNote

EARLIEST = date(2000, 1, 1)
FURTHEST_YEARS = 10


def check_day(day: date) -> date:
    """Return `day`, or raise DomainError when something that happened can't have happened on it."""
    if day > today():
        raise DomainError(_("This day is still to come. Note what has happened."), field="on")
    if day < EARLIEST:
        raise DomainError(_("This day is too long ago. Check the year."), field="on")
    return day


def check_planned_day(day: date) -> date:
    """Return `day`, or raise DomainError when nothing can sensibly be planned for it."""
    if day.year > today().year + FURTHEST_YEARS:
        raise DomainError(_("This day is too far away. Check the year."), field="due_on")
    return day


def readable_notes(member: Membership) -> Q:
    """Return the condition on session notes that `member` may read, given that they may see the session."""
    shared = Q(visibility=SessionNote.Visibility.SHARED)
    own = Q(author=member)
    if not member.can(Ability.SEE_PEOPLE):
        return shared | own
    team = shared | Q(visibility=SessionNote.Visibility.TEAM) | own
    if member.can(Ability.READ_CONFIDENTIAL):
        team |= Q(visibility=SessionNote.Visibility.CONFIDENTIAL)
    return team


def can_settle(member: Membership, act: NextAct) -> bool:
    """Whether `member` may tick off a promise: the team any, a person their own side's."""
    if member.can(Ability.EDIT_PEOPLE):
        return True
    return act.owner_id is None and act.person.account_id is not None and act.person.account_id == member.account_id
