"""Files: what opens, what is refused and how; and nothing else is ever raised."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlab.workbook import NOT_COMPUTED, REASONS, Row, Sheet, UnreadableWorkbook, Workbook, read_workbook, understand

from .rewriting import PEOPLE, TODAY, Book, as_csv, as_ods, as_xlsx, assert_rows_add_up

GOOD = as_xlsx(Book({"P": PEOPLE}))


def refused(data: bytes, filename: str = "a.xlsx") -> str:
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook(data, filename)
    REASONS[caught.value.code].format(**caught.value.params)
    return caught.value.code


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "a.xlsx", "empty"),
        (b"\n\n", "a.csv", "empty"),
        (b";;\n;;\n", "a.csv", "empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.csv", "too_large"),
        (GOOD, "a.xlsm", "macro_enabled"),
        (with_part(GOOD, "xl/vbaProject.bin", b"x"), "a.xlsx", "macro_enabled"),
        (GOOD[:2000], "a.xlsx", "damaged"),
        (GOOD[:-200] + b"x" * 200, "a.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "encrypted"),
        (b"%PDF-1.7 ...", "a.pdf", "not_a_workbook"),
        (b"\x89PNG\r\n", "a.png", "not_a_workbook"),
        (b"<html><table></table></html>", "a.xls", "not_a_workbook"),
        (package(word__document_dot_xml=b"<x/>"), "a.docx", "not_a_workbook"),
        (package(xl__workbook_dot_bin=b"x"), "a.xlsb", "not_a_workbook"),
        (bytes(range(256)) * 20, "a.csv", "not_a_workbook"),
        (b"x\n" * 200_001, "a.csv", "too_many_rows"),
        (package(xl__workbook_dot_xml=b"x", big=b"0" * 40_000_000), "a.xlsx", "zip_bomb"),
        (as_xlsx(Book({"P": []})), "a.xlsx", "empty"),
        (
            with_part(GOOD, "xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'),
            "a.xlsx",
            "damaged",
        ),
        (package(content_dot_xml=b"<x/>", **{"META-INF__manifest_dot_xml": b"<encryption-data/>"}), "a.ods", "encrypted"),
        (package(content_dot_xml=b"<x"), "a.ods", "damaged"),
    ],
)
def test_file_that_is_refused(data: bytes, filename: str, code: str) -> None:
    assert refused(data, filename) == code


def test_ods_with_a_million_empty_rows_opens() -> None:
    workbook = read_workbook(as_ods(Book({"P": PEOPLE})), "a.ods")
    assert len(workbook.sheets[0].rows) == 6
    assert len(understand(workbook, today=TODAY).people) == 5


def test_ods_with_a_million_full_rows_is_refused() -> None:
    data = as_ods(Book({"P": PEOPLE}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").replace(
            b'<table:table-cell table:number-columns-repeated="1024"/>',
            b'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1024"/>',
        )
    assert refused(with_part(data, "content.xml", content), "a.ods") == "too_many_rows"


def test_lonely_cell_at_the_very_bottom_does_not_stretch_the_sheet() -> None:
    sheet = Sheet("P", (*(Row(number, tuple(row)) for number, row in enumerate(PEOPLE, start=1)), Row(1_048_576, ("x",))))
    reading = understand(Workbook((sheet,)), today=TODAY)
    assert reading.sheets[0].read == 6
    assert_rows_add_up(reading)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15", "mac_roman", "cp850"])
def test_text_in_any_usual_table_and_separator(separator: str, encoding: str) -> None:
    grid = [
        ["Prénom", "Nom", "Téléphone", "Remarque"],
        ["Zoé", "Lefèvre", "0476155746", "à l'été; ça va, très bien"],
        ["Hélène", "Noël", "0476155747", "où ça ?"],
    ]
    people = understand(read_workbook(as_csv(grid, separator=separator, encoding=encoding), "a.csv"), today=TODAY).people
    assert [person.full_name for person in people] == ["Zoé Lefèvre", "Hélène Noël"]
    assert people[0].note == "à l'été; ça va, très bien"


def test_text_that_announces_its_separator() -> None:
    assert read_workbook(b"sep=|\nNom|GSM\nAna;Bo|0476", "a.csv").sheets[0].rows[1].cells == ("Ana;Bo", "0476")


def test_every_reason_is_in_the_list() -> None:
    source = "\n".join(
        path.read_text() for path in Path(understand.__code__.co_filename).parent.glob("*.py") if path.name != "reasons.py"
    )
    written = set(re.findall(r'(?:because|Reason|UnreadableWorkbook|remark)\(\s*"(\w+)"', source)) | set(
        re.findall(r'"((?:sensitive|column|header|meaning|person|same)_\w+)"', source)
    )
    written -= {"header_row", "same_as", "column_of"}
    assert written - set(REASONS) == set()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400),
    st.sampled_from(["a.xlsx", "a.ods", "a.csv", "a"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", GOOD[:900]]),
)
def test_any_bytes_raise_nothing_else(data: bytes, filename: str, start: bytes) -> None:
    try:
        workbook = read_workbook(start + data, filename)
    except UnreadableWorkbook:
        return
    assert_rows_add_up(understand(workbook, today=TODAY))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_any_damaged_byte_raises_nothing_else(place: int, byte: int) -> None:
    data = bytearray(GOOD)
    data[place] = byte
    try:
        understand(read_workbook(bytes(data), "a.xlsx"), today=TODAY)
    except UnreadableWorkbook:
        return


WORDS = st.sampled_from(
    [
        "Nom",
        "Prénom",
        "Date",
        "Durée",
        "Type",
        "Statut",
        "Participant",
        "GSM",
        "Étape",
        "Ruiz",
        "Ruiz, Ana",
        "Ana et Bo",
        "3/5/22",
        "31/02/2022",
        "1h30",
        "½",
        "Atelier",
        "TOTAL",
        "Janvier 2022",
        "=1+1",
        "#REF!",
        "\x00",
        "\u200fأ",
        "idem",
        "0476155746",
        "a@b.org",
        "NB:",
        "²",
        "1²",
        "٣",
        "٣/٤/٢٢",
        "३",
        "99999999999999999999",
        "1:99",
        "0/0/0",
        "(",
        "'91",
    ]
)
CELLS = st.one_of(
    st.none(),
    WORDS,
    WORDS,
    WORDS,
    st.text(max_size=12),
    st.integers(-(10**20), 10**20),
    st.integers(0, 60_000),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.dates(),
    st.just(NOT_COMPUTED),
)
GRIDS = st.lists(st.lists(CELLS, max_size=7), max_size=12)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["P", "Mars 2022", "Ateliers", "Coach Awa"]), GRIDS), max_size=3), st.booleans())
def test_any_grid_is_understood_and_adds_up(grids: list[tuple[str, list[list[object]]]], titled: bool) -> None:
    titles = [
        ["Nom", "Prénom", "Date", "Durée", "Type", "Statut", "GSM"],
        ["Date", "Participant", "Durée", "Type", "Début", "Fin", "Notes"],
    ]
    sheets = tuple(
        Sheet(
            f"{name}",
            tuple(
                Row(number, tuple(row))
                for number, row in enumerate(([titles[index % 2]] if titled else []) + grid, start=1)
                if row
            ),
        )  # type: ignore[arg-type]
        for index, (name, grid) in enumerate(grids)
    )
    reading = understand(Workbook(sheets), today=TODAY)
    assert_rows_add_up(reading)
    for sheet in reading.sheets:
        for reason in [why for _, why in sheet.passed_over + sheet.remarks] + [
            why for rejected in sheet.rejected for why in rejected.reasons
        ]:
            REASONS[reason.code].format(**reason.params)
    for question in reading.questions:
        REASONS[question.reason.code].format(**question.reason.params)
    assert understand(Workbook(sheets), today=TODAY) == reading


def test_extreme_values_are_taken_calmly() -> None:
    values = [
        datetime.max,
        datetime.min,
        date.max,
        timedelta.max,
        timedelta.min,
        time.max,
        float("inf"),
        float("nan"),
        -(10**30),
        10**400,
        "9" * 5000,
        "\ud800",
    ]
    rows = [Row(1, ("Nom", "Date", "Durée", "Type", "Né en", "GSM", "BCE"))] + [
        Row(number, (value,) * 7) for number, value in enumerate(values, start=2)
    ]
    assert_rows_add_up(understand(Workbook((Sheet("S", tuple(rows)), Sheet("P", tuple(rows)))), today=TODAY))
