"""The way back: everything is put up beside what is there, checked, and only then exchanged. Nothing is ever left half done."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from interlab.core import maintenance
from interlab.core.durability import write_through
from interlab.core.keeping import keys, ledger
from interlab.core.keeping.archive import Archive, opened
from interlab.core.keeping.copying import ERASURES, Say, check_room, check_user, database, make_copy, name_of
from interlab.core.keeping.errors import CannotKeep
from interlab.core.keeping.manifest import NAME, Manifest
from interlab.core.keeping.marks import rows_by_table
from interlab.core.maintenance import Maintenance

NOT_EMPTY = (
    "This database isn't empty ({rows} rows). To replace what it holds, say --replace: a safety copy of it is made first, and "
    "nothing changes until the restored one has been checked."
)
OTHER_ENGINE = "This copy is of {its}, and this InterLab runs on {ours}: set DATABASE_URL to a {its} database first."
NEWER = "This copy was made by a newer version of InterLab ({version}), which knows {what}: bring the program up to date first."
WRONG_KEY = (
    "The notes of this copy were written with a key that INTERLAB_NOTE_KEYS doesn't list here (its fingerprint is {wanted}; listed: "
    "{known}). Put that key back, then restore again. If it is lost for ever: --without-notes restores all but what notes say."
)
# What every installation has before anybody used it.
_NOBODYS = ("django_migrations", "django_content_type", "django_session", "auth_permission", "django_tasks")


@dataclass(frozen=True)
class Wish:
    """What whoever restores has agreed to."""

    replace: bool = False
    without_notes: bool = False
    jobs: int = 2


def restore_copy(path: Path, wish: Wish, *, say: Say) -> None:
    """Make the database and the files what the copy at `path` holds; CannotKeep, and nothing changed, when that can't be."""
    check_user()
    with opened(path) as archive:
        _refuse_what_cannot_be(archive.manifest, wish)
        held = _rows_held()
        if held and not wish.replace:
            raise CannotKeep(NOT_EMPTY.format(rows=held))
        say(f"A copy of {archive.manifest.made_at[:16]}, InterLab {archive.manifest.interlab}.")
        with _closed(), _staging_folder() as place:
            if held:
                safety = Path(settings.VAR_DIR) / "before-restore" / name_of(timezone.localtime())
                say("Safety copy of what is there:")
                make_copy(safety, say=say)
            _restore(archive, place, wish, say)


def _restore(archive: Archive, place: Path, wish: Wish, say: Say) -> None:
    manifest, target = archive.manifest, database()
    media = sum(manifest.parts[name].size for name in manifest.media)
    check_room(place, media + manifest.parts[target.part].size + manifest.room)
    for name in manifest.parts:
        archive.take(name, place / name)
    (place / NAME).write_bytes(manifest.as_json())
    say(f"{len(manifest.parts)} parts read, each as it was put in.")
    try:
        address = target.stage(place / target.part, jobs=wish.jobs)
        _make_current(manifest, place, address, say)
        target.settle()
        erasures = ledger.merged(ledger.lines(place / ERASURES), ledger.lines())
        if erasures:
            ledger.write(ledger.place(), erasures)
        arrived = _bring_files(place / "media")
        target.swap()
    except BaseException:
        target.discard()
        raise
    gone = _remove_other_files(arrived)
    say(
        f"Database and {len(arrived)} files are in place{f'; {gone} files that the copy does not have are gone' if gone else ''}."
    )


def _make_current(manifest: Manifest, place: Path, address: str, say: Say) -> None:
    """Check the staged database, bring it up to this version, and erase anew whoever was erased."""
    merged = ledger.merged(ledger.lines(place / ERASURES), ledger.lines())
    # The staging folder is a whole INTERLAB_VAR: what works on it can't touch the real one.
    ledger.write(place / ERASURES, merged)
    environment = os.environ | {"INTERLAB_VAR": str(place), "DATABASE_URL": address, "INTERLAB_POOL": "0"}
    environment |= {"INTERLAB_ERASURE_LEDGER": str(place / ERASURES)}

    def run(*arguments: str) -> tuple[bool, str]:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0, (done.stdout if done.returncode == 0 else done.stderr).strip()

    def must(*arguments: str) -> str:
        well, told = run(*arguments)
        if not well:
            last = (told.splitlines() or ["no word"])[-1]
            raise CannotKeep(
                f"The restored database isn't what the copy said, so nothing was exchanged. {' '.join(arguments)}: {last}"
            )
        return told

    say(f"Rows of every table: {must('check_copy', str(place / NAME), 'rows')}.")
    newer = _unapplied(manifest)
    must("migrate", "--no-input", "--verbosity", "0")
    well, told = run("check_copy", str(place / NAME), "figures")
    if not well and not newer:
        raise CannotKeep(
            f"The figures aren't what the copy said, so nothing was exchanged. {told.splitlines()[-1] if told else ''}"
        )
    say(f"{len(newer)} migrations applied." if newer else "Same version: no migration needed.")
    say(f"Figures: {told}." if well else f"Figures differ, after migrations that may explain it: {told}")
    for told in (must("after_restore"), must("replay_erasures") if merged else ""):
        if told:
            say(told)


def _refuse_what_cannot_be(manifest: Manifest, wish: Wish) -> None:
    ours = database().engine
    if manifest.engine != ours:
        raise CannotKeep(OTHER_ENGINE.format(its=manifest.engine, ours=ours))
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    apps = {name.split(".")[0] for name in known}
    unknown = [name for name in manifest.migrations if name.split(".")[0] in apps and name not in known]
    if unknown:
        raise CannotKeep(NEWER.format(version=manifest.interlab, what=unknown[0]))
    ours_keys = keys.fingerprints()
    missing = [one for one in manifest.note_keys if one not in ours_keys]
    if missing and not wish.without_notes:
        raise CannotKeep(WRONG_KEY.format(wanted=", ".join(missing), known=", ".join(ours_keys)))


def _unapplied(manifest: Manifest) -> list[str]:
    loader = MigrationLoader(None)
    replaced = {f"{app}.{name}" for one in loader.disk_migrations.values() for app, name in one.replaces}
    return [
        f"{app}.{name}"
        for app, name in loader.disk_migrations
        if f"{app}.{name}" not in manifest.migrations and f"{app}.{name}" not in replaced
    ]


def _rows_held() -> int:
    """Return how many rows somebody has entrusted to the database in use; 0 where there is none yet, or none to be read."""
    try:
        return sum(number for table, number in rows_by_table().items() if not table.startswith(_NOBODYS))
    except DatabaseError as error:
        if connection.vendor == "sqlite" or "does not exist" in str(error):
            return 0
        raise CannotKeep(f"The database can't be reached: {str(error).splitlines()[0]}") from error
    finally:
        connection.close()


@contextmanager
def _closed() -> Iterator[None]:
    """Keep everybody out; the sign falls by itself if this process dies. Somebody else's closing is left as it is."""
    if maintenance.current() is not None:
        yield
        return
    maintenance.begin(Maintenance(process=os.getpid()))
    try:
        yield
    finally:
        maintenance.end()


@contextmanager
def _staging_folder() -> Iterator[Path]:
    place = Path(settings.VAR_DIR) / "restoring"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _bring_files(staged: Path) -> set[str]:
    """Put the copy's files beside those there are; names are random, so a name is a content. Return them all."""
    root, arrived = Path(settings.MEDIA_ROOT), set()
    for path in sorted(staged.rglob("*")) if staged.is_dir() else []:
        if path.is_file():
            name = str(path.relative_to(staged))
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            write_through(path)
            path.replace(root / name)
            arrived.add(name)
    return arrived


def _remove_other_files(arrived: set[str]) -> int:
    """Delete the files that the restored rows don't know. Only once those rows are in force."""
    root, gone = Path(settings.MEDIA_ROOT), 0
    for path in root.rglob("*") if root.is_dir() else []:
        if path.is_file() and str(path.relative_to(root)) not in arrived:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
