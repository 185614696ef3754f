"""Making a copy: one moment of the database, the files, the erasures, checked before it gets its name."""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from interlab.core.durability import write_through
from interlab.core.keeping import archive, keys, ledger
from interlab.core.keeping.errors import CannotKeep
from interlab.core.keeping.manifest import Manifest, Part
from interlab.core.keeping.marks import all_marks, applied_migrations, rows_by_table
from interlab.core.keeping.postgresql import Postgresql
from interlab.core.keeping.sqlite import Sqlite

Say = Callable[[str], object]
ERASURES = "erasures.jsonl"
_WORKING = ".copying-"


def database() -> Sqlite | Postgresql:
    """Return the database in use, as something to be kept."""
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()


def name_of(moment: datetime) -> str:
    return f"interlab-{moment:%Y%m%d-%H%M%S}.tar"


def make_copy(to: Path | None = None, *, say: Say = lambda words: None) -> Path:
    """Write a whole copy to `to` (or under today's name in the folder of backups) and return where it is."""
    check_user()
    moment = timezone.localtime()
    target = to or default_folder() / name_of(moment)
    if target.exists():
        raise CannotKeep(f"{target} is there already: choose another name.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _working_folder(target.parent) as place:
            draft = place / "copy.tar"
            manifest = _write(draft, place, moment)
            with archive.opened(draft) as written:
                written.check()
            write_through(draft)
            # Never over a file that came meanwhile.
            os.link(draft, target)
            write_through(target.parent)
    except OSError as error:
        raise CannotKeep(f"The copy could not be written to {target.parent}: {error.strerror or error}.") from error
    rows = sum(manifest.rows.values())
    say(f"{target}: {rows} rows, {len(manifest.media)} files, {target.stat().st_size / 1e6:.1f} MB, read again and equal.")
    say(f"It doesn't hold the keys: keep {keys.where_kept()} elsewhere. Without them no note can be read.")
    return target


def check_user() -> None:
    """Refuse to run as somebody else than whose the files are: what is written would be closed to the server."""
    owner = Path(settings.VAR_DIR).stat().st_uid
    if owner != os.geteuid():
        raise CannotKeep(f"Run this as the user whose InterLab is (number {owner}): sudo -u interlab …")


def default_folder() -> Path:
    return Path(settings.BACKUPS) if settings.BACKUPS else Path(settings.VAR_DIR) / "backups"


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    # What a killed run has left there is of no use to anybody.
    for old in folder.glob(f"{_WORKING}*"):
        if old.is_dir() and timezone.now().timestamp() - old.stat().st_mtime > 6 * 3600:
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_WORKING, dir=folder) as place:
        yield Path(place)


def _write(draft: Path, place: Path, moment: datetime) -> Manifest:
    source = database()
    room = source.size()
    check_room(place, 2 * room + _size_of_media())
    parts: dict[str, Part] = {}
    with tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as tar:
        draft.chmod(0o600)
        # Linked before the moment and listed after it: neither a file taken away meanwhile nor a new one is missing.
        _link_media(place / "media")
        with source.frozen() as write:
            copy = write(place)
            rows, migrations, marks = rows_by_table(), applied_migrations(), all_marks(moment.date())
        parts[source.part] = archive.add_file(tar, source.part, copy)
        copy.unlink()
        _link_media(place / "media")
        for path in sorted((place / "media").rglob("*")):
            if path.is_file():
                name = str(path.relative_to(place))
                parts[name] = archive.add_file(tar, name, path)
        erasures = ledger.lines()
        if erasures:
            list_of_them = place / ERASURES
            ledger.write(list_of_them, erasures)
            parts[ERASURES] = archive.add_file(tar, ERASURES, list_of_them)
        manifest = Manifest(
            made_at=moment.isoformat(),
            engine=source.engine,
            room=room,
            migrations=migrations,
            rows=rows,
            marks=marks,
            note_keys=keys.fingerprints(),
            erasures=len(erasures),
        )
        manifest = replace(manifest, parts=parts)
        archive.add_manifest(tar, manifest)
    return manifest


def check_room(folder: Path, wanted: int) -> None:
    """Refuse to begin what the disk has no room for."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise CannotKeep(
            f"There isn't enough room on the disk of {folder}: {wanted / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free."
        )


def _media() -> Path:
    return Path(settings.MEDIA_ROOT)


def _size_of_media() -> int:
    return sum(path.stat().st_size for path in _media().rglob("*") if path.is_file()) if _media().is_dir() else 0


def _link_media(to: Path) -> None:
    """Have every file of the media folder under `to` as well: by a second name where the disk is the same, else by a copy."""
    if not _media().is_dir():
        return
    for path in _media().rglob("*"):
        twin = to / path.relative_to(_media())
        if not path.is_file() or twin.exists():
            continue
        twin.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            try:
                os.link(path, twin)
            except FileNotFoundError:
                raise
            except OSError:
                shutil.copy2(path, twin)
