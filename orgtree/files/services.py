"""Files that people attach: taken apart and written anew, so that nothing is kept but what is meant to be seen.

A picture is decoded and drawn again: place, time and device (EXIF) stay behind, and what only pretends to be a picture does
not decode. A PDF loses author, programs, scripts and files inside. Both get a random name. Requirement C03 of docs/rules.md,
limits there under "Photos".
"""

import secrets
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
from django.utils import timezone
from PIL import Image, ImageOps

from orgtree.errors import RuleBroken
from orgtree.files.models import Attachment, CleanFile
from orgtree.files.rules import EVIDENCE, PDF, PDF_HEAD, PHOTO, PICTURE, Taken
from orgtree.files.storing import no_files_left

QUALITY = 82
PICTURES = ("JPEG", "PNG", "WEBP")
SCRIPTED = ("/OpenAction", "/Names")  # of the document, ISO 32000
HIDDEN = (
    "/AA",
    "/AF",
    "/EF",
    "/FS",
    "/JS",
    "/Metadata",
    "/PieceInfo",
    "/RichMediaContent",
)  # wherever they stand: actions, files inside

# Our own limit is checked before anything is decoded; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


def clean_file(upload, taken: Taken = EVIDENCE) -> CleanFile:
    """A JPEG, or a PDF without what its pages do not show, under a random name. Raises RuleBroken at the field of `taken`.

    What it is says its content: the name's ending has to agree.
    """
    taken.check_bytes(upload.size)
    head = upload.read(len(PDF_HEAD))
    upload.seek(0)
    if PDF in taken.formats and head == PDF_HEAD:
        taken.check_ending(upload.name, PDF)
        return _pdf(upload, taken)
    try:
        with Image.open(upload, formats=PICTURES) as image:
            taken.check_ending(upload.name, PICTURE)
            taken.check_pixels(image.width, image.height)
            return _jpeg(image, taken)
    except (OSError, SyntaxError, ValueError) as error:
        raise taken.unreadable() from error


def clean_photo(upload) -> CleanFile:
    """A JPEG of at most 1600 pixels a side under a random name. Raises RuleBroken at `photo`."""
    return clean_file(upload, PHOTO)


def attach(model: type[Attachment], owner, uploads: Sequence, *, caption: str = "", by, **columns) -> list[Attachment]:
    """The rows of these files on a locked `owner`, in their order; a file that is there already is not added again.

    All or none: raises RuleBroken at the model's field, naming the first bad file, or `too_many`.
    """
    taken = model.taken
    taken.check_room(0, len(uploads))  # before any file is decoded
    files = dict(_decoded(uploads, taken))
    held = model.objects.filter(**{model.owner: owner})
    there = {row.digest: row for row in held.filter(digest__in=files)}
    fresh = {digest: file for digest, file in files.items() if digest not in there}
    taken.check_room(held.count(), len(fresh))
    with no_files_left() as stored:
        for digest, file in fresh.items():
            row = model(digest=digest, caption=caption, added_by=by, added_at=timezone.now(), **columns)
            setattr(row, model.owner, owner)
            row.file.save(file.name, file, save=False)
            stored.append(row.file)
            row.save()
            there[digest] = row
    return [there[digest] for digest in files]


def _decoded(uploads: Sequence, taken: Taken) -> Iterator[tuple[str, CleanFile]]:
    """(digest, clean file) of each; raises RuleBroken with the number of the bad one."""
    for number, upload in enumerate(uploads, start=1):
        try:
            file = clean_file(upload, taken)
        except RuleBroken as broken:
            text = f"第{number}{taken.measure}：{broken.message}。没有添加任何{taken.called}"
            raise RuleBroken(broken.code, text, field=taken.field) from broken
        yield sha256(file.read()).hexdigest(), file


def _jpeg(image: Image.Image, taken: Taken) -> CleanFile:
    sides = (taken.long_side, taken.long_side)
    image.draft("RGB", sides)  # a large JPEG is decoded small at once
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail(sides)
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)  # pixels only: what else the file carried is not copied
    out = BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return CleanFile(out.getvalue(), name=f"{secrets.token_hex(16)}.jpg")


def _pdf(upload, taken: Taken) -> CleanFile:
    try:
        with pikepdf.open(upload, attempt_recovery=False) as document:
            if not document.pages:
                raise taken.refusal("bad", "PDF 文件里没有页面")
            del document.docinfo
            _drop(document.Root, SCRIPTED)
            _drop(document.Root.get("/AcroForm", {}), ("/XFA", "/CO"))
            for part in document.objects:
                _strip(part)
            out = BytesIO()
            document.save(out)
    except pikepdf.PasswordError as error:
        raise taken.refusal("locked", "PDF 文件有密码，请去掉密码后上传") from error
    except pikepdf.PdfError as error:
        raise taken.refusal("bad", "PDF 文件不完整，请重新上传") from error
    return CleanFile(out.getvalue(), name=f"{secrets.token_hex(16)}.pdf")


def _strip(part: Any) -> None:
    """Drop what no page shows from an object and from those that stand inside it; those that it refers to are objects of their own."""
    if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        _drop(part, HIDDEN)
        inner = [part[key] for key in part.keys()]  # noqa: SIM118 -- a stream has keys and no iteration
    else:
        inner = list(part) if isinstance(part, pikepdf.Array) else []
    for one in inner:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Array) and not one.is_indirect:
            _strip(one)


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
