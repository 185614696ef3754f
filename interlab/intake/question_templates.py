"""Questions that many calls want beside the usual ones, and an empty one of each kind."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlab.core.questions import KINDS
from interlab.network.models import Incubator, Label, Sector, Source

# Name → what the team calls it.
READY: dict[str, str | Promise] = {
    "birth_year": _("Year of birth"),
    "may_work": _("May they be self-employed"),
    "sector": _("Their trade"),
    "source": _("How they found us"),
    "availability": _("When they are free"),
    "picture": _("A picture of what they do"),
}


def _texts(fr: str, en: str, ar: str) -> dict[str, str]:
    return {"fr": fr, "en": en, "ar": ar}


def _option(value: str, fr: str, en: str, ar: str) -> dict[str, Any]:
    return {"value": value, "label": _texts(fr, en, ar)}


def ready_made(name: str, incubator: Incubator, languages: list[str]) -> dict[str, Any] | None:
    """Return the question called `name`, or an empty one of the kind `name`; None when there is no such thing."""
    row = _READY.get(name)
    if row is not None:
        row = {**row, "id": name}
        if name in _LABELS:
            row["options"] = _options_of(_LABELS[name], incubator, languages)
    elif name in KINDS:
        row = _empty(name)
    if row is not None and languages:
        for texts in [row["label"], *(option["label"] for option in row.get("options", []))]:
            texts.setdefault(languages[0], next(iter(texts.values())))
    return row


def _empty(kind: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"more_{kind}", "kind": kind, "label": _texts("Votre question", "Your question", "سؤالكم")}
    if kind in ("choice", "choices"):
        row["options"] = [_option("yes", "Oui", "Yes", "نعم"), _option("no", "Non", "No", "لا")]
    return row


def _options_of(labels: type[Label], incubator: Incubator, languages: list[str]) -> list[dict[str, Any]]:
    """Return the incubator's own words, one for each meaning, to be translated by the team."""
    first = languages[0] if languages else "fr"
    found: dict[str, dict[str, Any]] = {}
    for label in labels._default_manager.filter(incubator=incubator, archived_at=None):
        meaning = getattr(label, "meaning")  # noqa: B009
        found.setdefault(meaning, {"value": meaning, "label": {first: label.name}})
    return list(found.values())


_LABELS: dict[str, type[Label]] = {"sector": Sector, "source": Source}
_READY: dict[str, dict[str, Any]] = {
    "birth_year": {
        "kind": "year",
        "fills": "birth_year",
        "after_check": True,
        "label": _texts("En quelle année êtes-vous né·e ?", "In which year were you born?", "في أي سنة ولدتم؟"),
        "help": _texts(
            "Ceux qui nous paient demandent l’âge des personnes. Vous pouvez ne pas répondre.",
            "Those who pay us ask how old people are. You need not answer.",
            "من يموّلنا يسأل عن أعمار الناس. يمكنكم عدم الإجابة.",
        ),
    },
    "may_work": {
        "kind": "choice",
        "fills": "may_work",
        "label": _texts("Pouvez-vous travailler à votre compte ?", "May you be self-employed?", "هل يحق لكم العمل لحسابكم؟"),
        "help": _texts(
            "Toutes les réponses sont bonnes. Nous regardons cela ensemble.",
            "Every answer is a good one. We look at it together.",
            "كل الإجابات صحيحة. ننظر في ذلك معًا.",
        ),
        "options": [
            _option("yes", "Oui", "Yes", "نعم"),
            _option("card", "Avec une carte professionnelle", "With a professional card", "ببطاقة مهنية"),
            _option("not_yet", "Pas encore", "Not yet", "ليس بعد"),
            _option("unknown", "Je ne sais pas", "I don’t know", "لا أعرف"),
        ],
    },
    "sector": {
        "kind": "choice",
        "fills": "sector",
        "label": _texts("Dans quel métier est votre idée ?", "Which trade is your idea in?", "في أي مهنة فكرتكم؟"),
    },
    "source": {
        "kind": "choice",
        "fills": "source",
        "after_check": True,
        "label": _texts("Comment nous avez-vous trouvés ?", "How did you find us?", "كيف وجدتمونا؟"),
    },
    "availability": {
        "kind": "choices",
        "label": _texts("Quand êtes-vous libre ?", "When are you free?", "متى أنتم متفرغون؟"),
        "help": _texts("Plusieurs réponses sont possibles.", "You may choose several.", "يمكن اختيار أكثر من إجابة."),
        "options": [
            _option("mornings", "Le matin", "In the morning", "صباحًا"),
            _option("afternoons", "L’après-midi", "In the afternoon", "بعد الظهر"),
            _option("evenings", "Le soir", "In the evening", "مساءً"),
            _option("saturdays", "Le samedi", "On Saturday", "يوم السبت"),
        ],
    },
    "picture": {
        "kind": "picture",
        "label": _texts("Voulez-vous montrer une photo ?", "Do you want to show a picture?", "هل تريدون إظهار صورة؟"),
        "help": _texts("Un produit, un plat, un lieu.", "A product, a dish, a place.", "منتج أو طبق أو مكان."),
    },
}
