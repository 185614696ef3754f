"""The doors: sign-in for everything that isn't marked public, membership under an incubator's address, a second factor for its team."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation

from interlab.accounts.languages import keep_language
from interlab.accounts.models import Membership
from interlab.accounts.rules import membership_in, site_of
from interlab.accounts.visits import keep_seen

# Set by the demo's one-click door, and heeded in the demo only.
DEMO_DOOR = "demo_door"


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends whoever isn't signed in to the sign-in page, except on views marked public and on allauth's own."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            keep_seen(request.session)
        if view.__module__.startswith("allauth."):
            return None
        return super().process_view(request, view, args, kwargs)


class MembershipMiddleware:
    """Turns the incubator named in an address into `request.member`, or answers 404 to whoever isn't one there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = request.incubator = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if chosen := getattr(request, "shown_language", ""):
            keep_language(response, chosen)
        if request.user.is_authenticated:
            # What a signed-in person sees is theirs: no copy stays in the browser or on the way.
            response.headers.setdefault("Cache-Control", "no-store, private")
        elif request.method == "POST" and request.resolver_match and request.resolver_match.url_name == "account_logout":
            # Drafts and pages of whoever was here; their language and colours stay.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponseBase | None:
        slug = kwargs.pop("incubator", None)
        if slug is None:
            return None
        member: Membership | None = membership_in(slug, request.user)
        if getattr(view, "is_public_page", False):
            _enter_site(request, slug, member)
            return None
        if member is None:
            raise Http404
        request.member, request.incubator = member, member.incubator  # type: ignore[attr-defined]
        if member.needs_second_factor and not request.user.has_second_factor and not _came_by_the_demo_door(request):  # type: ignore[union-attr]
            back = QueryDict(mutable=True)
            back["next"] = request.get_full_path() if request.method == "GET" else reverse("home:today", args=[slug])
            return HttpResponseRedirect(f"{reverse('mfa_index')}?{back.urlencode(safe='/')}")
        return None


def _enter_site(request: HttpRequest, slug: str, member: Membership | None) -> None:
    """Note whose public page is asked for. A site that isn't published yet is there for its members only."""
    site = site_of(slug)
    if site is None or not (site.is_published or member):
        raise Http404
    shown = request.GET.get("lang", "")
    if shown in site.shown_languages:
        # A link that was shared in a language: nothing is written, the browser remembers.
        request.shown_language = request.LANGUAGE_CODE = shown  # type: ignore[attr-defined]
        translation.activate(shown)
    request.public_site, request.incubator, request.member = site, site.incubator, member  # type: ignore[attr-defined]


def _came_by_the_demo_door(request: HttpRequest) -> bool:
    return settings.DEMO and bool(request.session.get(DEMO_DOOR))
