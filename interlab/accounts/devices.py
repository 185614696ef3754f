"""The devices on which somebody is signed in, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Account
from interlab.accounts.visits import KEY

# The more particular first: nearly every browser also says it is Safari, and every Edge that it is Chrome.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_ON_A_PHONE = ("iPhone", "Android")


@dataclass(frozen=True)
class Device:
    """One session: on what, since when, last seen on which day."""

    number: int
    browser: str
    system: str
    since: date
    seen_on: date
    is_this_one: bool
    ends_at: datetime

    @property
    def icon(self) -> str:
        return "smartphone" if self.system in _ON_A_PHONE else "laptop"

    @property
    def is_borrowed(self) -> bool:
        """Whether it forgets the person within the hour."""
        return (self.ends_at - timezone.now()).total_seconds() < 3600


def browser_of(user_agent: str) -> str:
    """Return the browser's name as people know it."""
    return next((name for mark, name in _BROWSERS if f"{mark}/" in user_agent), _("a browser"))


def system_of(user_agent: str) -> str:
    """Return the system's name as people know it."""
    return next((name for mark, name in _SYSTEMS if mark in user_agent), _("a device"))


def devices_of(account: Account, this_session: str | None) -> Iterator[Device]:
    """Yield the sessions of `account` that still open something, this one first, then the latest."""
    rows = UserSession.objects.filter(user=account).order_by("-created_at", "-pk")[:100]
    known = list(rows)
    sessions = {
        session.session_key: session
        for session in Session.objects.filter(session_key__in=[row.session_key for row in known], expire_date__gt=timezone.now())
    }
    for row in sorted(known, key=lambda row: row.session_key != this_session):
        session = sessions.get(row.session_key)
        if session is None:
            continue
        seen = session.get_decoded().get(KEY, {}).get("seen")
        seen_at = datetime.fromtimestamp(seen, timezone.get_current_timezone()) if seen else timezone.localtime(row.created_at)
        yield Device(
            number=row.pk,
            browser=browser_of(row.user_agent),
            system=system_of(row.user_agent),
            since=timezone.localtime(row.created_at).date(),
            seen_on=seen_at.date(),
            is_this_one=row.session_key == this_session,
            ends_at=session.expire_date,
        )
