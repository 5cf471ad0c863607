"""PDF with Chinese type embedded: one Typst template and its data in, the bytes of a file out.

The data goes in as JSON and is text to the template, never markup. No font of the machine is used, so that a print
looks the same everywhere; the type has one weight, so templates tell rank by size and colour.
"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

PDF = "application/pdf"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "typst"


def render_pdf(template: str, data: Any) -> bytes:
    """The pages of `template` (a name in templates/typst, ending included) filled with `data`, which JSON can hold."""
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(Path(pylopdf_fonts_zh_cn.sans_path()).parent)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def qr_svg(text: str, error: str = "m") -> str:
    """A QR code of `text` as an SVG document, for a template's `image(bytes(...), format: "svg")`; `error`: how much of it may be lost."""
    buffer = BytesIO()
    segno.make(text, error=error, micro=False).save(buffer, kind="svg", border=1, xmldecl=False)
    return buffer.getvalue().decode()


def qr_reply(address: str) -> HttpResponse:
    """The QR code of an address as a picture, for the page and the sign that carry it."""
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")


def qr_element(text: str) -> str:
    """A QR code of `text` as an SVG element of class `qr` for a page."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=3, svgclass="qr")
    return mark_safe(out.getvalue().decode())  # noqa: S308 -- made here, and drawn, not written


def pdf_reply(content: bytes, name: str) -> HttpResponse:
    """The file, shown by the browser, to be saved as `name` (Chinese, ending included)."""
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(content, content_type=PDF, headers={"Content-Disposition": disposition})
