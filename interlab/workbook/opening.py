"""Opening a file somebody chose: what is it really, is it safe to read, and its sheets."""

from __future__ import annotations

import io
import zipfile
import zlib

from .delimited import read_delimited
from .ods import read_ods
from .shapes import Sheet, UnreadableWorkbook, Workbook
from .xlsx import read_xlsx

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 200_000
# A spreadsheet's XML packs 10 to 30 times; beyond these, the file was made to fill the memory.
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 20 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMATS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


def read_workbook(data: bytes, filename: str) -> Workbook:
    """The sheets of an XLSX, ODS or delimited text file of at most 10 MB and 200,000 rows.

    Raises `UnreadableWorkbook`, and nothing else, for anything it can't or won't read.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableWorkbook("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableWorkbook("too_large", {"megabytes": MAX_BYTES // 1024 // 1024})
    try:
        workbook = _read(data, filename.lower())
    except UnreadableWorkbook:
        raise
    except Exception as error:  # A damaged file makes the libraries below raise almost anything.
        raise UnreadableWorkbook("damaged") from error
    if not any(sheet.rows for sheet in workbook.sheets):
        raise UnreadableWorkbook("empty")
    if sum(len(sheet.rows) for sheet in workbook.sheets) > MAX_ROWS:
        raise UnreadableWorkbook("too_many_rows", {"rows": MAX_ROWS})
    return workbook


def _read(data: bytes, filename: str) -> Workbook:
    if filename.endswith((".xlsm", ".xltm", ".xlam")):
        raise UnreadableWorkbook("macro_enabled")
    if data.startswith(_OLE):
        raise UnreadableWorkbook("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_xls")
    if data.startswith(b"PK"):
        return _read_package(data)
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise UnreadableWorkbook("not_a_workbook", {"found": kind})
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise UnreadableWorkbook("not_a_workbook", {"found": "web page"})
    return Workbook(sheets=(Sheet(_stem(filename), read_delimited(data, MAX_ROWS)),), form="csv")


def _stem(filename: str) -> str:
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or "csv"


def _read_package(data: bytes) -> Workbook:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        names = set(package.namelist())
        _refuse_bomb(package)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableWorkbook("damaged") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableWorkbook("macro_enabled")
    if any(info.flag_bits & 1 for info in package.infolist()) or "EncryptedPackage" in names:
        raise UnreadableWorkbook("encrypted")
    if "content.xml" in names:
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise UnreadableWorkbook("encrypted")
        return Workbook(sheets=read_ods(package, MAX_ROWS), form="ods")
    if any(name.endswith("xl/workbook.bin") for name in names):
        raise UnreadableWorkbook("not_a_workbook", {"found": "xlsb"})
    if not any(name.endswith("workbook.xml") for name in names):
        raise UnreadableWorkbook("not_a_workbook", {"found": "archive"})
    sheets, from_1904 = read_xlsx(data, package, MAX_ROWS)
    return Workbook(sheets=sheets, form="xlsx", counts_from_1904=from_1904)


def _refuse_bomb(package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if len(infos) > 5000 or unpacked > MAX_UNPACKED or (unpacked > _RATIO_MATTERS_FROM and unpacked / packed > MAX_RATIO):
        raise UnreadableWorkbook("zip_bomb")
