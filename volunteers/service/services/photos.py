"""Photos of a service: decoded and written anew, so that nothing but the picture is kept.

Place, time and device (EXIF) stay behind; a file that only pretends to be a picture does not decode.
Limits: docs/rules.md, "Photos".
"""

import secrets
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from orgtree.errors import RuleBroken

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
LONG_SIDE = 1600  # pixels kept
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")

# Our own limit is checked before anything is decoded; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


def clean_photo(upload) -> ContentFile:
    """A JPEG of at most 1600 pixels a side under a random name. Raises RuleBroken at `photo`."""
    if upload.size > MAX_BYTES:
        raise RuleBroken("photo_big", f"照片不能超过{MAX_BYTES // (1024 * 1024)}兆字节", field="photo")
    try:
        with Image.open(upload, formats=FORMATS) as image:
            _check_pixels(image)
            return _jpeg(image)
    except (OSError, SyntaxError, ValueError) as error:
        raise RuleBroken("photo_bad", "无法识别这张照片，请上传 JPG、PNG 或 WebP 图片", field="photo") from error


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
