"""How long somebody stays signed in, by what their roles open and by whose device it is.

A visit has an end that nothing prolongs, kept in the session as a time of the server's clock. A team's visit also ends after
half a day without a page; it is written down at most every half hour, so reading costs no write.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from interlab.accounts.actions.security import renew_sign_ins
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import SECOND_FACTOR_ROLES, Role

KEY = "visit"
BORROWED = timedelta(minutes=15)
ENTREPRENEUR = timedelta(days=30)
MENTOR = timedelta(days=90)
TEAM = timedelta(days=14)
TEAM_IDLE = timedelta(hours=12)
WRITTEN_EVERY = timedelta(minutes=30)


def roles_of(account: Account) -> set[str]:
    """Return every role the account has today, in any incubator."""
    rows = Membership.objects.current().filter(account=account).values_list("roles", flat=True)
    return {role for roles in rows for role in roles}


def begin_visit(session: SessionBase, roles: set[str]) -> bool:
    """Start the visit of somebody who just signed in. Return whether they must still say whose device it is.

    Until they have, it is taken for somebody else's.
    """
    if SECOND_FACTOR_ROLES & roles:
        _keep(session, TEAM, idle=TEAM_IDLE)
        return False
    _keep(session, BORROWED)
    session[KEY]["borrowed"] = True
    return True


def remember_device(session: SessionBase, roles: set[str]) -> None:
    """Keep the visit as long as the person's own device deserves. It is said once: said again, it would prolong the visit."""
    if session.get(KEY, {}).get("borrowed") and not SECOND_FACTOR_ROLES & roles:
        _keep(session, MENTOR if {Role.MENTOR, Role.EXPERT} & roles else ENTREPRENEUR)


def keep_seen(session: SessionBase) -> None:
    """Write down that the visit goes on, when that is due: once a day, and every half hour for a team."""
    visit: dict[str, Any] | None = session.get(KEY)
    if visit is None:
        return
    now = time.time()
    every = WRITTEN_EVERY.total_seconds() if visit["idle"] else 24 * 3600
    if now - visit["seen"] >= every:
        session[KEY] = visit | {"seen": now}
        _set_end(session)


def _keep(session: SessionBase, longest: timedelta, *, idle: timedelta | None = None) -> None:
    now = time.time()
    session[KEY] = {"ends": now + longest.total_seconds(), "idle": idle.total_seconds() if idle else 0, "seen": now}
    _set_end(session)


def _set_end(session: SessionBase) -> None:
    visit = session[KEY]
    ends = min(visit["ends"], visit["seen"] + visit["idle"]) if visit["idle"] else visit["ends"]
    # A moment and not a length: saving the session for another reason moves nothing.
    session.set_expiry(datetime.fromtimestamp(ends, UTC))


def end_other_visits(request: HttpRequest, account: Account) -> None:
    """End every session of the account but the one of `request`, which goes on under a new key."""
    device = UserSession.objects.filter(session_key=request.session.session_key, user=account).first()
    renew_sign_ins(account)
    # The session of this request was ended with the others: it is written anew.
    update_session_auth_hash(request, account)
    request.session.save()
    if device is not None:
        device.pk, device.session_key = None, request.session.session_key or ""
        device._state.adding = True
        device.save()
