"""Files in answer to a request; the middleware adds that nobody keeps a copy on the way."""

from typing import IO

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_reply(content: IO[bytes] | bytes, name: str) -> HttpResponse | FileResponse:
    """A workbook to be saved as `name`, ending included; an open file is sent piece by piece and closed."""
    if isinstance(content, bytes):
        disposition = content_disposition_header(as_attachment=True, filename=name)
        return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def stored_file(file) -> FileResponse:
    """A picture shown in place, a PDF to be saved; Http404 where the file is gone."""
    if not file.name.endswith(".pdf"):
        return stored_jpeg(file)
    try:
        return FileResponse(file.open("rb"), as_attachment=True, filename="附件.pdf", content_type="application/pdf")
    except FileNotFoundError as error:
        raise Http404 from error


def stored_jpeg(picture) -> FileResponse:
    """The picture of a file field, shown in place; Http404 where there is none, or its file is gone."""
    try:
        return FileResponse(picture.open("rb"), content_type="image/jpeg")
    except (ValueError, FileNotFoundError) as error:
        raise Http404 from error
