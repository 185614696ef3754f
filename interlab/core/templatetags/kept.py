"""Parts of a page that are the same at each visit: drawn once for the same values, then kept by this process."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# Past this many drawings of one part, they are all let go: nobody needs an index of what is quickly drawn again.
MOST = 500
_GAP = "\x00"


class KeptNode(template.Node):
    """Draws its content once for each language and each set of values. The content sees those values and nothing else.

    So what is kept can't be stale: whatever it shows is part of the key. What differs each time stands between
    `{% live %}` and `{% endlive %}`, even in a template it includes, and sees the page.
    """

    def __init__(self, values: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self.drawn: dict[Any, tuple[list[str], list[NodeList]]] = {}

    def render(self, context: template.Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self.values.items()}
        key = (get_language(), *values.values())
        kept = self.drawn.get(key)
        if kept is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            kept = self.drawn[key] = self.draw(context, values)
        texts, gaps = kept
        if not gaps:
            return mark_safe(texts[0])  # noqa: S308 - rendered with escaping
        parts = [texts[0]]
        for gap, text in zip(gaps, texts[1:], strict=True):
            parts += (gap.render(context), text)
        return mark_safe("".join(parts))  # noqa: S308 - rendered with escaping

    def draw(self, context: template.Context, values: dict[str, Any]) -> tuple[list[str], list[NodeList]]:
        # A text with our own mark in it would shift the gaps.
        inner: Any = context.new({name: _marked_off(value) for name, value in values.items()})
        inner.gaps = []
        return self.nodelist.render(inner).split(_GAP), inner.gaps


class LiveNode(template.Node):
    """Draws its content each time, with what the page knows. Outside a kept part it changes nothing."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        gaps: list[NodeList] | None = getattr(context, "gaps", None)
        if gaps is None:
            return self.nodelist.render(context)
        gaps.append(self.nodelist)
        return mark_safe(_GAP)  # noqa: S308 - our own mark


def _marked_off(value: Any) -> Any:
    return value.replace(_GAP, "\ufffd") if isinstance(value, str) else value


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Draw once: `{% kept name=value … %} … {% endkept %}`. Values are texts, numbers and the like, never rows of a database."""
    _tag, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("kept takes name=value only")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(values, nodelist)


@register.tag
def live(parser: Parser, token: Token) -> LiveNode:
    """Draw each time: `{% live %} … {% endlive %}`."""
    nodelist = parser.parse(("endlive",))
    parser.delete_first_token()
    return LiveNode(nodelist)
