"""Sample content for the style guide: every component gets something realistic to show, in French or Arabic."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import get_language

from interlab.core.paging import Page

_WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "hello": "Bonjour Nadège", "today": "Mardi 17 janvier", "waits": "Attend une réponse", "yordi": "Yordi", "oksana": "Oksana",
        "vat": "Question sur la TVA", "plan": "Son plan financier est à relire", "friday": "depuis vendredi", "answer": "Répondre",
        "read": "Relire", "lead": "Deux personnes attendent une réponse.", "mine": "Mes personnes", "all": "Toute l’équipe",
        "nobody": "Personne n’attend", "nobody_text": "Ici viennent les personnes qui attendent un mot de vous.", "note": "Noter une séance",
        "project": "Injera sur Meuse", "idea": "Idée", "model": "Modèle", "test": "Test", "launch": "Lancement", "language": "tigrigna, anglais",
        "languages": "Langues", "coach": "Coach", "said": "Un foulard lui prend 2 h 30.\nElle n’ose pas encore compter ses heures.",
        "day": "Jour", "kind": "Type", "kept": "Ce qu’on retient", "topics": "Sujets", "sensitive": "Note sensible", "name": "Nom complet",
        "sentence": "personnes accompagnées", "women": "femmes", "save": "Enregistrer", "step": "Étape franchie", "file": "Suivi 2022.xlsx",
        "remark": "Rien n’est encore enregistré.", "next": "La suite", "market": "Jeudi 19 janvier à 14 h : visiter la cuisine partagée",
    },
    "ar": {
        "hello": "مرحبًا نادية", "today": "الثلاثاء ١٧ يناير", "waits": "ينتظر جوابًا", "yordi": "يوردي", "oksana": "Oksana",
        "vat": "سؤال عن ضريبة القيمة المضافة", "plan": "خطته المالية تنتظر المراجعة", "friday": "منذ الجمعة", "answer": "الرد",
        "read": "مراجعة", "lead": "شخصان ينتظران جوابًا.", "mine": "أشخاصي", "all": "الفريق كله",
        "nobody": "لا أحد ينتظر", "nobody_text": "هنا يظهر من ينتظر كلمة منكم.", "note": "تدوين جلسة",
        "project": "إنجيرا على الموز", "idea": "فكرة", "model": "نموذج", "test": "تجربة", "launch": "انطلاق", "language": "تغرينيا، إنجليزية",
        "languages": "اللغات", "coach": "المرافقة", "said": "يأخذ الوشاح منها ساعتين ونصفًا.\nلا تجرؤ بعد على حساب ساعاتها.",
        "day": "اليوم", "kind": "النوع", "kept": "ما نحتفظ به", "topics": "المواضيع", "sensitive": "ملاحظة حساسة", "name": "الاسم الكامل",
        "sentence": "شخصًا رافقناهم", "women": "نساء", "save": "حفظ", "step": "مرحلة منجزة", "file": "Suivi 2022.xlsx",
        "remark": "لم يُحفظ شيء بعد.", "next": "التالي", "market": "الخميس ١٩ يناير الساعة ١٤: زيارة المطبخ المشترك",
    },
}  # fmt: skip


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(max_length=200)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    stage = forms.ChoiceField(required=False)
    kept = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    workbook = forms.FileField(required=False)
    sure = forms.BooleanField(required=False)
    sensitive = forms.BooleanField(required=False)

    def __init__(self, words: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, words[key]) for key in ("idea", "model", "test", "launch")]
        for field in ("kind", "topics", "stage"):
            self.fields[field].choices = choices  # type: ignore[attr-defined]
        labels = {"name": "name", "day": "day", "kind": "kind", "topics": "topics", "stage": "step", "kept": "kept"}
        labels |= {"workbook": "file", "sure": "save", "sensitive": "sensitive"}
        for field, word in labels.items():
            self.fields[field].label = words[word]
        self.fields["sensitive"].help_text = self.fields["name"].help_text = words["remark"]


def samples() -> dict[str, Any]:
    """Return everything the style guide shows, in the page's language."""
    words = _WORDS.get(get_language() or "fr", _WORDS["fr"])
    incubator = SimpleNamespace(name="Liège", slug="liege")
    abilities = frozenset({"note_sessions", "see_people", "see_figures", "import_workbooks", "change_settings"})
    return {
        "w": words,
        "member": SimpleNamespace(name="Nadège", first_role=SimpleNamespace(label=words["coach"]), abilities=abilities),
        "incubator": incubator,
        "form": SampleForm(words, initial={"kind": "model", "topics": ["idea", "test"], "kept": words["said"]}),
        "sheet": SampleForm(words, initial={"kind": "model"}, prefix="sheet"),
        "wrong": SampleForm(words, data={}, prefix="wrong"),
        "views": [{"text": words["mine"], "url": "?", "current": True}, {"text": words["all"], "url": "?all=1"}],
        "filters": [
            {"text": words[key], "url": f"?{key}=1", "current": key == "idea"} for key in ("idea", "model", "test", "launch")
        ],
        "steps": [
            {"label": words["idea"], "state": "done"},
            {"label": words["model"], "state": "done"},
            {"label": words["test"], "state": "now"},
            {"label": words["launch"], "state": ""},
        ],
        "facts": [
            {"label": words["languages"], "value": words["language"]},
            {"label": words["coach"], "value": "Nadège", "url": "?"},
        ],
        "bars": [
            {"label": words[key], "value": value, "here": key == "launch"}
            for key, value in zip(("idea", "model", "test", "launch"), (29, 19, 11, 6), strict=True)
        ],
        "points": [
            {"label": f"T{n}", "value": value, "before": n < 3} for n, value in enumerate((8, 11, 15, 17, 20, 24), start=1)
        ],
        "page": Page(rows=[], next="eA", previous="eB"),
        "slips": ["", "", "", "", "", "", "", "", "known", "known", "no", "no"],
    }
