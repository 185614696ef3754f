"""One form for each kind of question: what was typed becomes an answer in the shape that `answers` describes.

`form_of(question, asking, …)` makes it. Once valid, `form.answer` is the answer (None: nothing was said, where that is allowed) and
`form.file` what came with it. What only the asker knows stands in `Asking`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.core.errors import DomainError
from interlab.core.forms import DayInput, Form, PlainSelect
from interlab.core.questions.answers import is_unknown
from interlab.core.questions.declared import Question, text
from interlab.core.recordings import check_recording

MOST_LANGUAGES = 4
LEVELS = [
    ("", gettext_lazy("how well?")),
    ("beginner", gettext_lazy("a little")),
    ("middle", gettext_lazy("well enough")),
    ("fluent", gettext_lazy("very well")),
    ("native", gettext_lazy("mother tongue")),
]
CONTACT_KINDS = [("phone", gettext_lazy("Phone")), ("whatsapp", "WhatsApp"), ("email", gettext_lazy("E-mail"))]
WAYS = [("written", gettext_lazy("Write")), ("spoken", gettext_lazy("Speak")), ("phone", gettext_lazy("Phone"))]


@dataclass(frozen=True)
class File:
    """A file that came with an answer, as it may be kept."""

    content: IO[bytes]
    media_type: str
    seconds: int | None = None


def _anything(kind: str, value: str) -> None:
    return None


def _no_pictures(upload: UploadedFile) -> File:
    raise DomainError(_("Pictures are not asked here."))


@dataclass(frozen=True)
class Asking:
    """What a page needs of whoever asks: the reader's language, and how to judge what only they can."""

    language: str
    # (code, name), after an empty choice.
    languages: Sequence[tuple[str, str]] = ()
    # Both raise DomainError with what to do.
    check_contact: Callable[[str, str], None] = _anything
    clean_picture: Callable[[UploadedFile], File] = _no_pictures
    # Whether a file answers the question already.
    has_file: bool = False


class AnswerForm(Form):
    """What all kinds share. `main` is the field that an error about the whole answer stands at; `drawn` names the template."""

    drawn: ClassVar[str] = "core/questions/line.html"
    main: ClassVar[str] = "said"
    may_be_unknown: ClassVar[bool] = True

    def __init__(self, *args: Any, question: Question, asking: Asking, answer: Any = None, **kwargs: Any) -> None:
        self.question, self.asking = question, asking
        self.file: File | None = None
        self.answer: Any = None
        unknown = is_unknown(answer)
        filled = {} if answer is None or unknown else self.filled(answer)
        super().__init__(*args, initial={**self.suggested(), **filled, "unknown": unknown}, **kwargs)
        self.prepare()
        self.fields[self.main].label = self.fields[self.main].label or self.label
        if self.may_be_unknown:
            self.fields["unknown"] = forms.BooleanField(label=_("I don’t know yet"))
        for field in self.fields.values():
            # What is missing is said by `clean`: whoever ticks "I don't know yet" need give nothing else.
            field.required = False

    @cached_property
    def label(self) -> str:
        return text(self.question.label, self.asking.language)

    @cached_property
    def help(self) -> str:
        return text(self.question.help, self.asking.language)

    def prepare(self) -> None:
        """Fit the fields to the question."""

    def suggested(self) -> dict[str, Any]:
        """Return what the fields hold before anything was answered."""
        return {}

    def filled(self, answer: Any) -> dict[str, Any]:
        """Return what the fields hold of an answer."""
        return {self.main: answer}

    def taken(self, typed: Mapping[str, Any]) -> Any:
        """Return the answer that was typed, None when nothing was. Raises DomainError."""
        value = typed.get(self.main)
        return None if value in (None, "") else value

    def keeps_words(self, typed: Mapping[str, Any]) -> bool:
        """Whether there are words that "I don't know yet" must not throw away."""
        return False

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("unknown") and not self.keeps_words(typed):
            self.errors.clear()
            self.answer = {"unknown": True}
            return typed
        if self.errors:
            return typed
        try:
            self.answer = self.taken(typed)
        except DomainError as error:
            self.add_error(error.field or self.main, str(error.message))
            return typed
        if self.answer is None and self.question.required:
            self.add_error(self.main, self.nothing_said())
        return typed

    def nothing_said(self) -> str:
        return _("Answer here, or tick “I don’t know yet”.") if self.may_be_unknown else _("We need this one.")


class NameForm(AnswerForm):
    drawn, main, may_be_unknown = "core/questions/name.html", "full_name", False
    full_name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    called = forms.CharField(
        label=gettext_lazy("What do we call you?"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )

    def filled(self, answer: Any) -> dict[str, Any]:
        return {"full_name": answer["full_name"], "called": answer.get("called", "")}

    def taken(self, typed: Mapping[str, Any]) -> Any:
        name, called = typed["full_name"], typed["called"]
        return {"full_name": name or called, "called": called} if name or called else None


class TextForm(AnswerForm):
    drawn = "core/questions/text.html"
    # Its length is judged here and not by the browser, which cuts a pasted text without a word.
    said = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def keeps_words(self, typed: Mapping[str, Any]) -> bool:
        return bool(typed.get("said"))

    def taken(self, typed: Mapping[str, Any]) -> Any:
        return _short_enough(typed["said"], self.question) or None


class StoryForm(AnswerForm):
    drawn, main = "core/questions/story.html", "text"
    way = forms.ChoiceField(label=gettext_lazy("How do you want to answer?"), choices=WAYS, widget=forms.RadioSelect)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))
    recording = forms.FileField(
        label=gettext_lazy("Your recording"),
        widget=forms.FileInput(attrs={"accept": "audio/*,video/mp4,video/3gpp,.m4a,.3gp,.amr,.ogg,.opus"}),
    )

    def suggested(self) -> dict[str, Any]:
        return {"way": "written"}

    def filled(self, answer: Any) -> dict[str, Any]:
        return {"way": answer.get("way", "written"), "text": answer.get("text", "")}

    def keeps_words(self, typed: Mapping[str, Any]) -> bool:
        return bool(typed.get("text") or typed.get("recording"))

    def taken(self, typed: Mapping[str, Any]) -> Any:
        words, upload = _short_enough(typed["text"], self.question), typed.get("recording")
        way = typed["way"] or "written"
        if upload and way == "spoken":
            self.file = self._recorded(upload)
        if way == "spoken" and not (self.file or self.asking.has_file):
            raise DomainError(_("Record your voice, or choose a recording."), field="recording")
        return None if way == "written" and not words else {"way": way, "text": words}

    def _recorded(self, upload: UploadedFile) -> File:
        try:
            recording = check_recording(upload, upload.size or 0)
        except DomainError as error:
            raise DomainError(error.message, field="recording") from error
        return File(upload, recording.media_type, recording.seconds)

    def nothing_said(self) -> str:
        return _("Write one sentence, or choose to speak or to phone.")


class ChoiceForm(AnswerForm):
    drawn = "core/questions/choice.html"
    said = forms.ChoiceField(widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["said"].choices = _options(self)


class ChoicesForm(AnswerForm):
    drawn = "core/questions/choices.html"
    said = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        self.fields["said"].choices = _options(self)

    def taken(self, typed: Mapping[str, Any]) -> Any:
        # None of them is an answer too, where one may leave them all.
        return list(typed["said"]) or (None if self.question.required else [])


class LanguagesForm(AnswerForm):
    drawn, main = "core/questions/languages.html", "language_1"

    def prepare(self) -> None:
        for number in range(1, MOST_LANGUAGES + 1):
            self.fields.update(_language_row(number, self.asking.languages))

    def suggested(self) -> dict[str, Any]:
        return {"language_1": self.asking.language}

    def filled(self, answer: Any) -> dict[str, Any]:
        rows = enumerate(answer[:MOST_LANGUAGES], 1)
        return {"language_1": ""} | {
            name: value
            for number, row in rows
            for name, value in zip((f"language_{number}", f"level_{number}"), row, strict=True)
        }

    def rows(self) -> list[tuple[int, Any, Any]]:
        return [(n, self[f"language_{n}"], self[f"level_{n}"]) for n in range(1, MOST_LANGUAGES + 1)]

    def more_are_open(self) -> bool:
        """Whether the rows after the second hold something."""
        return any(one.value() or one.errors for _number, *both in self.rows()[2:] for one in both)

    def taken(self, typed: Mapping[str, Any]) -> Any:
        spoken: dict[str, str] = {}
        for number in range(1, MOST_LANGUAGES + 1):
            language, level = typed[f"language_{number}"], typed[f"level_{number}"]
            if level and not language:
                raise DomainError(_("Choose which language this is."), field=f"language_{number}")
            if language:
                spoken.setdefault(language, level)
        return [[language, level] for language, level in spoken.items()] or None


class ContactForm(AnswerForm):
    drawn, main, may_be_unknown = "core/questions/contact.html", "value", False
    kind = forms.ChoiceField(label=gettext_lazy("How?"), choices=CONTACT_KINDS, widget=forms.RadioSelect)
    value = forms.CharField(
        label=gettext_lazy("Your number or address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "dir": "ltr"}),
    )

    def suggested(self) -> dict[str, Any]:
        return {"kind": "phone"}

    def filled(self, answer: Any) -> dict[str, Any]:
        return {"kind": answer["kind"], "value": answer["value"]}

    def taken(self, typed: Mapping[str, Any]) -> Any:
        kind, value = typed["kind"] or "phone", typed["value"]
        if not value:
            return None
        self.asking.check_contact(kind, value)
        return {"kind": kind, "value": value}

    def nothing_said(self) -> str:
        return _("Write a number or an address at which we reach you.")


class PlaceForm(AnswerForm):
    drawn, main = "core/questions/place.html", "place"
    place = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "address-level2"}))
    none = forms.BooleanField(label=gettext_lazy("I have no fixed address."))

    def filled(self, answer: Any) -> dict[str, Any]:
        return {"place": answer.get("name", ""), "none": bool(answer.get("none"))}

    def taken(self, typed: Mapping[str, Any]) -> Any:
        if typed["none"]:
            return {"none": True}
        return {"name": typed["place"]} if typed["place"] else None


class YearForm(AnswerForm):
    said = forms.IntegerField(min_value=1900, max_value=2100)


class NumberForm(AnswerForm):
    said = forms.IntegerField(min_value=0, max_value=1_000_000_000)


class DayForm(AnswerForm):
    said = forms.DateField(widget=DayInput)

    def taken(self, typed: Mapping[str, Any]) -> Any:
        return typed["said"].isoformat() if typed["said"] else None


class ScaleForm(AnswerForm):
    drawn = "core/questions/scale.html"
    said = forms.TypedChoiceField(
        choices=[(n, str(n)) for n in range(11)], coerce=int, empty_value=None, widget=forms.RadioSelect
    )


class PictureForm(AnswerForm):
    drawn, main = "core/questions/picture.html", "picture"
    picture = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}))

    def filled(self, answer: Any) -> dict[str, Any]:
        return {}

    def keeps_words(self, typed: Mapping[str, Any]) -> bool:
        return bool(typed.get("picture"))

    def taken(self, typed: Mapping[str, Any]) -> Any:
        upload = typed.get("picture")
        if upload:
            self.file = self.asking.clean_picture(upload)
        return True if upload or self.asking.has_file else None


def _options(form: AnswerForm) -> list[tuple[str, str]]:
    return [(option.value, text(option.label, form.asking.language)) for option in form.question.options]


def _short_enough(words: str, question: Question) -> str:
    if len(words) > question.longest:
        told = {"most": question.longest, "length": len(words)}
        raise DomainError(_("This text is too long: %(length)s letters. Keep it under %(most)s.") % told)
    return words


def _language_row(number: int, languages: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    language = forms.ChoiceField(label=_("Language %(number)s") % {"number": number}, choices=languages, widget=PlainSelect)
    level = forms.ChoiceField(label=_("Level %(number)s") % {"number": number}, choices=LEVELS, widget=PlainSelect)
    return {f"language_{number}": language, f"level_{number}": level}


FORMS: dict[str, type[AnswerForm]] = {
    "name": NameForm,
    "text": TextForm,
    "story": StoryForm,
    "choice": ChoiceForm,
    "choices": ChoicesForm,
    "languages": LanguagesForm,
    "contact": ContactForm,
    "place": PlaceForm,
    "year": YearForm,
    "number": NumberForm,
    "day": DayForm,
    "scale": ScaleForm,
    "picture": PictureForm,
}


def form_of(question: Question, asking: Asking, *, answer: Any = None, data: Any = None, files: Any = None) -> AnswerForm:
    """Return the form of one question: empty, filled with `answer`, or with what was sent."""
    return FORMS[question.kind](data, files, question=question, asking=asking, answer=answer)
