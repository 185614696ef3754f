"""Everything that is kept about somebody, told to them: a page that opens anywhere, the same as data, and their documents."""

import json
import shutil
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from interlab.core.templatetags.page import short_day
from interlab.privacy.personal import Personal, Told, all_personal
from interlab.privacy.subjects import Subject, persons


@dataclass(frozen=True)
class Item:
    """One row, told: (column, label, words, plain value). `key` names it among those that somebody reads first."""

    key: str
    facts: list[tuple[str, str, str, Any]]
    look: bool
    file: str = ""
    texts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The row in one line, without what was written in it."""
        return " · ".join(words for name, _label, words, _value in self.facts if name not in self.texts)


@dataclass
class Section:
    """The rows of one kind."""

    name: str
    title: str
    items: list[Item] = field(default_factory=list)
    withheld: int = 0


def language_of(subject: Subject) -> str:
    """Return the language the archive is written in: the one the person is written to in, or that of a colleague's pages."""
    if subject.person:
        return persons().language(subject.person)
    chosen = subject.account.language if subject.account else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def sections_of(subject: Subject, withheld: frozenset[str] = frozenset()) -> list[Section]:
    """Return all that is told, in the present language, without the rows whose keys are `withheld`: these are counted."""
    sections = []
    for one in all_personal():
        if one.is_derived or not one.told:
            continue
        section = Section(one.label, str(one.title))
        for row in one.rows(subject).order_by(*one.ordering).iterator(chunk_size=1000):
            item = _told(one, row)
            if item.key in withheld:
                section.withheld += 1
            else:
                section.items.append(item)
        if section.items or section.withheld:
            sections.append(section)
    return sections


def counts_of(subject: Subject) -> list[tuple[str, int]]:
    """Return how many rows there are of each kind, without reading them."""
    told = [one for one in all_personal() if one.told and not one.is_derived]
    counted = [(str(one.title), one.rows(subject).count()) for one in told]
    return [(title, count) for title, count in counted if count]


def to_look_at(subject: Subject) -> list[tuple[str, Item]]:
    """Return what somebody reads before it is handed over, with the title of its kind."""
    looked = [one for one in all_personal() if one.look]
    rows = ((one, row) for one in looked for row in one.rows(subject).order_by(*one.ordering))
    items = ((str(one.title), _told(one, row)) for one, row in rows)
    return [(title, item) for title, item in items if item.look]


def _told(one: Personal, row: Any) -> Item:
    facts = []
    for name, label in one.told.items():
        told = label if isinstance(label, Told) else Told(label)
        value = told.value(row) if told.value else _value(row, name)
        if value not in (None, "", [], {}):
            facts.append((name, str(told.label), _words(value), value))
    file = next((str(getattr(row, column)) for column in one.files if getattr(row, column)), "")
    return Item(f"{one.label}:{row.pk}", facts, bool(one.look and one.look(row)), file, one.texts)


def _value(row: Any, name: str) -> Any:
    column = row._meta.get_field(name)
    if column.is_relation:
        other = getattr(row, name)
        return None if other is None else str(other)
    if column.choices:
        return str(getattr(row, f"get_{name}_display")())
    return getattr(row, name)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        here = timezone.localtime(value)
        return f"{short_day(here.date())}, {here:%H:%M}"
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(one)}" for key, one in value.items())
    return str(value)


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        return str(value) if isinstance(value, Promise) else super().default(value)


def write_archive(to: IO[bytes], subject: Subject, *, withheld: frozenset[str] = frozenset(), reason: str = "") -> int:
    """Write a ZIP file: `index.html` in the person's language, `data.json`, `documents/`; return how many rows were withheld.

    Nothing in it asks the network for anything.
    """
    language = language_of(subject)
    with override(language), zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        sections = sections_of(subject, withheld)
        kept_back = sum(section.withheld for section in sections)
        files = _files_into(archive, sections)
        context = {
            "name": subject.name,
            "incubator": subject.incubator,
            "sections": sections,
            "files": files,
            "reason": reason,
            "withheld": kept_back,
            "language": language,
            "is_rtl": get_language_info(language)["bidi"],
            "made_on": timezone.localdate(),
        }
        archive.writestr("index.html", render_to_string("privacy/archive.html", context))
        archive.writestr("archive.css", render_to_string("privacy/archive.css"))
        archive.writestr("data.json", json.dumps(_data(subject, sections, reason), cls=_Encoder, ensure_ascii=False, indent=2))
    return kept_back


def _files_into(archive: zipfile.ZipFile, sections: list[Section]) -> dict[str, str]:
    """Copy the documents in and return where each lies, by the key of its row. One that is lost is told without its file."""
    places: dict[str, str] = {}
    for item in (item for section in sections for item in section.items if item.file):
        filename = PurePath(next((str(fact[3]) for fact in item.facts if fact[0] == "filename"), "document")).name
        place = f"documents/{len(places) + 1:02}-{filename}"
        try:
            with default_storage.open(item.file, "rb") as source, archive.open(place, "w") as target:
                shutil.copyfileobj(source, target)
        except FileNotFoundError:
            continue
        places[item.key] = place
    return places


def _data(subject: Subject, sections: list[Section], reason: str) -> dict[str, Any]:
    return {
        "incubator": subject.incubator.name,
        "about": subject.code,
        "made_on": timezone.localdate(),
        "withheld": {"rows": sum(section.withheld for section in sections), "reason": reason},
        "sections": {
            section.name: {
                "title": section.title,
                "rows": [{name: value for name, _label, _words, value in item.facts} for item in section.items],
            }
            for section in sections
        },
    }
