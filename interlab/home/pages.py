"""The text of public pages: the team's when it published one, else ours (a template's)."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

from interlab.accounts.models import Membership
from interlab.accounts.roles import Ability
from interlab.home.models import PageText
from interlab.network.models import Incubator

MOST_LETTERS = 20_000


@cache
def _markdown() -> MarkdownIt:
    # No HTML of theirs, no pictures from elsewhere: the page's policy would refuse them anyway.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_html(text: str) -> SafeString:
    """Return Markdown as HTML that is safe to show: tags typed into it are shown as text, addresses of scripts make no link."""
    return mark_safe(_markdown().render(text))  # noqa: S308 - html is off


def text_of(incubator: Incubator, page: str, *, draft_for: Membership | None = None) -> SafeString | None:
    """Return the team's text of a page in the language of the moment, or None: ours is shown then."""
    language = get_language() or "fr"
    row = PageText.objects.filter(incubator=incubator, page=page, language=language).only("draft", "published").first()
    if row is None:
        return None
    text = row.draft if draft_for is not None and draft_for.can(Ability.CHANGE_SETTINGS) else row.published
    return as_html(text) if text.strip() else None
