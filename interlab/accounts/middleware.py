"""Two doors: sign-in for everything that isn't marked public, membership for everything under an incubator's address."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from interlab.accounts.models import Membership
from interlab.accounts.rules import membership_in


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends whoever isn't signed in to the sign-in page, except on views marked public and on allauth's own."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if view.__module__.startswith("allauth."):
            return None
        return super().process_view(request, view, args, kwargs)


class MembershipMiddleware:
    """Turns the incubator named in an address into `request.member`, or answers 404 to whoever isn't one there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            # What a signed-in person sees is theirs: no copy stays in the browser or on the way.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        slug = kwargs.pop("incubator", None)
        if slug is None:
            return
        member: Membership | None = membership_in(slug, request.user)
        if member is None:
            raise Http404
        request.member = member  # type: ignore[attr-defined]
