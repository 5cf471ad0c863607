"""共建项目认领书 to be printed: what a unit takes on of a need, by when, its milestones, what both sides said, places to sign."""

from django.utils import timezone

from cocon.needs.models import Claim
from cocon.needs.services.milestones import milestones_of
from orgtree.days.rules.words import say_day
from orgtree.sheets.documents import Document


def claim_document(claim: Claim) -> Document:
    """The claim as it stands: before the community has confirmed it the paper says so. It names no person."""
    need, community, unit = claim.need, claim.need.area.name, claim.unit.name
    document = Document("共建项目认领书", meta=f"{community}　{claim.get_state_display()}")
    document.paragraph(
        f"{unit}认领{community}发布的共建需求“{need.title}”{claim.amount}，于{say_day(need.until)}前完成。"
        f"{community}提供必要的场地和协助，如实评价办理情况。"
    )
    document.facts(
        (
            ("需求说明", need.words),
            ("事项类别", need.matter.name),
            ("地点", need.place or "—"),
            ("惠及人数", f"约{need.people}人" if need.people else "—"),
            ("打算怎么做", claim.words or "—"),
            ("认领时间", say_day(timezone.localdate(claim.claimed_at))),
        )
    )
    milestones = [
        (task.title, say_day(timezone.localdate(task.due_at)), task.get_state_display(), task.result)
        for task in milestones_of(claim)
    ]
    if milestones:
        document.heading("节点")
        document.table(("节点", "完成日期", "状态", "进展"), milestones, widths=(3, 2, 1.5, 4))
    if claim.outcome:
        document.heading("完成情况")
        document.paragraph(claim.outcome)
    document.signatures(f"认领单位（{unit}）", f"社区（{community}）")
    return document
