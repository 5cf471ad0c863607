"""Nightly roots on the desk: to read, to print, to keep outside this machine."""

from typing import ClassVar

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from unfold.decorators import display

from orgtree.chain.models import LedgerRoot
from orgtree.desk.base import DeskAdmin
from orgtree.sheets.documents import Document, docx_response


class RootAdmin(DeskAdmin):
    """One line a night. Printed and signed, it proves later what the tables said; `proves` says so on the sheet."""

    menu_place = "audit"
    shows = "day digest_in_groups previous_in_groups accounts entries made_at"
    proves: ClassVar[str]

    def get_urls(self):
        line = path("<int:pk>/line.<str:form>", self.admin_site.admin_view(self.line_view), name=self._line_name)
        return [line, *super().get_urls()]

    @property
    def _line_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_line"

    def object_links(self, request, root):
        address = f"admin:{self._line_name}"
        return [
            ("下载文本", reverse(address, args=[root.pk, "txt"]), "download"),
            ("打印留存单", reverse(address, args=[root.pk, "docx"]), "print"),
        ]

    def line_view(self, request, pk: int, form: str):
        """The root to be kept elsewhere: a line of text, or a sheet to sign."""
        root = self.get_object(request, str(pk))
        if root is None or form not in {"txt", "docx"}:
            raise Http404
        name = f"{root.called}{root.day}.{form}"
        return _as_text(root, name) if form == "txt" else docx_response(request, name, self._as_sheet(root))

    def row_title(self, obj) -> str:
        return f"{obj.day}{obj.called.removeprefix('积分')}"

    @display(description="摘要")
    def digest_in_groups(self, root):
        return in_groups(root.digest)

    @display(description="前一摘要")
    def previous_in_groups(self, root):
        return in_groups(root.previous_digest)

    def _as_sheet(self, root: LedgerRoot) -> Document:
        sheet = Document(f"{root.called}留存单", meta=f"{root.day}")
        sheet.facts(
            [
                (f"{root.counted}总数", f"{root.accounts}个"),
                ("条目总数", f"{root.entries}条"),
                ("摘要", in_groups(root.digest)),
                ("前一摘要", in_groups(root.previous_digest)),
            ],
            across=1,
        )
        sheet.paragraph(self.proves)
        sheet.signatures("系统管理员", "审计人员")
        return sheet


def in_groups(digest: str) -> str:
    """Eight characters at a time, as on the printed sheet, to be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _as_text(root: LedgerRoot, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        f"{root.line()}\n", content_type="text/plain; charset=utf-8", headers={"Content-Disposition": disposition}
    )
