"""Small real files for the demo: a page of PDF and a picture."""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile


def pdf(name: str, *lines: str) -> SimpleUploadedFile:
    """Return a page of PDF with `lines` (Latin letters) on it."""
    text = b"BT /F1 16 Tf 56 780 Td 26 TL " + b" ".join(b"(" + _escaped(line) + b") Tj T*" for line in lines) + b" ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return SimpleUploadedFile(name, body + end % (len(parts) + 1, table, len(parts) + 1, len(body)), "application/pdf")


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def picture(name: str, colours: list[tuple[int, int, int]], *, side: int = 240) -> SimpleUploadedFile:
    """Return a PNG of stripes, one a colour: a cloth, a label, a wall."""
    rows = []
    for line in range(side):
        colour = colours[line * len(colours) // side]
        rows.append(b"\0" + bytes(colour) * side)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n" + body, "image/png")
