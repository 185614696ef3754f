"""An incubator's public site: its home, and pages of text."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interlab.accounts.rules import PublicRequest, public_page
from interlab.home.colours import stylesheet
from interlab.home.models import PageText
from interlab.home.next_call import next_call
from interlab.home.pages import text_of

FOR_A_YEAR = "public, max-age=31536000, immutable"


def _text(request: PublicRequest, page: str) -> object:
    """Return the team's text of a page; its draft, for members who write it and ask for it."""
    draft_for = request.member if "draft" in request.GET else None
    return text_of(request.incubator, page, draft_for=draft_for)


@public_page
@require_safe
def welcome(request: PublicRequest) -> HttpResponse:
    """Show the home of the incubator's site."""
    context = {"call": next_call(request.incubator), "text": _text(request, PageText.Page.WELCOME)}
    return render(request, "home/welcome.html", context)


def _page(page: str, template: str) -> Callable[[HttpRequest], HttpResponseBase]:
    @public_page
    @require_safe
    def shown(request: PublicRequest) -> HttpResponse:
        return render(request, template, {"text": _text(request, page)})

    return shown


programme = _page(PageText.Page.PROGRAMME, "home/programme.html")
about = _page(PageText.Page.ABOUT, "home/about.html")
contact = _page(PageText.Page.CONTACT, "home/contact.html")
elsewhere = _page(PageText.Page.ELSEWHERE, "home/elsewhere.html")
partners = _page(PageText.Page.PARTNERS, "home/partners.html")
legal = _page(PageText.Page.LEGAL, "home/legal.html")
privacy_notice = _page(PageText.Page.PRIVACY, "home/privacy_notice.html")
accessibility = _page(PageText.Page.ACCESSIBILITY, "home/accessibility.html")


@public_page
@require_safe
def colours(request: PublicRequest) -> HttpResponse:
    """Give the incubator's colours as a style sheet. Its address changes with them."""
    site = request.public_site
    response = HttpResponse(stylesheet(site.primary_colour, site.accent_colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_A_YEAR
    return response


@public_page
@require_safe
def logo(request: PublicRequest) -> HttpResponseBase:
    """Give the incubator's logo."""
    try:
        picture = request.public_site.logo.open("rb")
    except (ValueError, OSError):
        raise Http404 from None
    return FileResponse(picture, content_type="image/png", headers={"Cache-Control": FOR_A_YEAR})
