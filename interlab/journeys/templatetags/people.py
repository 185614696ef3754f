"""Rows of the list of persons. In Python: a template takes six times as long, and this is the page opened most."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interlab.core.addresses import addresses
from interlab.core.templatetags.page import initials, short_day, tint
from interlab.journeys.person_list import Carried, PersonRow, Way

register = template.Library()


@register.simple_tag
def person_rows(rows: Iterable[PersonRow], slug: str) -> SafeString:
    """Draw the persons of a list: who, their projects, where they are, their coach, the last news."""
    address = addresses("journeys:person_detail", slug)
    words = _Words(_("no project yet"), _("in no programme"), _("coach:"), _("news %(day)s"))
    return mark_safe("".join([_row(row, address(row.person.code), words) for row in rows]))  # noqa: S308 - each row is escaped


class _Words(NamedTuple):
    """What rows say, looked up once."""

    no_project: str
    nowhere: str
    coach: str
    news: str


def _row(row: PersonRow, address: str, words: _Words) -> str:
    name, full_name = row.person.short_name, row.person.full_name
    full = "" if name == full_name else f'<span class="since"><bdi>{escape(full_name)}</bdi></span>'
    return f"""<li class="who one">
<span class="avatar {tint(name)}" aria-hidden="true">{escape(initials(name))}</span>
<div><p class="name"><a href="{address}"><bdi>{escape(name)}</bdi></a>{full}</p>
<p class="why">{" · ".join(map(_project, row.projects)) or words.no_project}</p></div>
<p class="facts-of">{_way(row.way, words)}</p>
</li>"""


def _project(project: Carried) -> str:
    name = f"<bdi>{escape(project.name)}</bdi>"
    return f"{name}, <bdi>{escape(project.stage)}</bdi>" if project.stage else name


def _way(way: Way | None, words: _Words) -> str:
    if way is None:
        return f'<span class="muted">{words.nowhere}</span>'
    told = f'<span class="tag {way.colour}">{escape(way.label)}</span>'
    if way.coach:
        told += f'<span><span class="vh">{words.coach}</span> <bdi>{escape(way.coach)}</bdi></span>'
    if way.last_news_on:
        told += f"<span>{escape(words.news % {'day': short_day(way.last_news_on)})}</span>"
    return told
