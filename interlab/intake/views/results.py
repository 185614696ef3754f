"""What the readings of a round come to: all applications, then one beside the other."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interlab.accounts.roles import Ability
from interlab.accounts.rules import MemberRequest, needs
from interlab.intake.actions.readings import note_comparison
from interlab.intake.blinding import told
from interlab.intake.models import Application, Round
from interlab.intake.progress import Result, results_of

_SORTS = {
    "score": lambda one: (one.is_mine, -(one.weighed.mean or 0), one.application.pk),
    "spread": lambda one: (one.is_mine, -one.weighed.spread, one.application.pk),
    "waiting": lambda one: (-len(one.waiting), one.application.pk),
    "arrived": lambda one: (one.application.submitted_at, one.application.pk),
}


@require_safe
@needs(Ability.DECIDE_APPLICATIONS)
def round_results(request: MemberRequest, code: str) -> HttpResponse:
    """Show each application's mean, its readings, how far they lie apart, and who has still to read."""
    row = _round(request, code)
    sort = request.GET.get("sort", "")
    sort = sort if sort in _SORTS else "score"
    results, closed = results_of(row, request.member)
    words = {
        "score": _("highest first"),
        "spread": _("most disputed first"),
        "waiting": _("still to read"),
        "arrived": _("as they came"),
    }
    sorts = [{"text": text, "url": f"?sort={name}", "current": name == sort} for name, text in words.items()]
    context = {"round": row, "results": sorted(results, key=_SORTS[sort]), "closed": closed, "sorts": sorts}
    return render(request, "intake/round_results.html", context)


@require_safe
@needs(Ability.DECIDE_APPLICATIONS)
def round_comparison(request: MemberRequest, code: str, application: str) -> HttpResponse:
    """Show an application's readings beside each other: each level, each comment."""
    row = _round(request, code)
    results, _closed = results_of(row, request.member)
    result = next((one for one in results if one.application.code == application), None)
    if result is None:
        raise Http404
    rows = Application.objects.select_related("form", "person").prefetch_related("uploads")
    found = rows.get(pk=result.application.pk)
    note_comparison(found, by=request.member)
    answers = told(found, blind=row.is_blind, language=request.LANGUAGE_CODE)
    context = {"round": row, "result": result, "answers": answers, "lines": [] if result.is_mine else _lines(row, result)}
    return render(request, "intake/round_comparison.html", context)


def _round(request: MemberRequest, code: str) -> Round:
    rows = Round.objects.filter(incubator_id=request.member.incubator_id).select_related("call")
    return get_object_or_404(rows, code=code)


def _lines(row: Round, result: Result) -> list[dict[str, object]]:
    return [
        {
            "criterion": one,
            "levels": [
                {"level": reading.scores.get(one.code), "words": _anchor(one.anchors, reading.scores.get(one.code))}
                for reading in result.readings
            ],
        }
        for one in row.criteria.all()
    ]


def _anchor(anchors: list[str], level: int | None) -> str:
    return anchors[level] if level is not None and level < len(anchors) else ""
