"""Files that are refused before anything in them is believed (C02)."""

import struct
import zlib
from io import BytesIO

import pytest
from django import forms

from orgtree.errors import RuleBroken
from orgtree.sheets import child, limits, reading
from orgtree.sheets.forms import RowForm
from orgtree.sheets.limits import check_workbook
from orgtree.sheets.reading import read_table
from tests.orgtree.workbooks import GRID_HEADER, part, with_parts, workbook


class GridForm(RowForm):
    grid_number = forms.CharField(label="网格编号")
    grid_name = forms.CharField(label="网格名称")


PLAIN = workbook([GRID_HEADER, ["370702001001", "", "1", "甲", "", "", 1, 2]])
TYPES = "[Content_Types].xml"
DECLARED = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'


def macro_types() -> bytes:
    return part(PLAIN, TYPES).replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )


def encrypted(content: bytes) -> bytes:
    """The archive with the encryption flag set on every entry of its directory."""
    data, at = bytearray(content), 0
    while (at := data.find(b"PK\x01\x02", at)) != -1:
        struct.pack_into("<H", data, at + 8, struct.unpack_from("<H", data, at + 8)[0] | 1)
        at += 4
    return bytes(data)


HOSTILE = {
    "text": (b"not a workbook", "file_not_xlsx"),
    "empty": (b"", "file_not_xlsx"),
    "old xls or password": (limits.OLE_MAGIC + b"\0" * 600, "file_old_or_locked"),
    "encrypted entries": (encrypted(PLAIN), "file_old_or_locked"),
    "cut off": (PLAIN[: len(PLAIN) // 2], "file_not_xlsx"),
    "zip without workbook": (with_parts(PLAIN, {}, drop=[TYPES]), "file_not_xlsx"),
    "another kind of document": (with_parts(PLAIN, {TYPES: b"<Types/>"}), "file_not_xlsx"),
    "xlsm": (with_parts(PLAIN, {TYPES: macro_types(), "xl/vbaProject.bin": b"x"}), "file_has_macros"),
    "macro under a plain type": (with_parts(PLAIN, {"xl/vbaProject.bin": b"x"}), "file_has_macros"),
    "outside link": (with_parts(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "file_has_links"),
    "data connection": (with_parts(PLAIN, {"xl/connections.xml": b"<x/>"}), "file_has_links"),
    "embedded object": (with_parts(PLAIN, {"xl/embeddings/oleObject1.bin": b"x"}), "file_has_links"),
    "climbing path": (with_parts(PLAIN, {"../../etc/cron.d/x": b"x"}), "file_not_xlsx"),
    "entities": (with_parts(PLAIN, {"xl/sharedStrings.xml": DECLARED}), "file_not_xlsx"),
    "entities after megabytes of blanks": (
        with_parts(PLAIN, {"xl/sharedStrings.xml": DECLARED[:21] + b" " * (3 << 20) + DECLARED[21:]}),
        "file_not_xlsx",
    ),
    "entities across two readings": (
        with_parts(PLAIN, {"xl/sharedStrings.xml": DECLARED[:21] + b" " * ((1 << 20) - 25) + DECLARED[21:]}),
        "file_not_xlsx",
    ),
    "entities in two bytes a letter": (
        with_parts(PLAIN, {"xl/sharedStrings.xml": DECLARED.decode().encode("utf-16")}),
        "file_not_xlsx",
    ),
    "entities in a part by another name": (with_parts(PLAIN, {"xl/media/image1.png": DECLARED}), "file_not_xlsx"),
    "entities in small letters": (with_parts(PLAIN, {"xl/sharedStrings.xml": DECLARED.lower()}), "file_not_xlsx"),
    "many parts": (with_parts(PLAIN, {f"xl/media/{n}": b"" for n in range(2_001)}), "file_too_dense"),
    "bomb": (with_parts(PLAIN, {"xl/media/zeros": b"\0" * (limits.MAX_UNPACKED + 1)}), "file_too_dense"),
    "too large": (PLAIN + b"\0" * limits.MAX_PACKED, "file_too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_their_reason(name):
    content, code = HOSTILE[name]
    with pytest.raises(RuleBroken) as refusal:
        check_workbook(BytesIO(content))
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refusal.value.message)


def test_a_plain_workbook_passes():
    check_workbook(BytesIO(PLAIN))
    blanks = part(PLAIN, "xl/worksheets/sheet1.xml").replace(b"<sheetData>", b"<sheetData>" + b" " * (3 << 20))
    check_workbook(BytesIO(with_parts(PLAIN, {"xl/worksheets/sheet1.xml": blanks})))


def test_reading_only_the_beginning_lets_entities_in(monkeypatch):
    """Negative control: a check that stops after its first reading passes what comes later."""
    monkeypatch.setattr(limits, "CHUNK", 1024)
    monkeypatch.setattr(limits.zipfile.ZipExtFile, "read", read_once(limits.zipfile.ZipExtFile.read))
    check_workbook(BytesIO(HOSTILE["entities after megabytes of blanks"][0]))


def read_once(read):
    """`ZipExtFile.read` of a stream that ends with its first piece."""

    def first(stream, size=-1):
        if getattr(stream, "was_read", False):
            return b""
        stream.was_read = True
        return read(stream, size)

    return first


def read(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    return read_table(path, GridForm)


def test_a_directory_that_lies_about_sizes_ends_in_the_child_only(tmp_path):
    """A sheet of 110 megabytes that the directory calls five thousand bytes: the child stops where the check is deceived."""
    sheet = part(PLAIN, "xl/worksheets/sheet1.xml").replace(b"<sheetData>", b"<sheetData>" + b" " * (110 << 20))
    content = bytearray(with_parts(PLAIN, {"xl/worksheets/sheet1.xml": sheet}))
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", content, entry + 24, 5_000)
    with pytest.raises(RuleBroken):  # its sum of bytes gives it away
        check_workbook(BytesIO(content))
    struct.pack_into("<I", content, entry + 16, zlib.crc32(sheet[:5_000]))
    check_workbook(BytesIO(content))
    with pytest.raises(RuleBroken):
        read(tmp_path, bytes(content))


def test_a_cell_in_the_far_corner_does_not_eat_the_memory(tmp_path):
    corner = part(PLAIN, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with pytest.raises(RuleBroken) as refusal:
        read(tmp_path, with_parts(PLAIN, {"xl/worksheets/sheet1.xml": corner}))
    assert refusal.value.code == "file_too_dense"


def test_more_rows_than_allowed(tmp_path):
    far = part(PLAIN, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="60000"><c r="A60000"><v>1</v></c></row></sheetData>'
    )
    with pytest.raises(RuleBroken) as refusal:
        read(tmp_path, with_parts(PLAIN, {"xl/worksheets/sheet1.xml": far}))
    assert refusal.value.code == "too_many_rows"


def test_a_parser_that_never_ends_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "MAX_SECONDS", 0.01)
    with pytest.raises(RuleBroken) as refusal:
        read(tmp_path, PLAIN)
    assert refusal.value.code == "file_too_dense"


def test_without_bounds_the_same_child_reads_on(tmp_path):
    """Negative control of the three tests above: the plain file passes the whole way."""
    assert [row.cells["grid_name"] for row in read(tmp_path, PLAIN).rows] == ["甲"]


def test_a_damaged_sheet_is_no_workbook(tmp_path):
    with pytest.raises(RuleBroken) as refusal:
        read(tmp_path, with_parts(PLAIN, {"xl/workbook.xml": b"<<<"}))
    assert refusal.value.code == "file_not_xlsx"
    assert refusal.value.message == reading.NOT_XLSX
