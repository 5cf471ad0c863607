"""The nightly roots and checks of the ledger on the desk: to read, to print, to keep outside this machine."""

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.base import DeskAdmin
from orgtree.sheets.documents import Document, docx_response
from volunteers.points.lists import check_list, root_list
from volunteers.points.models.ledger_roots import LedgerCheck, LedgerRoot


@admin.register(LedgerRoot)
class LedgerRootAdmin(DeskAdmin):
    """One line a night. Printed and signed, it proves later what the ledger said."""

    view_permission = P.LEDGER_CHECK
    menu_place = "audit"
    tab_position = 40
    duty_permissions = (P.LEDGER_CHECK,)
    empty_hint = "每天23:40自动生成一条：把当天所有账户的末条摘要连成一个数，打印留存后可以证明账本没有被改动。"
    listing = root_list
    shows = "day digest_in_groups previous_in_groups accounts entries made_at"

    def get_urls(self):
        name = "volunteers_ledgerroot_line"
        line = path("<int:pk>/line.<str:form>", self.admin_site.admin_view(self.line_view), name=name)
        return [line, *super().get_urls()]

    def object_links(self, request, root):
        address = "admin:volunteers_ledgerroot_line"
        return [
            ("下载文本", reverse(address, args=[root.pk, "txt"]), "download"),
            ("打印留存单", reverse(address, args=[root.pk, "docx"]), "print"),
        ]

    def line_view(self, request, pk: int, form: str):
        """The root to be kept elsewhere: a line of text, or a sheet to sign."""
        root = self.get_object(request, str(pk))
        if root is None or form not in {"txt", "docx"}:
            raise Http404
        return _as_text(root) if form == "txt" else docx_response(request, _name(root, "docx"), _as_sheet(root))

    def row_title(self, obj) -> str:
        return f"{obj.day}账根"

    @display(description="账根摘要")
    def digest_in_groups(self, root):
        return in_groups(root.digest)

    @display(description="前一账根")
    def previous_in_groups(self, root):
        return in_groups(root.previous_digest)


def in_groups(digest: str) -> str:
    """Eight characters at a time, as on the printed sheet, to be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _name(root: LedgerRoot, ending: str) -> str:
    return f"积分账根{root.day}.{ending}"


def _as_text(root: LedgerRoot) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=_name(root, "txt"))
    return HttpResponse(
        f"{root.line()}\n", content_type="text/plain; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@admin.register(LedgerCheck)
class LedgerCheckAdmin(DeskAdmin):
    """What each night's check of the ledger found."""

    view_permission = P.LEDGER_CHECK
    menu_place = "audit"
    tab_position = 30
    duty_permissions = (P.LEDGER_CHECK,)
    empty_hint = "每天23:40自动核验全部积分条目，结果记在这里；有问题时通知审计人员和系统管理员。"
    listing = check_list
    shows = "made_at result_shown accounts entries faults_shown"

    @display(description="问题")
    def faults_shown(self, check):
        if not check.fault_count:
            return "无。全部条目、账根和计分都对得上。"
        shown = format_html_join("", "<li>{}</li>", [(one,) for one in check.faults])
        more = f"另有{check.fault_count - len(check.faults)}处" if check.fault_count > len(check.faults) else ""
        return format_html("<ol>{}</ol>{}", shown, more)


def _as_sheet(root: LedgerRoot) -> Document:
    sheet = Document("积分账根留存单", meta=f"{root.day}")
    sheet.facts(
        [
            ("账户总数", f"{root.accounts}个"),
            ("条目总数", f"{root.entries}条"),
            ("账根摘要", in_groups(root.digest)),
            ("前一账根", in_groups(root.previous_digest)),
        ],
        across=1,
    )
    sheet.paragraph(
        "本单打印签名后与服务器分开保管。日后核对时，由系统管理员用本单摘要执行账本核验（verify_ledger），"
        "摘要一致，即可证明当日以前的积分条目未被改动、删除或调换。"
    )
    sheet.signatures("系统管理员", "审计人员")
    return sheet
