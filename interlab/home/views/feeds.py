"""Calls as others' programs read them: a feed, a calendar; and what search engines ask for."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interlab.accounts.rules import PublicRequest, public_page
from interlab.core.templatetags.page import day
from interlab.home.next_call import calls_to_tell
from interlab.intake.models import Call
from interlab.network.models import Incubator, Site

# What is found by searching. Forms and what follows an application aren't.
SEARCHED = ("welcome", "programme", "about", "contact", "elsewhere", "partners", "legal", "privacy_notice", "accessibility")


def _apply(incubator: Incubator) -> str:
    try:
        return reverse("intake:apply", args=[incubator.slug])
    except NoReverseMatch:
        return reverse("home:welcome", args=[incubator.slug])


def _said_of(call: Call) -> str:
    """Return what the team says of a call in the language of the moment, else its days."""
    intro = call.intro.get(get_language() or "fr") if isinstance(call.intro, dict) else ""
    if isinstance(intro, str) and intro.strip():
        return intro
    if call.closes_on is None:
        return _("Open since %(day)s, without a last day.") % {"day": day(call.opens_on)}
    return _("From %(first)s to %(last)s.") % {"first": day(call.opens_on), "last": day(call.closes_on)}


class CallFeed(Feed):
    """The incubator's open and coming calls."""

    def get_object(self, request: PublicRequest) -> Incubator:  # type: ignore[override]
        return request.incubator

    def title(self, incubator: Incubator) -> str:
        return incubator.name

    def link(self, incubator: Incubator) -> str:
        return reverse("home:welcome", args=[incubator.slug])

    def description(self, incubator: Incubator) -> str:
        return _("When you can apply.")

    def items(self, incubator: Incubator) -> list[Call]:
        return calls_to_tell(incubator)

    def item_title(self, item: Any) -> str:
        return str(item.name)

    def item_description(self, item: Any) -> str:
        return _said_of(item)

    def item_link(self, item: Call) -> str:
        return _apply(item.incubator)

    def item_guid(self, item: Call) -> str:
        return f"call:{item.code}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Call) -> datetime | None:
        return item.published_at


@public_page
@require_safe
def feed(request: PublicRequest) -> HttpResponse:
    """Give the calls as a feed."""
    return CallFeed()(request)


@public_page
@require_safe
def calendar(request: PublicRequest) -> HttpResponse:
    """Give the first and last days of calls as a calendar."""
    # Late: few requests ask for a calendar.
    from icalendar import Calendar, Event

    whole = Calendar()
    whole.add("prodid", "-//InterLab//calls//")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", request.incubator.name)
    for call in calls_to_tell(request.incubator):
        for name, on, words in (
            ("opens", call.opens_on, _("Opens: %(call)s")),
            ("closes", call.closes_on, _("Last day: %(call)s")),
        ):
            if on is None:
                continue
            event = Event()
            event.add("uid", f"{call.code}-{name}@{request.incubator.slug}.interlab")
            event.add("dtstamp", call.published_at or datetime.combine(on, time(), UTC))
            event.add("dtstart", on)
            event.add("dtend", on + timedelta(days=1))
            event.add("summary", words % {"call": call.name})
            event.add("url", request.build_absolute_uri(_apply(request.incubator)))
            whole.add_component(event)
    response = HttpResponse(whole.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{request.incubator.slug}.ics"'
    return response


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages of published sites, each language beside the others."""
    sites = Site.objects.filter(published_at__isnull=False).select_related("incubator").order_by("pk")[:200]
    root = request.build_absolute_uri("/").rstrip("/")
    pages = [
        (root + reverse(f"home:{name}", args=[site.incubator.slug]), site.shown_languages, timezone.localdate(site.changed_at))
        for site in sites
        for name in SEARCHED
    ]
    return render(request, "home/sitemap.xml", {"pages": pages}, content_type="application/xml")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines should leave alone: forms, applications, the members' pages."""
    private = ("/*/apply/", "/*/application/", "/*/recommend/", "/account/", "/*/today/", "/*/settings/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in private),
        f"Sitemap: {request.build_absolute_uri(reverse('home:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
