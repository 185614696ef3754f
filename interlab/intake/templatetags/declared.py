"""Texts of declared questions in templates."""

from collections.abc import Mapping

from django import template

from interlab.core.questions.declared import text

register = template.Library()


@register.filter
def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in exactly this language; empty when it isn't there."""
    return texts.get(language, "")


@register.filter
def best_in(texts: Mapping[str, str], language: str) -> str:
    """Return a text in this language, else in the one it was first written in."""
    return text(texts, language)
