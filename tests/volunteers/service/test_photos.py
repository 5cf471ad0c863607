"""Photos keep their pixels and nothing else."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from orgtree.files.rules import PHOTO
from orgtree.files.services import clean_file, clean_photo
from tests.volunteers.refusals import refused


def picture(form="JPEG", size=(60, 40), exif=None, mode="RGB"):
    out = BytesIO()
    image = Image.new(mode, size, "red")
    image.save(out, form, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile("IMG_2041.JPG", out.getvalue())


def located():
    """EXIF with a camera, a turn by 90° and a position."""
    exif = Image.Exif()
    exif[0x010F] = "Phone maker"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def test_place_and_device_stay_behind_and_the_picture_stands_upright():
    upload = picture(exif=located())
    assert Image.open(upload).getexif()  # control: there was something to lose
    clean = Image.open(clean_photo(upload))
    assert not clean.getexif()
    assert "exif" not in clean.info
    assert (clean.format, clean.size) == ("JPEG", (40, 60))


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "L")])
def test_other_formats_become_jpeg(form, mode):
    assert Image.open(clean_photo(picture(form, mode=mode))).format == "JPEG"


def test_names_are_random_and_large_pictures_shrink():
    first, second = clean_photo(picture(size=(4000, 2000))), clean_photo(picture(size=(4000, 2000)))
    assert first.name != second.name
    assert "IMG" not in first.name
    assert Image.open(first).size == (1600, 800)


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"GIF89a", b"%PDF-1.7", b"\xff\xd8\xff\xe0 cut off"]
)
def test_what_is_no_photo_is_refused(content):
    with refused("photo_bad", "photo"):
        clean_photo(SimpleUploadedFile("a.jpg", content, content_type="image/jpeg"))


def test_a_gif_is_a_picture_but_no_photo():
    with refused("photo_bad", "photo"):
        clean_photo(picture("GIF", mode="P"))


def test_limits():
    with refused("photo_pixels", "photo"):
        clean_photo(picture("PNG", size=(5001, 5000), mode="1"))
    with refused("photo_big", "photo"):
        clean_file(picture(), replace(PHOTO, most_bytes=10))
