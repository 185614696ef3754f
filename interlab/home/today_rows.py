"""What the lists of Aujourd'hui are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet
from django.utils.functional import Promise

from interlab.accounts.models import Membership
from interlab.people.models import Person

SHOWN = 6
# How many a list counts to: past it, "99+" says enough and costs no scan.
COUNTED = 100


@dataclass(frozen=True)
class Guest:
    """Somebody of whom there is no file yet: a name, and the page that tells of them."""

    short_name: str
    page: str


@dataclass(frozen=True)
class Row:
    """Somebody on a list. `act` names the button; `posts` says that it acts at once instead of opening a page."""

    person: Person | Guest
    why: str
    act: str
    act_address: str
    since: date | None = None
    at: time | None = None
    is_old: bool = False
    posts: bool = False
    opens_sheet: bool = False


@dataclass(frozen=True)
class Pile:
    """One of the four lists: its first rows and how many there are, up to `COUNTED`."""

    key: str
    title: str | Promise
    icon: str
    tint: str
    empty: str | Promise
    rows: list[Row]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)

    @property
    def shown_count(self) -> str:
        return f"{COUNTED - 1}+" if self.count >= COUNTED else str(self.count)


Source = tuple[QuerySet, Callable[[list, Membership], list[Row]]]
