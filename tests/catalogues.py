"""What the translation check knows: the catalogues, and the pages that Arabic must cover."""

import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture import ROOT

LANGUAGES = ("fr", "en", "ar")

# Where entrepreneurs and the public read: every sentence there exists in Arabic. Staff pages may follow later.
READ_IN_ARABIC = (
    "config/settings.py",
    "interlab/accounts/templates/*",
    "interlab/accounts/views.py",
    "interlab/core/templates/core/error.html",
    "interlab/core/templates/core/stopped.html",
    "interlab/core/templates/core/base.html",
    "interlab/core/templates/core/components/*",
    "interlab/core/templatetags/*",
    "interlab/home/templates/home/front_door.html",
    "interlab/home/templates/home/my_journey.html",
    "interlab/home/templates/home/nothing_yet.html",
    "interlab/home/journey.py",
)


def extracted(folder: Path) -> Catalog:
    """Return every sentence that the code and the templates hold now, extracted from a copy of them in `folder`."""
    # The command leaves traces beside what it reads, and writes into the catalogues it finds.
    shutil.copy(ROOT / "manage.py", folder)
    for name in ("config", "interlab"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("static", "__pycache__", "migrations"))
    (folder / "locale").mkdir()
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale",
        "fr",
        "--add-location",
        "file",
        "--verbosity",
        "0",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with (folder / "locale/fr/LC_MESSAGES/django.po").open("rb") as found:
        return read_po(found, locale="fr")


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    with catalogue(language).open("rb") as po:
        return read_po(po, locale=language)


def key(message: Message) -> tuple[str | None, str]:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, singular


def translated(message: Message) -> bool:
    """Whether every form of the sentence is there and nobody doubts it."""
    forms = (message.string,) if isinstance(message.string, str) else message.string
    return all(forms) and not message.fuzzy


def read_in_arabic(message: Message) -> bool:
    return any(fnmatch(place, pattern) for place, _ in message.locations for pattern in READ_IN_ARABIC)
