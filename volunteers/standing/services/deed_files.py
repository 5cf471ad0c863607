"""What is attached to a deed: a photo, decoded and written anew, or a PDF, kept as it came and never shown in place.

Limits: docs/rules.md, "Other deeds".
"""

import secrets

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404

from orgtree.downloads import stored_jpeg
from orgtree.errors import RuleBroken
from volunteers.service.services.photos import MAX_BYTES, clean_photo

PDF_HEAD = b"%PDF-"
PDF_TAIL = b"%%EOF"
TAIL_BYTES = 2048  # the end mark stands within them (ISO 32000)


def clean_attachment(upload) -> ContentFile:
    """The file as it is kept, under a random name. Raises RuleBroken at `file`."""
    if upload.size > MAX_BYTES:
        raise RuleBroken("file_big", "附件不能超过10兆字节", field="file")
    head = upload.read(len(PDF_HEAD))
    upload.seek(0)
    if head == PDF_HEAD:
        return _pdf(upload.read())
    try:
        return clean_photo(upload)
    except RuleBroken as broken:
        text = "附件应为 JPG、PNG、WebP 图片或 PDF 文件" if broken.code == "photo_bad" else broken.message
        raise RuleBroken("file_bad", text, field="file") from broken


def _pdf(content: bytes) -> ContentFile:
    if PDF_TAIL not in content[-TAIL_BYTES:]:
        raise RuleBroken("file_bad", "PDF 文件不完整，请重新上传", field="file")
    return ContentFile(content, name=f"{secrets.token_hex(16)}.pdf")


def stored_attachment(file) -> FileResponse:
    """The picture shown in place, the PDF to be saved; Http404 where there is none, or it is gone."""
    if not file.name.endswith(".pdf"):
        return stored_jpeg(file)
    try:
        return FileResponse(file.open("rb"), as_attachment=True, filename="附件.pdf", content_type="application/pdf")
    except FileNotFoundError as error:
        raise Http404 from error
