"""Names of languages, in the reader's language; codes are ISO 639, as short as they get."""

from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

# What people here speak, most likely first; any other code of Babel's is known too.
OFFERED = (
    "fr ar ti uk ru tr fa prs ps ku ckb so am om en es pt it nl de ro sq pl ff ln sw kg lua rw rn wo bm dyu man sus ber kab "
    "sr hr bs mk bg el hy ka az ce hi ur pa bn ne ta zh vi th tl id uz mn rom sgn"
).split()
# Codes that Babel keeps under another one.
_ELSEWHERE = {"prs": "fa_AF", "man": "mnk"}
# Groups of languages that Babel has no name for.
_OWN = {"ber": gettext_lazy("Amazigh (Berber)"), "sgn": gettext_lazy("sign language")}


@cache
def _names(ui_language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(ui_language.replace("-", "_")).languages)
    except (UnknownLocaleError, ValueError):
        return dict(Locale.parse("en").languages)


def language_name(code: str) -> str:
    """Return the name of a language in the reader's language; a code that nobody knows stays as it is."""
    if code in _OWN:
        return str(_OWN[code])
    names = _names(get_language() or "fr")
    return names.get(_ELSEWHERE.get(code, code)) or names.get(code) or code


def language_choices() -> list[tuple[str, str]]:
    """Return every language offered by name, after an empty choice."""
    named = [(code, language_name(code)) for code in OFFERED]
    return [("", _("choose")), *sorted(named, key=lambda choice: choice[1].casefold())]
