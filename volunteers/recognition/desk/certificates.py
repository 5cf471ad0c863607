"""Service certificates on the desk: issued many at once, printed as one PDF, declined or revoked with a reason."""

from django.contrib import admin
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.desk.acts import make_entry
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkAct, BulkMixin
from orgtree.files.pdf import pdf_reply
from orgtree.web.downloads import workbook_reply
from volunteers.members.desk.behind import MemberFilter
from volunteers.members.desk.titles import OfMember
from volunteers.recognition.lists import certificate_list
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.services.certificate_sheets import printed, standard_workbook, to_print
from volunteers.recognition.services.certificates import certificates


def print_sheets(request, ids, data=None):
    content = printed(certificates=to_print(ids, request.user), home=home(request), by=request.user)
    return pdf_reply(content, f"服务记录单_{timezone.localdate():%Y%m%d}.pdf")


def export_sheets(request, ids, data):
    content = standard_workbook(certificates=to_print(ids, request.user), by=request.user)
    return workbook_reply(content, f"志愿服务记录_{timezone.localdate():%Y%m%d}.xlsx")


def home(request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


# For the list of members: a batch for the year's end.
ISSUE_FOR_MEMBERS = make_entry(
    certificates,
    "issue_for",
    key="certificates",
    shows=lambda request, issued: print_sheets(request, [certificate.pk for certificate in issued]),
)


@admin.register(Certificate)
class CertificateAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Requests first. What a sheet says is fixed when it is issued."""

    acts = certificates
    view_permission = P.CERTIFICATE_ISSUE
    menu_place = "services"
    tab_position = 45
    empty_hint = "党员在手机上申请，或在“报到党员”列表中选人开具。"
    listing = certificate_list
    list_filter = [MemberFilter]
    search_fields = ("number", "member__name")
    search_help_text = "编号、姓名"
    shows = (
        "state_shown number_shown code member community stretch_shown purpose hours_shown lines_shown requested_at "
        "requested_by decided_at decided_by revoked_at reason"
    )
    bulk_acts = (
        BulkAct("print", "打印所选记录单", "打印", P.CERTIFICATE_ISSUE, print_sheets),
        BulkAct("export-standard", "按证明字段导出", "导出", P.CERTIFICATE_ISSUE, export_sheets),
    )
