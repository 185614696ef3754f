"""May this member? Asked by views before they act."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Ability


class MemberRequest(HttpRequest):
    """A request under an incubator's address: whoever makes it is a member there."""

    member: Membership
    user: Account


def membership_in(slug: str, account: Account | AnonymousUser) -> Membership | None:
    """Return the account's current membership of the incubator called `slug`, or None."""
    if not account.is_authenticated:
        return None
    rows = Membership.objects.current().select_related("incubator")
    return rows.filter(account_id=account.pk, incubator__slug=slug).first()


def needs(*abilities: Ability) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Answer 403 to members without one of `abilities`. The view says so beside its name, and the tests read it there."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.member.can(ability) for ability in abilities):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.abilities = abilities  # type: ignore[attr-defined]
        return guarded

    return decorate
