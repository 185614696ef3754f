"""May this member? Asked by views before they act."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase

from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Ability
from interlab.core.prepared import prepared
from interlab.network.models import Incubator, Site


class SignedInRequest(HttpRequest):
    """A request of somebody signed in."""

    user: Account


class MemberRequest(SignedInRequest):
    """A request under an incubator's address: whoever makes it is a member there."""

    member: Membership


class PublicRequest(HttpRequest):
    """A request of an incubator's public pages, by anybody. `member` is theirs when they happen to be one there."""

    incubator: Incubator
    public_site: Site
    member: Membership | None


def public_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view under an incubator's address to everybody, once its site is published; before, to its members alone."""
    view.is_public_page = True  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view


def site_of(slug: str) -> Site | None:
    """Return the site of the incubator called `slug`, with the incubator, or None."""
    return next(iter(_sites(slug)), None)


@prepared
def _sites(slug: str) -> QuerySet[Site]:
    return Site.objects.select_related("incubator").filter(incubator__slug=slug)[:1]


def membership_in(slug: str, account: Account | AnonymousUser) -> Membership | None:
    """Return the account's current membership of the incubator called `slug`, or None."""
    if not account.is_authenticated:
        return None
    return next(iter(_memberships(account.pk, slug)), None)


@prepared
def _memberships(account: int, slug: str) -> QuerySet[Membership]:
    rows = Membership.objects.current().select_related("incubator")
    return rows.filter(account_id=account, incubator__slug=slug).order_by("pk")[:1]


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


def proves_again(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask whoever opens an important page under an incubator's address to prove first that it is still them, then lead back.

    allauth's own way keeps the POST and plays it again by itself, without the membership: here the page is simply opened anew.
    """

    @wraps(view)
    def asked(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_reauthentication_required(request, app="allauth.mfa"):
            methods = get_adapter().get_reauthentication_methods(request.user)
            back = QueryDict(mutable=True)
            back["next"] = request.path
            return HttpResponseRedirect(f"{methods[0]['url']}?{back.urlencode(safe='/')}")
        return view(request, *args, **kwargs)

    return asked
