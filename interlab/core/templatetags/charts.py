"""Where the marks of a chart stand: the server draws, templates only name the numbers."""

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()

PLOT_WIDTH, PLOT_HEIGHT, PLOT_MARGIN = 400, 110, 18


@register.filter
def plotted(points: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each point (a dict with a `value`) its `x` and `y` in a plot of 400 by 150 whose ground, at 128, is zero."""
    most = max([point["value"] for point in points], default=0) or 1
    step = (PLOT_WIDTH - 2 * PLOT_MARGIN) / max(len(points) - 1, 1)
    return [
        {
            **point,
            "x": f"{PLOT_MARGIN + index * step:.1f}",
            "y": f"{PLOT_MARGIN + PLOT_HEIGHT * (1 - point['value'] / most):.1f}",
            "above": f"{PLOT_MARGIN + PLOT_HEIGHT * (1 - point['value'] / most) - 9:.1f}",
        }
        for index, point in enumerate(points)
    ]
