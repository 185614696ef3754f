"""Template words used on every page: icons, initials, days written out."""

from datetime import date
from functools import lru_cache

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide as lucide_icon

from interlab.core.editing import Clash, EditForm
from interlab.core.kept import key_for

register = template.Library()

_ICONS: dict[str, SafeString] = {}
_POINTING = ("arrow-", "chevron-", "log-", "corner-", "undo", "redo", "reply", "send", "list")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a Lucide icon; one that points somewhere is mirrored in right-to-left pages. A word always stands beside it."""
    if name not in _ICONS:
        classes = "icon flip" if name.startswith(_POINTING) else "icon"
        svg = " ".join(str(lucide_icon(name, size=None)).split())
        # Colour and stroke are the style sheet's: only the shape stays.
        shape = svg[svg.index(">") + 1 :].replace("> <", "><").replace(" />", "/>").strip()
        _ICONS[name] = mark_safe(f'<svg class="{classes}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{shape}')  # noqa: S308
    return _ICONS[name]


@register.simple_tag(takes_context=True)
def form_key(context: template.Context) -> SafeString:
    """Open a form that posts: the token that says it is ours, and a key by which sending it twice has one effect."""
    of_ours = str(context.get("csrf_token") or "")
    user = getattr(context.get("request"), "user", None)
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="form_key" value="{}">',
        "" if of_ours == "NOTPROVIDED" else of_ours,
        key_for(user.pk if user is not None and user.is_authenticated else None),
    )


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name: one letter in scripts that join letters."""
    bare = ["".join(letter for letter in part if letter.isalnum()) for part in str(name).split()]
    parts = [part for part in bare if part and part[0].isalpha()] or [*filter(None, bare), "?"][:1]
    if "\u0590" <= parts[0][0] <= "\u08ff":
        return parts[0][0]
    return (parts[0][:2] if len(parts) == 1 else parts[0][0] + parts[-1][0]).upper()


@register.filter
def tint(name: str) -> str:
    """Return one of the four colours an avatar may have, always the same for the same name."""
    return ("", "brick", "saffron", "ink")[sum(map(ord, str(name))) % 4]


def _written(value: date, pattern: str) -> str:
    # Moments are equal across time zones, where their days may not be: only days are remembered.
    return _written_day(value, pattern, get_language()) if type(value) is date else date_format(value, pattern)


@lru_cache(maxsize=2000)
def _written_day(value: date, pattern: str, language: str | None) -> str:
    return date_format(value, pattern)


@register.filter
def day(value: date | None) -> str:
    """Write a day with its weekday, and the year only when it isn't this one."""
    if value is None:
        return ""
    return _written(value, _("l j F") if value.year == timezone.localdate().year else _("l j F Y"))


@register.filter
def short_day(value: date | None) -> str:
    """Write a day without its weekday."""
    if value is None:
        return ""
    return _written(value, _("j F Y"))


@register.filter
def since(value: date | None) -> str:
    """Say since when, in words people use: today, yesterday, a weekday, then days, weeks and months."""
    if value is None:
        return ""
    days = (timezone.localdate() - value).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("since yesterday")
    if days < 7:
        return _("since %(weekday)s") % {"weekday": _written(value, "l")}
    if days < 60:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s month", "%(n)s months", days // 30) % {"n": days // 30}


@register.filter
def duration(minutes: int | None) -> str:
    """Write minutes as people say them: 45 min, 1 h, 1 h 30."""
    if minutes is None:
        return ""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%(n)s min") % {"n": rest}
    return _("%(h)s h %(m)02d") % {"h": hours, "m": rest} if rest else _("%(h)s h") % {"h": hours}


@register.filter
def bdi(value: str | Promise | None) -> str:
    """Isolate a text whose direction may differ from the page's."""
    return format_html("<bdi>{}</bdi>", value or "")


@register.filter
def kind(field: BoundField) -> str:
    """Say how a form field is drawn: hidden, box (one tick), choices (chips), or line (anything else)."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "box" if isinstance(widget, forms.CheckboxInput) else "line"


@register.filter
def clash(field: BoundField) -> Clash | None:
    """Return what two people wrote into a form field at once, if they did."""
    return field.form.clash_of(field.name) if isinstance(field.form, EditForm) and field.form.clashes else None


@register.filter
def hinted(field: BoundField, hint: str | None) -> BoundField:
    """Return the field with `hint` as its help, so that the widget is described by it; without a hint, as it is."""
    if hint:
        field.help_text = hint
    return field


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a form field's widget with our class; typed text chooses its own direction. Placeholders are left out: labels say it."""
    widget = field.field.widget
    attrs: dict[str, str | bool] = {"placeholder": False}
    if not isinstance(widget, forms.CheckboxInput):
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    if isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in ("text", "search"):
        attrs["dir"] = widget.attrs.get("dir", "auto")
    return field.as_widget(attrs=attrs)


@register.filter
def undo_address(tags: str) -> str:
    """Return the address that undoes what a message tells, from its extra tags "undo:<address>"; empty when there is none."""
    return next((tag.removeprefix("undo:") for tag in (tags or "").split() if tag.startswith("undo:")), "")


@register.filter
def percent_of(value: float | None, whole: float | None) -> str:
    """Return how much of `whole` a value is, 0 to 100, written for an attribute: never with a decimal comma."""
    if not value or not whole or whole < 0:
        return "0"
    return f"{min(max(value / whole * 100, 0), 100):.2f}"
