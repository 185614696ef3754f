"""Recordings as phones and browsers make them, so many seconds long."""

import struct
import wave
from io import BytesIO


def wav(seconds: float) -> bytes:
    content = BytesIO()
    with wave.open(content, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(8000)
        written.writeframes(b"\x80" * int(8000 * seconds))
    return content.getvalue()


def amr(seconds: float) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * int(seconds * 50)


def mp3(seconds: float) -> bytes:
    # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes last 26 ms.
    return (b"\xff\xfb\x90\x00" + bytes(413)) * int(seconds * 44100 / 1152)


def m4a(seconds: float, brand: bytes = b"M4A ") -> bytes:
    length = struct.pack(">4xIIIIHH", 0, 0, 1000, int(seconds * 1000), 0, 0)
    hdlr = _atom(b"hdlr", struct.pack(">II4s12x", 0, 0, b"soun") + b"\0")
    mdia = _atom(b"mdia", _atom(b"mdhd", length) + hdlr)
    return _atom(b"ftyp", brand + bytes(4)) + _atom(b"moov", _atom(b"trak", mdia)) + _atom(b"mdat", bytes(100))


def _atom(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def webm(seconds: float) -> bytes:
    """As a browser records it: no length in its head, a cluster every second."""
    clusters = b"".join(
        b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x84" + struct.pack(">I", second * 1000) + bytes(50)
        for second in range(int(seconds) + 1)
    )
    return b"\x1a\x45\xdf\xa3\x84" + bytes(4) + clusters


def ogg(seconds: float) -> bytes:
    """Opus in Ogg: its two heads, and a last page that says how many samples there were."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return _page(2, 0, 0, head) + _page(0, 0, 1, tags) + _page(4, int(seconds * 48000), 2, bytes(20))


def _page(kind: int, samples: int, number: int, content: bytes) -> bytes:
    return struct.pack("<4sBBQIIIBB", b"OggS", 0, kind, samples, 1, number, 0, 1, len(content)) + content


MADE_BY = {"audio/wav": wav, "audio/amr": amr, "audio/mpeg": mp3, "audio/mp4": m4a, "audio/webm": webm, "audio/ogg": ogg}
