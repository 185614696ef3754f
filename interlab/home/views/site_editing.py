"""The team's editor of its public site."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.editing import hold, to_edit
from interlab.core.errors import DomainError
from interlab.core.forms import show_refusal, status_of
from interlab.home import actions
from interlab.home.forms import LogoForm, PageForm, SiteForm, known_of
from interlab.home.models import PageText
from interlab.home.pages import as_html
from interlab.network.models import Site


def _site(request: MemberRequest) -> Site:
    return to_edit(request, Site.objects.select_related("incubator"), incubator_id=request.member.incubator_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def site_edit(request: MemberRequest) -> HttpResponse:
    """Change how the incubator shows itself."""
    site = _site(request)
    form = SiteForm(request.POST or None, row=site, initial=known_of(site))
    if form.is_valid():
        try:
            actions.update_site(site, by=request.member, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Your site is saved."))
            return redirect("home:site_edit", request.member.incubator.slug)
    missing = [form.fields[name].label for name in MISSED_BY_LAW if not getattr(site, name)]
    context = {"form": form, "public": site, "missing": missing}
    return render(request, "home/site_edit.html", context, status=status_of(form))


# What the legal pages can't do without.
MISSED_BY_LAW = ("legal_name", "enterprise_number", "address", "email")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def site_logo(request: MemberRequest) -> HttpResponse:
    """Take a new logo."""
    site = _site(request)
    form = LogoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        picture = form.cleaned_data["logo"]
        try:
            actions.change_logo(site, picture, size=picture.size, by=request.member)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Your logo is saved."))
            return redirect("home:site_edit", request.member.incubator.slug)
    return render(request, "home/site_logo.html", {"form": form, "public": site}, status=status_of(form))


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def site_logo_remove(request: MemberRequest) -> HttpResponse:
    """Go back to the name alone."""
    actions.remove_logo(_site(request), by=request.member)
    messages.success(request, _("The logo is removed."))
    return redirect("home:site_edit", request.member.incubator.slug)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def site_publish(request: MemberRequest) -> HttpResponse:
    """Show the site to everybody."""
    actions.publish_site(_site(request), by=request.member)
    messages.success(request, _("Everybody can see your site now."))
    return redirect("home:site_edit", request.member.incubator.slug)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def site_unpublish(request: MemberRequest) -> HttpResponse:
    """Take the site down."""
    actions.unpublish_site(_site(request), by=request.member)
    messages.success(request, _("Only your team can see your site now."))
    return redirect("home:site_edit", request.member.incubator.slug)


@require_safe
@needs(Ability.CHANGE_SETTINGS)
def page_list(request: MemberRequest) -> HttpResponse:
    """Show each page in each language: ours, or the team's."""
    rows = PageText.objects.filter(incubator=request.member.incubator).defer("draft")
    theirs = {(row.page, row.language): row for row in rows}
    pages = [
        (page, [(code, name, theirs.get((page.value, code))) for code, name in settings.LANGUAGES]) for page in PageText.Page
    ]
    return render(request, "home/page_list.html", {"pages": pages})


def _page(request: MemberRequest, page: str, language: str) -> PageText:
    """Return the team's text of a page, a new one when there is none yet."""
    if page not in PageText.Page.values or language not in dict(settings.LANGUAGES):
        raise Http404
    named: dict[str, Any] = {"incubator_id": request.member.incubator_id, "page": page, "language": language}
    hold(request, PageText.objects.all(), **named)
    return PageText.objects.filter(**named).first() or PageText(**named)


def _as_public(text: PageText, slug: str) -> str:
    return f"{reverse(f'home:{text.page}', args=[slug])}?lang={text.language}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CHANGE_SETTINGS)
def page_edit(request: MemberRequest, page: str, language: str) -> HttpResponse:
    """Write a page's draft, and see it as it will be read."""
    text = _page(request, page, language)
    form = PageForm(request.POST or None, row=text, initial={"draft": text.draft})
    slug = request.member.incubator.slug
    if form.is_valid():
        actions.draft_page(text, draft=form.cleaned_data["draft"], by=request.member)
        messages.success(request, _("Draft saved. Only your team sees it."))
        return redirect("home:page_edit", slug, page, language)
    context = {
        "form": form,
        "text": text,
        "preview": as_html(form["draft"].value() or ""),
        "address": _as_public(text, slug),
        "bidi": translation.get_language_info(language)["bidi"],
    }
    return render(request, "home/page_edit.html", context, status=status_of(form))


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def page_publish(request: MemberRequest, page: str, language: str) -> HttpResponse:
    """Show the draft to everybody."""
    try:
        actions.publish_page(_page(request, page, language), by=request.member)
        messages.success(request, _("Your text is published."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("home:page_edit", request.member.incubator.slug, page, language)


@require_POST
@needs(Ability.CHANGE_SETTINGS)
def page_reset(request: MemberRequest, page: str, language: str) -> HttpResponse:
    """Show our ready text again."""
    text = _page(request, page, language)
    if text.pk:
        actions.reset_page(text, by=request.member)
    messages.success(request, _("The page shows our text again. Your draft is kept."))
    return redirect("home:page_edit", request.member.incubator.slug, page, language)
