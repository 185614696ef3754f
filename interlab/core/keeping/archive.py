"""Writing a copy whole or not at all, and reading one with suspicion."""

import gzip
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from interlab.core.keeping import manifest as manifests
from interlab.core.keeping.errors import CannotKeep
from interlab.core.keeping.manifest import Manifest, Part

CHUNK = 1 << 20
DAMAGED = "This copy is cut off or damaged: {why}. Nothing was changed. Take another copy."


class _Counting:
    """A file that is read and measured at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.size, self.digest = file, 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.size += len(data)
        self.digest.update(data)
        return data

    @property
    def part(self) -> Part:
        return Part(self.size, self.digest.hexdigest())


def add_file(tar: tarfile.TarFile, name: str, path: Path) -> Part:
    """Put a file into the archive under `name`, and return what it measures."""
    with path.open("rb") as file:
        told = tarfile.TarInfo(name)
        told.size, told.mode = os.fstat(file.fileno()).st_size, 0o600
        told.mtime = int(path.stat().st_mtime)
        counting = _Counting(file)
        tar.addfile(told, counting)
        return counting.part


def add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Close the archive's list: it comes last, so that an archive with a manifest is a whole one."""
    text = manifest.as_json()
    told = tarfile.TarInfo(manifests.NAME)
    told.size, told.mode = len(text), 0o600
    tar.addfile(told, io.BytesIO(text))


def squeeze(path: Path) -> Path:
    """Compress a file beside itself and let go of the plain one."""
    squeezed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, gzip.open(squeezed, "wb", compresslevel=1) as packed:
        shutil.copyfileobj(plain, packed, CHUNK)
    path.unlink()
    return squeezed


@dataclass(frozen=True)
class Archive:
    """An opened copy."""

    tar: tarfile.TarFile
    members: dict[str, tarfile.TarInfo]
    manifest: Manifest

    def take(self, name: str, to: Path | None) -> None:
        """Write a part to the disk, or only read it through; CannotKeep unless it is byte by byte what was put in."""
        source = self.tar.extractfile(self.members[name]) if name in self.members else None
        if source is None:
            raise CannotKeep(DAMAGED.format(why=f"{name} is missing"))
        counting = _Counting(source)
        try:
            if to is None:
                while counting.read(CHUNK):
                    pass
            else:
                to.parent.mkdir(parents=True, exist_ok=True)
                with to.open("wb") as file:
                    shutil.copyfileobj(counting, file, CHUNK)
        except (tarfile.TarError, EOFError) as error:
            raise CannotKeep(DAMAGED.format(why=f"{name} ends too early")) from error
        if counting.part != self.manifest.parts[name]:
            raise CannotKeep(DAMAGED.format(why=f"{name} isn't what was put in"))

    def check(self) -> None:
        """Read every part through."""
        for name in self.manifest.parts:
            self.take(name, None)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a copy; CannotKeep when it isn't a whole one."""
    try:
        tar = tarfile.open(path)  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise CannotKeep(f"There is no file {path}.") from None
    except OSError as error:
        raise CannotKeep(f"{path} can't be read: {error.strerror or error}.") from error
    except tarfile.TarError as error:
        raise CannotKeep(DAMAGED.format(why="it is no archive")) from error
    with tar:
        try:
            members = {member.name: member for member in tar.getmembers()}
        except (tarfile.TarError, EOFError) as error:
            raise CannotKeep(DAMAGED.format(why="it ends too early")) from error
        told = tar.extractfile(members[manifests.NAME]) if manifests.NAME in members else None
        if told is None:
            raise CannotKeep(DAMAGED.format(why="its manifest is missing"))
        manifest = manifests.read_manifest(told.read())
        for name in manifest.parts:
            _refuse_a_way_out(name)
        yield Archive(tar, members, manifest)


def _refuse_a_way_out(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise CannotKeep(DAMAGED.format(why="it names a file outside"))
