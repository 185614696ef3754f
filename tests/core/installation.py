"""A whole InterLab of its own, apart from the tests' database: what backups are drilled on, with the real commands."""

import atexit
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

from tests.architecture import ROOT

SECRET = "a-secret-of-the-tests-alone-0123456789"


@dataclass
class Installation:
    """An empty INTERLAB_VAR with a database of its own, on whichever database the tests run."""

    place: Path
    address: str
    key: str = "first-key"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("INTERLAB_")}
        return kept | {
            "INTERLAB_VAR": str(self.place),
            "DATABASE_URL": self.address,
            "INTERLAB_POOL": "0",
            "INTERLAB_SECRET_KEY": SECRET,
            "INTERLAB_NOTE_KEYS": self.key,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        environment = self.environment | more
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-u", "manage.py", *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def must(self, *arguments: str, **more: str) -> str:
        done = self.manage(*arguments, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, function: str, *arguments: str) -> Any:
        """Call a function of this file inside the installation, and return what it returns."""
        code = (
            "import django, json, sys; django.setup(); from tests.core import installation; "
            f"print(json.dumps(installation.{function}(*sys.argv[1:])))"
        )
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def _address(place: Path, template: str = "") -> str:
    """Return the address of a new database for an installation, empty or made from the database called `template`."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return f"sqlite:///{place / 'interlab.sqlite3'}"
    import psycopg

    name = f"drill_{uuid4().hex[:12]}"
    base = server.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return f"{base}/{name}"


def new_installation(place: Path, *, migrated: bool = True) -> Installation:
    """Return an installation in which nobody is known; one that isn't `migrated` has no tables either."""
    if migrated:
        return copy_of(_migrated(), place)
    place.mkdir(parents=True, exist_ok=True)
    return Installation(place, _address(place))


@cache
def _migrated() -> Installation:
    """Return the installation of which every new one is a copy: tables are made once."""
    place = Path(mkdtemp(prefix="installation-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    made = new_installation(place, migrated=False)
    made.must("migrate", "--verbosity", "0")
    return made


def copy_of(installation: Installation, place: Path) -> Installation:
    """Return another installation with the same rows and files. Nothing may be running in the first one."""
    shutil.copytree(installation.place, place, dirs_exist_ok=True)
    return Installation(place, _address(place, installation.address.rsplit("/", 1)[1]), installation.key)


# What is done and asked inside an installation ---------------------------------------------------------------------


def fill(name: str) -> bool:
    """Enter somebody with a session, its encrypted note and a document."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from interlab.accounts.actions import create_member
    from interlab.accounts.roles import Role
    from interlab.core.dates import today
    from interlab.journeys.actions import add_document, enter_person, note_session
    from interlab.journeys.actions.persons import Entry
    from interlab.journeys.actions.sessions import SessionFacts
    from interlab.network.actions import create_incubator
    from interlab.network.models import Incubator, Programme, SessionKind
    from interlab.people.actions import PersonFacts

    incubator = Incubator.objects.filter(slug="liege").first() or create_incubator(slug="liege", name="Liège", city="Liège")
    coach = create_member(incubator, name=f"Coach of {name}", roles=[Role.COACH])
    person = enter_person(
        incubator, PersonFacts(full_name=name), Entry(Programme.objects.get(incubator=incubator), on=today()), by=coach
    )
    kind = SessionKind.objects.filter(incubator=incubator).first()
    assert kind is not None
    facts = SessionFacts(kind=kind, held_on=today(), minutes=60, persons=[person], notes={"team": f"Note of {name}"})
    note_session(facts, by=coach)
    upload = SimpleUploadedFile("plan.pdf", f"%PDF-1.4 {name}".encode())
    add_document(person, upload=upload, title="Plan", dated_on=today(), shared=False, by=coach)
    return True


def content() -> dict[str, Any]:
    """Return what a restore must bring back: persons, notes as they are read, documents, figures."""
    from interlab.core.dates import today
    from interlab.impact.keeping import figures_digests
    from interlab.journeys.models import Document, SessionNote
    from interlab.people.models import Person

    return {
        "persons": sorted(Person.objects.values_list("full_name", flat=True)),
        "notes": sorted(str(note.body) for note in SessionNote.objects.all()),
        "documents": sorted(document.file.read().decode() for document in Document.objects.all()),
        "figures": figures_digests(today()),
    }


def erase(name: str) -> bool:
    """Erase somebody, as the team does."""
    from interlab.people.models import Person
    from interlab.privacy.erasure import erase_subject
    from interlab.privacy.subjects import subject_of_person

    erase_subject(subject_of_person(Person.objects.get(full_name=name)), by=None)
    return True


def is_closed() -> bool:
    from interlab.core import maintenance

    return maintenance.current() is not None


def enter_many(count: str) -> bool:
    """Enter persons one after the other: what a backup runs beside."""
    for number in range(int(count)):
        fill(f"Bel Number{number}")
    return True


def open_incubator() -> dict[str, Any]:
    """Open an incubator with a coach who is signed in, and return what a client needs to write there."""
    from bench.survive import opened_incubator

    return opened_incubator()
