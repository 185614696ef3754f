"""On a database of its own, on disk: not a byte is left after an erasure, nor after an older copy was put back and replayed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import ROOT
from tests.privacy.whole_file import MARKS

pytestmark = [pytest.mark.slow, pytest.mark.once]

BUILD = """
from django.core.management import call_command
from interlab.network.actions import create_incubator
from interlab.accounts.roles import Role
from tests.conftest import make_member
from tests.factories import PersonFactory
from tests.privacy.whole_file import a_whole_file, plant_everywhere
incubator = create_incubator(slug="liege", name="InterLab Liège", city="Liège")
lead = make_member(incubator, "Lucie Lambert", Role.PROGRAMME_LEAD)
person = a_whole_file(lead, other=PersonFactory(incubator=incubator, full_name="Idrissa Diallo", called="Idrissa"))
plant_everywhere(person)
print(person.code)
"""
ERASE = """
from interlab.people.models import Person
from interlab.privacy.erasure import erase_subject
from interlab.privacy.subjects import subject_of_person
erase_subject(subject_of_person(Person.objects.get(full_name__startswith="Zorgl")), by=None)
"""
LEFT = """
from tests.privacy.whole_file import left_in_database
print(len(left_in_database()))
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    var = tmp_path / "var"
    environment = {**os.environ, "INTERLAB_VAR": str(var), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}

    def command(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    command("migrate", "--verbosity", "0")
    command("createcachetable")
    command("shell", "--no-imports", "-c", BUILD)
    return command


def _bytes_left(var: Path) -> list[str]:
    """Return the files under `var` (database, its journal, media, ledger) in whose raw bytes a mark is found."""
    found = []
    for path in var.rglob("*"):
        if path.is_file() and any(mark.encode() in path.read_bytes().lower() for mark in MARKS):
            found.append(path.name)
    return found


def test_not_a_byte_is_left_and_an_older_copy_is_erased_again(run, tmp_path):
    var, copy = tmp_path / "var", tmp_path / "copy"
    assert "interlab.sqlite3" in _bytes_left(var), "the marks are found where they are"
    shutil.copytree(var, copy)
    run("shell", "--no-imports", "-c", ERASE)
    assert run("shell", "--no-imports", "-c", LEFT) == "0"
    assert _bytes_left(var) == []
    # The older copy comes back; the ledger isn't part of it.
    ledger = (var / "erasures.jsonl").read_bytes()
    shutil.rmtree(var)
    shutil.copytree(copy, var)
    (var / "erasures.jsonl").write_bytes(ledger)
    assert int(run("shell", "--no-imports", "-c", LEFT)) > 20
    assert "1 applied now" in run("replay_erasures")
    assert "0 applied now" in run("replay_erasures")
    assert run("shell", "--no-imports", "-c", LEFT) == "0"
    assert _bytes_left(var) == []
