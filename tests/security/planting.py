"""Filling every text there is with one hostile text, and reading pages as a browser would."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.db import models

# Decided by us or by a format: nobody types them. Anything else that holds text is planted.
NOT_TYPED = {
    "code", "slug", "sort_name", "folded_name", "word", "normal", "state", "sha256", "file", "act", "subject_kind", "subject_code",
    "person_code", "language", "level", "act_key", "password", "sheet_kind", "field", "enterprise_number", "email", "phone",
    "sign_ins", "digest", "spoken", "reached", "question", "media_type", "primary_colour", "accent_colour",
}  # fmt: skip
OURS = [model for model in apps.get_models() if model.__module__.startswith("interlab.")]


def typed_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """Yield the columns of a model that hold what somebody typed."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in NOT_TYPED:
            yield field


def plant(text: str) -> int:
    """Write `text` into every typed column of every row, made different by the row's number; return how many were written."""
    planted = 0
    for model in OURS:
        for field in typed_fields(model):
            if model._meta.label in ("privacy.AuditEntry", "people.Merge"):
                continue
            rows = model._default_manager.all()
            # Nobody types into the shell of a merged record, nor into what a merge remembers.
            rows = rows.filter(merged_into=None) if model._meta.label == "people.Person" else rows
            for key in rows.values_list("pk", flat=True):
                longest = field.max_length or 20000
                mark = f" {key}"
                value = text[: longest - len(mark)] + mark
                value = _answers(value) if model._meta.label == "intake.Application" and field.name == "answers" else value
                planted += model._default_manager.filter(pk=key).update(**{field.name: value})
    return planted


def _answers(text: str) -> str:
    """What somebody answers, each with the same text: it is kept as data, so it is planted as data."""
    said = {"text": text, "way": "written"}
    contact, name = {"kind": "phone", "value": text}, {"full_name": text, "called": text}
    return json.dumps({"name": name, "idea": said, "place": {"name": text}, "contact": contact, "migration_value": text})


class Page(HTMLParser):
    """What a page would set in motion: handlers, scripts, foreign addresses, and elements that we never draw."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.unisolated: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "data-pwn"):
                self.active.append(f"<{tag} {name}={value}>")
            address = "".join((value or "").split()).lower()
            if name in ("href", "src", "action", "formaction", "xlink:href") and address.startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                self.active.append(f"<{tag} {name}={value}>")
        if tag in ("iframe", "object", "embed", "base", "applet", "frame", "math") or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.active.append(f"<{tag}>")
        if tag not in ("input", "meta", "link", "br", "img", "hr", "path", "circle", "rect", "line", "col", "source"):
            self.open.append((tag, tag in ("bdi", "option", "textarea", "title", "button") or given.get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        # U+202E turns around what follows it, up to the end of its own isolated element.
        if "\u202e" in data and not any(isolates for _tag, isolates in self.open):
            self.unisolated.append(f"{[tag for tag, _ in self.open][-3:]}: {data.strip()[:80]!r}")


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page
