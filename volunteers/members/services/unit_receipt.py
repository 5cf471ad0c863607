"""单位党组织报到回执: what the community gives back to the unit that reported in [D5]."""

from django.utils import timezone

from orgtree.days.rules.words import say_day
from orgtree.sheets.documents import Document
from volunteers.members.models.unit_report_in import UnitReportIn


def unit_receipt(report_in: UnitReportIn) -> Document:
    """The receipt of an accepted report-in."""
    day = timezone.localdate(report_in.accepted_at)
    document = Document("单位党组织报到回执", meta=f"编号：{report_in.receipt_number}")
    document.paragraph(f"{report_in.party_org}：", indented=False)
    document.paragraph(
        f"你单位党组织已于{say_day(day)}到{report_in.community.name}报到，我社区党组织予以接收。登记情况如下，请核对。"
    )
    document.facts(
        [
            ("单位名称", report_in.unit.name),
            ("单位性质", report_in.unit.get_kind_display()),
            ("党组织负责人", report_in.head),
            ("联络员", report_in.liaison),
            ("在职党员数", f"{report_in.members_count}人"),
            ("报到社区", report_in.community.name),
            ("可提供的服务", report_in.services or "待商定"),
        ]
    )
    document.paragraph("请贵单位组织在职党员到居住地社区报到，双方共同做好服务安排与情况反馈。")
    document.signatures(f"{report_in.community.name}党组织（盖章）", "经办人")
    document.note("本回执一式两份，社区与单位各存一份。")
    return document
