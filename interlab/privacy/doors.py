"""The way into a person's file, for views of every app: open in one's caseload, with a reason asked outside it.

Who knows persons says so once (`register_door`, from an `access.py`); an app below knows a person by their code only.
"""

from collections.abc import Callable, Collection
from functools import cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from interlab.accounts.models import Membership
from interlab.accounts.rules import MemberRequest

Door = Callable[[Collection[str], Membership], None]
_DOORS: list[Door] = []


class ReasonNeeded(Exception):
    """The file of the person called `person_code` lies outside the caseload of whoever opens it: they say why first."""

    def __init__(self, person_code: str) -> None:
        super().__init__(person_code)
        self.person_code = person_code


def register_door(door: Door) -> None:
    """Say how the files of persons named by code are opened for a member: written down, or ReasonNeeded."""
    _DOORS[:] = [door]


@cache
def _door() -> Door:
    autodiscover_modules("access")
    return _DOORS[0]


def open_by_code(person_codes: Collection[str], *, by: Membership) -> None:
    """Open the files of these persons for a colleague; codes of nobody open nothing."""
    if any(person_codes):
        _door()([code for code in person_codes if code], by)


def opens_file(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lead to the page that asks why whenever the view opens a file outside its reader's caseload."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ReasonNeeded as needed:
            asks = reverse("journeys:person_reason", args=[request.member.incubator.slug, needed.person_code])
            # What was being sent can't wait behind a question: its page is shown again.
            back = urlencode({"next": request.get_full_path()}) if request.method in ("GET", "HEAD") else ""
            return redirect(f"{asks}?{back}" if back else asks)

    return guarded
