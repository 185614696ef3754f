"""What a copy says of itself, and what a restored database is compared with."""

import json
import tomllib
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from django.conf import settings

from interlab.core.keeping.errors import CannotKeep

FORMAT = 1
NAME = "manifest.json"


@cache
def version() -> str:
    """Return the version of InterLab that runs."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


@dataclass(frozen=True)
class Part:
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`made_at` in ISO 8601; `room` the bytes the database takes; `marks` what each app recognises its data by."""

    made_at: str
    engine: str
    room: int
    migrations: list[str]
    rows: dict[str, int]
    marks: dict[str, dict[str, str]]
    note_keys: list[str]
    erasures: int
    parts: dict[str, Part] = field(default_factory=dict)
    interlab: str = field(default_factory=version)
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @property
    def media(self) -> list[str]:
        return [name for name in self.parts if name.startswith("media/")]


def read_manifest(text: bytes) -> Manifest:
    """Return the manifest written as `text`; CannotKeep when it isn't one of ours."""
    try:
        told: dict[str, Any] = json.loads(text)
        if told.get("format") != FORMAT:
            raise CannotKeep(
                "This copy has a format that this version of InterLab doesn't know: use the version it was made with."
            )
        parts = {name: Part(**part) for name, part in told.pop("parts").items()}
        return Manifest(parts=parts, **told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotKeep("This file isn't a copy made by InterLab, or it is damaged.") from error


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return in words where `after` isn't what `before` said."""
    names = sorted({*before, *after})
    return [
        f"{name}: {before.get(name, 'nothing')} before, {after.get(name, 'nothing')} now"
        for name in names
        if before.get(name) != after.get(name)
    ]
