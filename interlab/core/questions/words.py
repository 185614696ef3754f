"""Answers in words, for the check page, the team and whoever reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import override

from interlab.core.questions.answers import is_unknown, options_told
from interlab.core.questions.declared import Question
from interlab.core.templatetags.page import day


def in_words(question: Question, answer: Any, language: str) -> str:
    """Return an answer in words of `language`."""
    if answer is None:
        return ""
    with override(language):
        if is_unknown(answer):
            return _("I don’t know yet")
        match question.kind:
            case "choice":
                return ", ".join(options_told(question, [answer], language))
            case "choices":
                return ", ".join(options_told(question, answer, language))
            case "languages":
                return ", ".join(_language(code, level, language) for code, level in answer)
            case "day":
                return day(date.fromisoformat(answer))
            case "contact":
                kinds = {"phone": _("Phone"), "email": _("E-mail"), "whatsapp": "WhatsApp"}
                # A number reads from left to right, in any sentence.
                return f"{kinds.get(answer['kind'], answer['kind'])} · \u2066{answer['value']}\u2069"
            case "picture":
                return _("a picture")
            case "scale":
                return _("%(level)s out of 10") % {"level": answer}
            case _:
                return _plain(answer)


def _plain(answer: Any) -> str:
    if not isinstance(answer, Mapping):
        return str(answer)
    if answer.get("none"):
        return _("no fixed address")
    if answer.get("way") == "spoken":
        return answer.get("text") or _("a recording")
    if answer.get("way") == "phone":
        return answer.get("text") or _("told on the phone")
    if "full_name" in answer:
        called = answer.get("called")
        return f"{answer['full_name']} ({called})" if called and called != answer["full_name"] else answer["full_name"]
    return str(answer.get("text") or answer.get("name") or answer.get("value") or "")


def _language(code: str, level: str, language: str) -> str:
    name = Locale.parse(language).languages.get({"prs": "fa_AF", "man": "mnk"}.get(code, code), code)
    how = {"beginner": _("a little"), "middle": _("gets by"), "fluent": _("fluent"), "native": _("mother tongue")}.get(level)
    return f"{name} ({how})" if how else name
