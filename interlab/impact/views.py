"""The year in sentences and charts; behind each number its definition and, for the team, its list."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.core.paging import Page, page_by_key
from interlab.impact.actions import export_list
from interlab.impact.charts import charts_of, k_of_n
from interlab.impact.definitions import DEFINITIONS, UNITS, Definition
from interlab.impact.disclosure import for_readers
from interlab.impact.erased import with_erased
from interlab.impact.figures import Figure, figures_of, figures_with
from interlab.impact.forms import ScopeForm
from interlab.impact.lists import Listing, listing_of
from interlab.impact.rules import sees_lists

# Figures without a sentence or a chart of their own.
BESIDE = ("entered", "applied", "hours_given", "information_sessions")


@require_safe
@needs(Ability.SEE_FIGURES)
def figures(request: MemberRequest) -> HttpResponse:
    """The figures of a year, sentences first."""
    form = ScopeForm.asked(request.GET, request.member.incubator)
    if not form.is_valid():
        return _no_such_year(request, "impact/figures.html", {})
    scope = form.scope
    shown = figures_of(scope.incubator, scope.period.start.year, scope.programme)
    if not sees_lists(request.member):
        shown = for_readers(shown, whole_incubator=scope.programme is None)
    shown = with_erased(shown, scope)
    share = shown["women_share"]
    context = {
        "form": form,
        "scope": scope,
        "figures": shown,
        "women": k_of_n(share["k"], share["n"]),
        "charts": charts_of(shown, scope),
        "beside": {key: shown[key] for key in BESIDE},
    }
    return render(request, "impact/figures.html", context)


@require_safe
@needs(Ability.SEE_FIGURES)
def figure_detail(request: MemberRequest, key: str) -> HttpResponse:
    """What one figure means and, for the team, whom or what it counts."""
    definition = _definition(key)
    form = ScopeForm.asked(request.GET, request.member.incubator)
    context: dict[str, Any] = {"form": form, "definition": definition, "unit": UNITS[definition.unit]}
    if not form.is_valid():
        return _no_such_year(request, "impact/figure_detail.html", context)
    scope, context["query"] = form.scope, f"?{form.query}"
    counted = with_erased(figures_with(key, scope), scope)
    if not sees_lists(request.member):
        shown = for_readers(counted, whole_incubator=scope.programme is None)
        return render(request, "impact/figure_detail.html", {**context, "scope": scope, **_shown(shown[key])})
    listing = listing_of(key, scope)
    page = _page(listing, request)
    context |= {
        "scope": scope,
        **_shown(counted[key]),
        "headers": listing.headers,
        "page": page,
        "lines": [zip(listing.headers, cells, strict=True) for cells in listing.cells(page.rows, scope)],
    }
    return render(request, "impact/figure_detail.html", context)


@require_POST
@needs(Ability.SEE_LISTS_BEHIND_FIGURES)
def figure_export(request: MemberRequest, key: str) -> HttpResponse | StreamingHttpResponse:
    """Give the list behind a figure as a CSV file, and note who took it."""
    definition = _definition(key)
    form = ScopeForm.asked(request.POST, request.member.incubator)
    if not form.is_valid():
        context = {"definition": definition, "unit": UNITS[definition.unit]}
        return _no_such_year(request, "impact/figure_detail.html", context)
    scope = form.scope
    lines = export_list(listing_of(key, scope), scope, key=key, by=request.member)
    response = StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8")
    name = f"{scope.incubator.slug}-{scope.period.start.year}-{key}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _no_such_year(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    form = ScopeForm.asked(QueryDict(), request.member.incubator)
    return render(request, template, {**context, "form": form, "query": ""}, status=400)


def _shown(figure: Figure) -> dict[str, Any]:
    return {"figure": figure, "share": k_of_n(figure["k"], figure["n"]) if "k" in figure else ""}


def _definition(key: str) -> Definition:
    if key not in DEFINITIONS:
        raise Http404
    return DEFINITIONS[key]


def _page(listing: Listing, request: MemberRequest) -> Page[Any]:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        return page_by_key(listing.rows, key=listing.order, after=after, before=before)
    except ValidationError:
        # A token made by hand, whose value isn't of this list's kind: the first page.
        return page_by_key(listing.rows, key=listing.order)


def _written(lines: Iterable[list[str]]) -> Iterator[str]:
    # The mark without which Excel misreads accents and Arabic.
    yield "\ufeff"
    for line in lines:
        text = StringIO()
        csv.writer(text, delimiter=";").writerow(line)
        yield text.getvalue()
