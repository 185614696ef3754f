"""Entries of a timeline. In Python, as the rows of the list of persons: a template takes four times as long."""

from collections.abc import Iterable
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interlab.core.templatetags.page import day, icon
from interlab.journeys.timeline.registry import Entry

register = template.Library()


@register.simple_tag
def thread_entries(entries: Iterable[Entry]) -> SafeString:
    """Draw what happened: each thing with its day, whom it concerns, what was written, and where it is opened."""
    taken_back = _("taken back")
    return mark_safe("".join([_entry(entry, taken_back) for entry in entries]))  # noqa: S308 - each entry is escaped


def _entry(entry: Entry, taken_back: str) -> str:
    title = escape(str(entry.title))
    shown = f"<s>{title}</s> <small>{escape(taken_back)}</small>" if entry.struck else title
    return f"""<li><span class="dot {entry.tint}">{icon(entry.icon)}</span><div>
<p class="what"><b dir="auto">{shown}</b><time datetime="{entry.day.isoformat()}">{escape(day(entry.day))}</time></p>
{_by(entry)}{_said(entry)}{_more(entry)}{_link(entry, title)}
</div></li>"""


def _by(entry: Entry) -> str:
    told = [f"<bdi>{escape(str(who))}</bdi>" for who in (entry.about, entry.author) if who]
    told += [escape(str(entry.fact))] if entry.fact else []
    return f'<p class="by">{" · ".join(told)}</p>' if told else ""


def _said(entry: Entry) -> str:
    said = f'<p class="said" dir="auto">{escape(entry.text)}</p>' if entry.text else ""
    for circle, body in entry.notes:
        said += f'<p class="said" dir="auto">{escape(body)}</p><p class="by">{icon("eye")} {escape(str(circle))}</p>'
    return said


def _more(entry: Entry) -> str:
    return render_to_string(entry.template, {"entry": entry}) if entry.template else ""


def _link(entry: Entry, title: str) -> str:
    if entry.link is None:
        return ""
    address, label = entry.link
    about = f'<span class="vh"> : <bdi>{title}</bdi></span>'
    return f'<p class="by"><a href="{escape(address)}">{escape(str(label))}{about}</a></p>'
