"""Files that people attach: taken apart and written anew, so that nothing is kept but what is meant to be seen.

A picture is decoded and drawn again: place, time and device (EXIF) stay behind, and what only pretends to be a picture does
not decode. A PDF loses author, programs, scripts and files inside. Both get a random name. Requirement C03 of docs/rules.md,
limits there under "Photos".
"""

import secrets
from io import BytesIO
from pathlib import PurePath

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from orgtree.errors import RuleBroken

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
LONG_SIDE = 1600  # pixels kept
QUALITY = 82
PICTURES = ("JPEG", "PNG", "WEBP")
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")  # which of them phones mix up freely, and all become JPEG
PDF_HEAD = b"%PDF-"
SCRIPTED = ("/OpenAction", "/AA", "/Metadata", "/Names", "/PieceInfo")  # of the document, ISO 32000
WRONG_ENDING = "文件名的后缀与内容不符，请用原来的文件上传"

# Our own limit is checked before anything is decoded; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


def clean_photo(upload) -> ContentFile:
    """A JPEG of at most 1600 pixels a side under a random name. Raises RuleBroken at `photo`."""
    if upload.size > MAX_BYTES:
        raise RuleBroken("photo_big", f"照片不能超过{MAX_BYTES // (1024 * 1024)}兆字节", field="photo")
    try:
        with Image.open(upload, formats=PICTURES) as image:
            _check_ending(upload, PICTURE_ENDINGS, "photo_bad", "photo")
            _check_pixels(image)
            return _jpeg(image)
    except (OSError, SyntaxError, ValueError) as error:
        raise RuleBroken("photo_bad", "无法识别这张照片，请上传 JPG、PNG 或 WebP 图片", field="photo") from error


def clean_attachment(upload) -> ContentFile:
    """A picture as `clean_photo` gives it, or a PDF without what its pages do not show. Raises RuleBroken at `file`."""
    if upload.size > MAX_BYTES:
        raise RuleBroken("file_big", "附件不能超过10兆字节", field="file")
    head = upload.read(len(PDF_HEAD))
    upload.seek(0)
    if head == PDF_HEAD:
        _check_ending(upload, (".pdf",), "file_bad", "file")
        return _pdf(upload)
    try:
        return clean_photo(upload)
    except RuleBroken as broken:
        known = broken.code != "photo_bad" or broken.message == WRONG_ENDING
        text = broken.message if known else "附件应为 JPG、PNG、WebP 图片或 PDF 文件"
        raise RuleBroken("file_bad", text, field="file") from broken


def _check_ending(upload, endings: tuple[str, ...], code: str, field: str) -> None:
    """A name without ending says nothing; one that says something else is refused."""
    ending = PurePath(upload.name or "").suffix.lower()
    if ending and ending not in endings:
        raise RuleBroken(code, WRONG_ENDING, field=field)


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise RuleBroken("photo_pixels", "照片不能超过2500万像素，请缩小后上传", field="photo")


def _jpeg(image: Image.Image) -> ContentFile:
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a large JPEG is decoded small at once
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)  # pixels only: what else the file carried is not copied
    out = BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(16)}.jpg")


def _pdf(upload) -> ContentFile:
    try:
        with pikepdf.open(upload, attempt_recovery=False) as document:
            if not document.pages:
                raise RuleBroken("file_bad", "PDF 文件里没有页面", field="file")
            del document.docinfo
            _drop(document.Root, SCRIPTED)
            _drop(document.Root.get("/AcroForm", {}), ("/XFA", "/CO"))
            for page in document.pages:
                _drop(page.obj, ("/AA", "/Metadata", "/PieceInfo"))
            out = BytesIO()
            document.save(out)
    except pikepdf.PasswordError as error:
        raise RuleBroken("file_locked", "PDF 文件有密码，请去掉密码后上传", field="file") from error
    except pikepdf.PdfError as error:
        raise RuleBroken("file_bad", "PDF 文件不完整，请重新上传", field="file") from error
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(16)}.pdf")


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
