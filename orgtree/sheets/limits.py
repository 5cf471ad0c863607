"""What is refused before a workbook is parsed: too large, too dense, not really .xlsx, with macros or outside links.

Source: C02 of docs/rules.md (OWASP ASVS 5.2.1–5.2.5).
"""

import re
import zipfile

from orgtree.errors import RuleBroken

MAX_PACKED = 10 * 1024 * 1024  # bytes
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 2_000
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
SHEET_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_PARTS = re.compile(r"vbaProject|macrosheets/|activeX/|ctrlProps/", re.IGNORECASE)
OUTSIDE_PARTS = re.compile(r"externalLinks/|embeddings/|connections\.xml|queryTables/", re.IGNORECASE)
DECLARATION = re.compile(rb"<!(?:doctype|entity)")
LONGEST_MARK = len(b"<!doctype")
CHUNK = 1024 * 1024
TYPES_PART = "[Content_Types].xml"

NOT_XLSX = "这不是有效的 .xlsx 表格，请用 Excel 或 WPS 另存为“Excel 工作簿（*.xlsx）”后再上传"
OLD_OR_LOCKED = "文件是旧版 .xls 格式或已加密，请取消密码并另存为 .xlsx 后再上传"
HAS_MACROS = "表格含有宏，不能导入，请另存为不含宏的 .xlsx 后再上传"
HAS_LINKS = "表格含有指向其他文件的链接、数据连接或嵌入对象，请去除后再上传"


def refuse(code: str, message: str) -> RuleBroken:
    """The error of a file that is not read."""
    return RuleBroken(code, message, field="file")


def check_workbook(file) -> None:
    """Raise RuleBroken unless the open binary `file` is a plain workbook within the limits. Parses no sheet."""
    file.seek(0, 2)
    if file.tell() > MAX_PACKED:
        raise refuse("file_too_large", "文件超过10兆字节，请分成几个文件导入")
    file.seek(0)
    magic = file.read(4)
    if magic == OLE_MAGIC:
        raise refuse("file_old_or_locked", OLD_OR_LOCKED)
    if magic != ZIP_MAGIC:
        raise refuse("file_not_xlsx", NOT_XLSX)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
    # A damaged archive fails in as many ways as it can be damaged.
    except (zipfile.BadZipFile, NotImplementedError, KeyError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise refuse("file_not_xlsx", NOT_XLSX) from error
    finally:
        file.seek(0)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise refuse("file_too_dense", "表格解压后过大，请只保留需要导入的内容")
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("file_old_or_locked", OLD_OR_LOCKED)
    if any(name.startswith(("/", "\\")) or ".." in name for name in names):
        raise refuse("file_not_xlsx", NOT_XLSX)
    types = archive.open(TYPES_PART).read(1024 * 1024)
    if b"macroEnabled" in types or any(MACRO_PARTS.search(name) for name in names):
        raise refuse("file_has_macros", HAS_MACROS)
    if SHEET_TYPE not in types:
        raise refuse("file_not_xlsx", NOT_XLSX)
    if any(OUTSIDE_PARTS.search(name) for name in names):
        raise refuse("file_has_links", HAS_LINKS)
    if any(_declares_entities(archive, name) for name in names):
        raise refuse("file_not_xlsx", NOT_XLSX)


def _declares_entities(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part holds a document type or an entity anywhere, however far in and whatever the part is called; no
    spreadsheet program writes one. Without its zero bytes UTF-16 reads like ASCII; what else the parser takes begins with ASCII."""
    rest = b""
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk.replace(b"\0", b"").lower()
            if DECLARATION.search(text):
                return True
            rest = text[-LONGEST_MARK:]
    return False
