"""What the page of figures draws: each chart with its words and the same numbers as a table. A hidden number stays hidden in both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlab.core.dates import today
from interlab.core.templatetags.page import duration, short_day
from interlab.impact.definitions import half_up
from interlab.impact.figures import Figure
from interlab.impact.populations import Scope
from interlab.network.models import Stage


@dataclass(frozen=True)
class Bar:
    """One bar, its length and what is written at its end; `here` makes it stand out."""

    label: str | Promise
    value: float
    text: str
    here: bool = False


@dataclass(frozen=True)
class Part:
    """One part of a whole, from `x` on, both in parts of 100; None when it is hidden."""

    label: str
    text: str
    x: float | None
    width: float | None
    colour: str


@dataclass(frozen=True)
class Point:
    """One point of a line: where it is in a drawing of 400 by 150, its value and what is written under it."""

    x: int
    y: int
    value: int
    label: str


@dataclass(frozen=True)
class Chart:
    """One card: bars, parts of a whole or a line, and the table of the same."""

    key: str
    title: str
    text: str
    headers: tuple[str, ...]
    lines: list[tuple[Any, ...]]
    bars: Sequence[Bar] = ()
    parts: Sequence[Part] = ()
    points: Sequence[Point] = ()

    @property
    def drawn(self) -> bool:
        """Whether any part may be shown."""
        return any(part.width for part in self.parts)

    @property
    def most(self) -> float:
        return max((bar.value for bar in self.bars), default=0)


def charts_of(figures: dict[str, Figure], scope: Scope) -> list[Chart]:
    """Return the cards of the page, those with something to show."""
    charts = [
        _by_month(figures, scope),
        _by_kind(figures, scope),
        _by_stage(figures, scope),
        _exits(figures, scope),
        _women(figures),
        _standing(figures),
    ]
    return [chart for chart in charts if chart.lines]


def k_of_n(k: int | None, n: int | None) -> str:
    """Write k of n, with the percentage beside it when n is large enough to bear one."""
    if k is None:
        return hidden()
    if n is None:
        return str(k)
    percent = half_up(k, n)
    if percent is None:
        return _("%(k)s of %(n)s") % {"k": k, "n": n}
    return _("%(k)s of %(n)s (%(percent)s %%)") % {"k": k, "n": n, "percent": percent}


def _share(count: int, n: int | None) -> str:
    percent = half_up(count, n) if n else None
    return str(count) if percent is None else _("%(k)s (%(percent)s %%)") % {"k": count, "percent": percent}


def hidden() -> str:
    return _("hidden, fewer than 5 persons")


def _by_kind(figures: dict[str, Figure], scope: Scope) -> Chart:
    sessions, apart = figures["sessions"], figures["information_sessions"]
    lines = sorted(sessions["by_kind"], key=lambda line: -line["value"])
    text = _("Attendances in %(year)s, by kind: a group session counts once for each person.") % {"year": scope.period.start.year}
    if apart["value"]:
        text += " " + _("Information sessions, listed apart: %(n)s.") % {"n": apart["value"]}
    title = ngettext("%(n)s session, %(hours)s", "%(n)s sessions, %(hours)s", sessions["value"])
    return Chart(
        "sessions",
        title % {"n": sessions["value"], "hours": duration(sessions["minutes"])},
        text,
        (_("Kind"), _("Sessions"), _("Duration")),
        [(line["kind"], line["value"], duration(line["minutes"])) for line in [*lines, *apart["by_kind"]]],
        bars=[Bar(line["kind"], line["value"], str(line["value"])) for line in lines],
    )


def _by_stage(figures: dict[str, Figure], scope: Scope) -> Chart:
    stages, launched = figures["stages"], figures["launched"]["value"]
    n = stages["value"]
    last = min(scope.last_day, today())
    text = ngettext(
        "Stages already reached by the %(n)s project of the persons accompanied, on %(day)s.",
        "Stages already reached by the %(n)s projects of the persons accompanied, on %(day)s.",
        n,
    )
    title = ngettext("%(k)s project launched, %(n)s followed", "%(k)s projects launched, %(n)s followed", launched)
    steps = stages["by_stage"] if n else []
    return Chart(
        "stages",
        title % {"k": launched, "n": n},
        text % {"n": n, "day": short_day(last)},
        (_("Stage reached"), _("Projects")),
        [(step["stage"], step["value"]) for step in steps],
        bars=[
            Bar(step["stage"], step["value"], str(step["value"]), here=step["meaning"] == Stage.Meaning.LAUNCHED)
            for step in steps
        ],
    )


def _women(figures: dict[str, Figure]) -> Chart:
    share, total = figures["women_share"], figures["accompanied"]["value"]
    counts = [
        (_("women"), share["k"]),
        (_("men"), share["men"]),
        (_("other"), share["other"]),
        (_("not known"), share["unknown"]),
    ]
    if share["k"] is None:
        title = _("Women and men: hidden, fewer than 5 persons")
    elif share["n"] is None:
        title = ngettext("%(k)s woman, %(n)s persons", "%(k)s women, %(n)s persons", share["k"]) % {"k": share["k"], "n": total}
    else:
        title = ngettext("%(k)s woman of %(n)s", "%(k)s women of %(n)s", share["k"]) % {"k": share["k"], "n": share["n"]}
    text = _("Share among the persons accompanied whose gender is known.")
    return _whole("women_share", title, text, counts, share["n"], total)


def _standing(figures: dict[str, Figure]) -> Chart:
    newcomers, locals_, total = figures["newcomers"], figures["locals"], figures["accompanied"]["value"]
    counts = [
        (_("newcomers"), newcomers["value"]),
        (_("locals"), locals_["value"]),
        (_("not said"), newcomers["unknown"]),
    ]
    k, n = newcomers["value"], newcomers["n"]
    if k is None:
        title = _("Newcomers and locals: hidden, fewer than 5 persons")
    elif n is None:
        title = ngettext("%(k)s newcomer, %(n)s persons", "%(k)s newcomers, %(n)s persons", k) % {"k": k, "n": total}
    else:
        title = ngettext("%(k)s newcomer of %(n)s", "%(k)s newcomers of %(n)s", k) % {"k": k, "n": n}
    return _whole("newcomers", title, _("As they say themselves, among the persons accompanied."), counts, n, total)


def _whole(key: str, title: str, text: str, counts: list[tuple[str, int | None]], n: int | None, total: int) -> Chart:
    """Draw counts that add up to `total`. The last is the unknown one: it has no share of the `n` known."""
    parts, x = [], 0.0
    for place, (label, count) in enumerate(counts):
        width = 100 * count / total if count is not None and total else None
        colour = "k3" if place == len(counts) - 1 else f"k{place}"
        known = place < len(counts) - 1
        said = hidden() if count is None else _share(count, n if known else None)
        parts.append(Part(label, said, x if width else None, width, colour))
        x += width or 0
    lines = [
        (label, hidden() if count is None else count, k_of_n(count, n) if place < len(counts) - 1 and n else "")
        for place, (label, count) in enumerate(counts)
    ]
    return Chart(key, title, text, (_("Group"), _("Persons"), _("Of those known")), lines if total else [], parts=parts)


def _by_month(figures: dict[str, Figure], scope: Scope) -> Chart:
    given = figures["hours_given"]
    year = scope.period.start.year
    counts = given["sessions_by_month"][: today().month if year == today().year else 12]
    most = max(counts) or 1
    title = ngettext("%(hours)s given in %(n)s session", "%(hours)s given in %(n)s sessions", given["sessions"])
    return Chart(
        "hours_given",
        title % {"hours": duration(given["minutes"]), "n": given["sessions"]},
        _("Sessions held in %(year)s, month by month. A group session counts once, however many came.") % {"year": year},
        (_("Month"), _("Sessions")),
        [(str(MONTHS[number]), n) for number, n in enumerate(counts, start=1)] if given["sessions"] else [],
        points=[
            Point(x=18 + 33 * place, y=round(130 - 105 * n / most), value=n, label=str(MONTHS_3[place + 1]))
            for place, n in enumerate(counts)
        ],
    )


def _exits(figures: dict[str, Figure], scope: Scope) -> Chart:
    exits = figures["exits"]
    lines = sorted(exits["by_reason"], key=lambda line: -line["value"])
    title = ngettext("%(n)s person left", "%(n)s persons left", exits["value"]) % {"n": exits["value"]}
    return Chart(
        "exits",
        title,
        _("Persons who left in %(year)s, by reason. A job or a training is an outcome too.") % {"year": scope.period.start.year},
        (_("Reason"), _("Persons")),
        [(line["reason"], line["value"]) for line in lines],
        bars=[Bar(line["reason"], line["value"], str(line["value"])) for line in lines],
    )
