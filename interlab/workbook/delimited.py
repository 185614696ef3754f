"""Delimited text: which encoding, which separator, which rows. Nobody who exports a CSV knows either of the first two."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from .shapes import Row, UnreadableWorkbook

SEPARATORS = (";", ",", "\t", "|")
MAX_COLUMNS = 512
_USUAL = "cp1252", "mac_roman", "cp850"
_EXPECTED = frozenset("éèêëàâäçôöîïùûüœÉÈÊÀÂÇÔÖÎáíóúñãõøåæßŒÜÏñ’‘“”–—«»…°€·½²\xa0")
_ODD = re.compile(r".?[^\x00-\x7f]")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_delimited(data: bytes, max_rows: int) -> tuple[Row, ...]:
    """The rows of a delimited text; raises `UnreadableWorkbook` when these bytes are no text or hold too many rows."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text[:2000] and len(_BINARY.findall(text)) > max(2, len(text) // 50):
        raise UnreadableWorkbook("not_a_workbook", {"found": "binary"})
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    offset, separator = 1, None
    announced = re.fullmatch(r'"?sep=(.)"?[;,\t]*', first.strip(" \ufeff"))
    if announced:
        text, separator, offset = rest, announced[1], 2
    rows = []
    for number, values in enumerate(_parsed(text, separator or _separator(text)), start=offset):
        cells = tuple(value if value.strip() else None for value in values[:MAX_COLUMNS])
        while cells and cells[-1] is None:
            cells = cells[:-1]
        if cells:
            rows.append(Row(number, cells))
            if len(rows) > max_rows:
                raise UnreadableWorkbook("too_many_rows", {"rows": max_rows})
    return tuple(rows)


def _parsed(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # A quote opened and never closed: quotes mean nothing in this file.
        return [line.split(separator) for line in text.split("\n")]


def _decoded(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", errors="replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if max(even, odd) > min(len(data), 4000) // 5:
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_from_old_table(data)


def _decoded_from_old_table(data: bytes) -> str:
    """Windows, Macintosh or DOS Western tables, by the letters they would give; failing those, what the detector says."""
    best, best_score = "", -1.0
    for encoding in _USUAL:
        text = data.decode(encoding, errors="replace")
        odd = Counter(match[0] for match in _ODD.finditer(text[:400_000]))
        score = sum(_likelihood(pair) * count for pair, count in odd.items()) / max(1, sum(odd.values()))
        if score > best_score:
            best, best_score = text, score
    if best_score < 0.6:
        # Late: few texts need it.
        from charset_normalizer import from_bytes

        found = from_bytes(data[:200_000]).best()
        if found is not None:
            return data.decode(found.encoding, errors="replace")
    return best


def _likelihood(pair: str) -> float:
    """How likely a letter is in French or Dutch, after the one before it: no capital follows a small letter."""
    before, letter = pair[:-1], pair[-1]
    if letter not in _EXPECTED or (letter.isupper() and before.islower()):
        return 0.0
    return 1.0 if letter in "éèàêç’" else 0.8


def _separator(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of cells, at least two."""
    sample = text[:60_000]
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        widths = Counter(len(values) for values in _parsed(sample, separator)[:200] if len(values) > 1)
        if not widths:
            continue
        width, lines = max(widths.items(), key=lambda item: (item[1] * min(item[0], 6), item[0]))
        score = lines * min(width, 12) ** 0.5
        if score > best_score:
            best, best_score = separator, score
    return best
