"""Workbooks for tests, good and hostile, written with a library that the platform does not read with."""

import zipfile
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

GRID_HEADER = ["社区代码", "社区名称", "网格编号", "网格名称", "楼栋号", "楼栋名称", "户数", "常住人口"]


def workbook(rows, *, sheet="Sheet1", merges=(), title=None) -> bytes:
    """An .xlsx of these rows; text that looks like a formula stays text."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    if title:
        page.append([title])
    for row in rows:
        page.append(row)
        for cell in page[page.max_row]:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    for cells in merges:
        page.merge_cells(cells)
    return saved(book)


def saved(book) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes], *, drop=()) -> bytes:
    """The same archive with parts added, replaced or left out."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in drop:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return buffer.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def upload(content: bytes, name="表格.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def cells(content: bytes, sheet=0) -> list[list]:
    """What openpyxl finds in a workbook that we wrote."""
    book = openpyxl.load_workbook(BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]
