"""Recordings of a voice, as any phone or browser makes them: known by their content, two minutes at most."""

import re
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from interlab.core.errors import DomainError

MOST_SECONDS = 120
# A recorder that stops at two minutes may give a little more.
SPARE = 5
LARGEST_MB = 10
# Bytes of a frame of AMR, by its kind; each lasts 20 ms.
_AMR = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}
_CLUSTER = b"\x1f\x43\xb6\x75"
_CLUSTER_TIME = re.compile(rb"\x1f\x43\xb6\x75.{1,8}?\xe7([\x81-\x88])", re.DOTALL)


@dataclass(frozen=True)
class Recording:
    media_type: str
    # None where the file doesn't say.
    seconds: int | None


def check_recording(source: IO[bytes], size: int) -> Recording:
    """Return what kind of recording this is; raise DomainError, in words, when it is none, too large or too long."""
    if size > LARGEST_MB * 1024 * 1024:
        raise DomainError(_("This file is too large. Two minutes of voice are enough."))
    source.seek(0)
    media_type = _media_type(source.read(64))
    if media_type is None:
        raise DomainError(_("This file is not a recording of a voice. Choose another one, or write."))
    try:
        seconds = _seconds(source, media_type)
    except Exception as error:
        # Whatever a reader of such files stumbles over: this one can't be played either.
        raise DomainError(_("This recording can’t be played. Record it again, or write.")) from error
    source.seek(0)
    if seconds is not None and seconds > MOST_SECONDS + SPARE:
        raise DomainError(_("This recording is longer than 2 minutes. Record a shorter one."))
    return Recording(media_type, None if seconds is None else round(seconds))


def _media_type(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return "audio/3gpp" if head[8:10] == b"3g" else "audio/mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "audio/aac" if head[1] & 0x16 == 0x10 else "audio/mpeg"
    return None


_STARTS = (
    (b"OggS", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", "audio/webm"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR\n", "audio/amr"),
)


def _seconds(source: IO[bytes], media_type: str) -> float | None:
    source.seek(0)
    if media_type == "audio/webm":
        return _seconds_of_webm(source.read())
    if media_type == "audio/amr":
        return _seconds_of_amr(source.read())
    # Late: few requests bring a recording.
    import mutagen

    found = mutagen.File(source)
    if found is None or found.info is None:
        raise ValueError("no recording")
    length = float(found.info.length)
    if not length > 0:
        # What a browser records as it goes doesn't say how long it is.
        return None
    return length


def _seconds_of_webm(content: bytes) -> float:
    """Return when the last cluster begins: what a browser writes says its length nowhere."""
    if _CLUSTER not in content:
        raise ValueError("no sound")
    last = 0
    for found in _CLUSTER_TIME.finditer(content):
        size = found[1][0] & 0x0F
        last = max(last, int.from_bytes(content[found.end() : found.end() + size], "big"))
    return last / 1000


def _seconds_of_amr(content: bytes) -> float:
    place, frames = len(b"#!AMR\n"), 0
    while place < len(content):
        place += _AMR[content[place] >> 3 & 0x0F]
        frames += 1
    if not frames:
        raise ValueError("no sound")
    return frames * 0.02
