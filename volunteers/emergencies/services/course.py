"""What may be done to an emergency as a whole: opened, extended, ended by people or the calendar, its names removed.

`EmergencyStep` stays beside the log of steps: it is the course as the page tells it, with what was set up in between.
"""

import logging

from django.db import transaction
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, ask_reason, declare_acts, follow
from orgtree.errors import RuleBroken
from orgtree.models import Post
from volunteers.duties.models import DutyPost
from volunteers.emergencies.choices import EmergencyState
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.rules import check_extension, check_planned_end, first_day_without_rights
from volunteers.emergencies.services.closing import end_all, purge_early
from volunteers.emergencies.services.life import limits_today, note

logger = logging.getLogger(__name__)


def _open(emergency: Emergency, doing: Doing) -> None:
    check_planned_end(emergency.planned_end, today=timezone.localdate(), limits=limits_today())
    note(emergency, "启动", emergency.reason, by=doing.by)


def _extend(emergency: Emergency, doing: Doing) -> None:
    """The rights given for it follow."""
    earlier, later = doing.was[emergency.pk].planned_end, emergency.planned_end
    check_extension(later, current=earlier, today=timezone.localdate(), limits=limits_today())
    was, will = first_day_without_rights(earlier), first_day_without_rights(later)
    Post.objects.filter(emergency_right__emergency=emergency, until=was).update(until=will)
    DutyPost.objects.filter(emergency_post__emergency=emergency, until=was).update(until=will)
    note(emergency, f"延长到{later.isoformat()}", doing.reason, by=doing.by)


def close_overdue() -> int:
    """Close every emergency past its last day, each by itself; how many."""
    closed = 0
    for pk in Emergency.objects.overdue(timezone.localdate()).values_list("pk", flat=True):
        try:
            closed += _expire(pk)
        except RuleBroken as broken:
            logger.warning("Emergency %s could not be closed: %s", pk, broken.message)
    return closed


@transaction.atomic
def _expire(pk: int) -> int:
    return follow(emergency_acts, "expire", Emergency.objects.select_for_update(of=("self",)).filter(pk=pk))


# --- The acts -----------------------------------------------------------------------------------------------------------

DRAFT, OPEN, CLOSED = (
    frozenset({state}) for state in (EmergencyState.DRAFT, EmergencyState.OPEN, EmergencyState.CLOSED)
)
OPENER = {"own": True, "reach": Emergency.objects.overseen_by, "doer": "启动应急动员（须管理全部动员区域）"}
# Source: docs/rules.md, "Emergencies". Done on pages of their own, which show what will follow.
emergency_acts = declare_acts(
    Acts(
        Emergency,
        loads=("area",),
        called="应急动员",
        acts=(
            Act(
                "draft",
                "拟稿",
                "拟稿",
                frozenset(),
                EmergencyState.DRAFT,
                **OPENER,
                by_form=True,
                asks=(ask_reason("启动", column="reason", told="启动依据"),),
            ),
            Act(
                "drop",
                "删除草稿",
                "删除",
                DRAFT,
                None,
                leads="（删除）",
                **OPENER,
                removes=True,
                done="草稿已删除。",
            ),
            Act(
                "open",
                "启动",
                "启动",
                DRAFT,
                EmergencyState.OPEN,
                **OPENER,
                stamps=("opened_by", "opened_at"),
                run=_open,
                done="已启动，可以发出动员了。",
                summary="启动应急动员",
                description="启动后，动员区域内有“组织应急动员”权限的人可以发出动员。同一人重复提交返回原动员。",
            ),
            Act(
                "extend",
                "延长",
                "延长",
                OPEN,
                None,
                **OPENER,
                asks=(
                    Ask("planned_end", "新的结束日期", column="planned_end", is_day=True, told="延长到"),
                    ask_reason("延长", told="延长理由"),
                ),
                run=_extend,
                done="已延长。",
                summary="延长应急动员",
                description="写明理由；期间给出的授权随之延长。同样内容重复提交返回原动员。",
            ),
            Act(
                "close",
                "结束",
                "结束",
                OPEN,
                EmergencyState.CLOSED,
                **OPENER,
                stamps=("closed_by", "closed_at"),
                run=end_all,
                done="动员已结束：授权已停止，临时党组织已撤销，总数已留存。",
                summary="结束应急动员",
                description="授权停止，临时党组织撤销，没有开始的班次取消，总数留存，名单按规定清除。同一人重复提交返回原动员。",
            ),
            Act(
                "expire",
                "到期自动结束",
                "结束",
                OPEN,
                EmergencyState.CLOSED,
                stamps=("closed_by", "closed_at"),
                run=end_all,
            ),
            Act(
                "purge",
                "清除名单",
                "清除名单",
                CLOSED,
                None,
                **OPENER,
                run=purge_early,
                done="名单已清除。",
                summary="提前清除名单",
                description="动员结束后办理；已清除的返回原动员。",
            ),
        ),
    )
)
