"""Items of the rectification list: entered by the office, claimed and mended by their owner, verified by another (销号)."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone

from assessments.rectify.choices import RectifyDeadline, RectifyState
from assessments.rectify.models import TO_DO, TOLD, RectifyItem
from assessments.rectify.rules import FIRST_YEAR, USUAL_DAYS, ListShare, share_of_list
from assessments.rectify.services.seats import item_page, refuse_owner, seat_row
from assessments.rectify.services.tasks_of import (
    accept_task_of,
    extend_task_of,
    follow_with_task,
    give_task_of,
    report_task_of,
)
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts
from orgtree.assigned.giving import owners_of
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.notices.words import called

OPEN, APPLIED = frozenset({RectifyState.OPEN}), frozenset({RectifyState.APPLIED})
IN_HAND, UNDONE = frozenset(TOLD), frozenset(TO_DO)
OWNER_READS = "事由，2到200字，责任岗位可见"
NOT_THE_OWNER = (NotBy("applied_by_id", "own_record", "本人申请销号的，须由其他人核验"),)


# --- What follows ---------------------------------------------------------------------------------------------------------


def complete_entry(doing: Doing, ids) -> None:
    """Fed back today and due as the rules say, where no days are said."""
    said = doing.said
    said["fed_back_on"] = said["fed_back_on"] or timezone.localdate()
    said["due_on"] = said["due_on"] or usual_due(said["fed_back_on"], said["area"])


def usual_due(fed_back_on, area):
    """30 days after the feedback, or what the dated rules of the area say."""
    return DeadlineBook().due(RectifyDeadline.DUE, fed_back_on, area) or fed_back_on + timedelta(days=USUAL_DAYS)


def enter(item: RectifyItem, doing: Doing) -> None:
    today = timezone.localdate()
    if not FIRST_YEAR <= item.year <= today.year:
        raise RuleBroken("year", f"考核年度应在{FIRST_YEAR}到{today.year}之间", field="year")
    if item.fed_back_on > today:
        raise RuleBroken("fed_back_on", "反馈日期不能晚于今天", field="fed_back_on")
    if item.due_on <= today:
        raise RuleBroken("due_on", "整改期限应晚于今天", field="due_on")
    seat_row(item, doing)


def give_tasks(items: list[RectifyItem], doing: Doing) -> None:
    for item in items:
        give_task_of(item, by=doing.by)


def claim(item: RectifyItem, doing: Doing) -> None:
    accept_task_of(item, by=doing.by)


def tell_progress(item: RectifyItem, doing: Doing) -> None:
    item.progress_at = doing.at


def extend(item: RectifyItem, doing: Doing) -> None:
    if item.first_due_on:
        raise RuleBroken("extended", "这一项已延期一次，不能再延", conflict=True)
    due = doing.said["due_on"]
    if due <= max(item.due_on, timezone.localdate()):
        raise RuleBroken("due_on", "新的期限应晚于原来的期限和今天", field="due_on")
    item.first_due_on, item.due_on = item.due_on, due
    extend_task_of(item, doing)


def send_back(item: RectifyItem, doing: Doing) -> None:
    """What was said of it stays to be mended; who applied and when is in the log of steps."""
    item.applied_by = item.applied_at = None
    follow_with_task(item, "send_back", doing)


def verify(item: RectifyItem, doing: Doing) -> None:
    follow_with_task(item, "confirm", doing)


def cancel(item: RectifyItem, doing: Doing) -> None:
    follow_with_task(item, "cancel", doing)


def tell_giver(item: RectifyItem, doing: Doing) -> list[Tell]:
    return [Tell((item.entered_by_id,), f"待核验：{called(item)}", f"{item.owner_label}已申请销号", item_page(item))]


def tell_owner(words: str):
    def tell(item: RectifyItem, doing: Doing) -> list[Tell]:
        return [Tell(tuple(owners_of(item)), f"{called(item)}{words}", url=item_page(item), why=True)]

    return tell


# --- What others ask ------------------------------------------------------------------------------------------------------


def list_share(area, institution, year: int) -> ListShare:
    """How much of the organisation's list of a year was verified by its last day, 30 June of the next. One query."""
    rows = RectifyItem.objects.counted().of_seat(area, institution).filter(year=year)
    moments = rows.order_by().values_list("verified_at", flat=True)
    return share_of_list((moment and timezone.localdate(moment) for moment in moments), year)


def count_lists(subjects, year: int) -> dict[int, tuple[int, int]]:
    """{subject: (verified in time, all)} of a year's lists, for the subjects of a round. One query."""
    days: dict[tuple, list] = defaultdict(list)
    rows = RectifyItem.objects.counted().filter(year=year).order_by()
    for area, unit, moment in rows.values_list("area_id", "institution_id", "verified_at"):
        days[(None, unit) if unit else (area, None)].append(moment and timezone.localdate(moment))
    told = {one.pk: share_of_list(days[one.area_id, one.institution_id], year) for one in subjects}
    return {pk: (share.verified, share.number) for pk, share in told.items()}


def items_left(subjects, year: int, user):
    """What is left of earlier years by the subjects of a year's round, as far as the person may see it, the oldest first."""
    units = [one.institution_id for one in subjects if one.institution_id]
    areas = [one.area_id for one in subjects if one.area_id]
    seats = Q(institution__in=units) | Q(area__in=areas, institution__isnull=True)
    return RectifyItem.objects.seen_by(user).left_before(year).filter(seats).order_by("year", "due_on", "pk")


def own_items(user):
    """Those that a post of the person answers for."""
    return RectifyItem.objects.allowed(user, P.ASSESS_REPORT)


# --- The acts -------------------------------------------------------------------------------------------------------------

ENTERING = asks_of(
    RectifyItem,
    "area institution year source problem fed_back_on due_on",
    at=P.RECTIFY_MANAGE,
    institution={"is_optional": True},
    year={"least": FIRST_YEAR, "most": 2100, "usual": lambda: timezone.localdate().year},
    fed_back_on={"is_optional": True, "help": "留空为今天"},
    due_on={"is_optional": True, "help": "留空时为反馈后30日"},
)
own_act = partial(Act, own=True, reach=own_items)
# Source: docs/rules.md, "Rectification".
item_acts = declare_acts(
    Acts(
        RectifyItem,
        called="整改事项",
        loads=("area", "institution", "giver_area"),
        acts=(
            Making(
                "enter",
                "列入整改",
                "列入",
                RectifyState.OPEN,
                permission=P.RECTIFY_MANAGE,
                asks=ENTERING,
                first=complete_entry,
                run=enter,
                after=give_tasks,
                stamps=("entered_by", "entered_at"),
                done="已列入整改清单，责任岗位收到任务。",
                hint="写清问题；责任岗位在期限内整改，由本岗位以外的人核验销号。",
                summary="列入整改清单",
                description="对街道、社区或单位列一项整改，责任岗位同时收到任务；期限省略时为反馈后30日。",
            ),
            own_act(
                "claim",
                "认领",
                "认领",
                OPEN,
                RectifyState.DOING,
                asks=asks_of(RectifyItem, "measure", measure={"is_optional": False, "shortest": 2}),
                stamps=("claimed_by", "claimed_at"),
                run=claim,
                done="已认领，请在{row.due_on.month}月{row.due_on.day}日前整改到位。",
                hint="写明怎么改、到什么程度。",
                icon="assignment_ind",
                description="责任岗位认领，写明整改措施。",
            ),
            own_act(
                "tell",
                "填报进展",
                "填报进展",
                IN_HAND,
                None,
                asks=asks_of(RectifyItem, "progress", progress={"is_optional": False, "shortest": 2}),
                run=tell_progress,
                notes_changes=True,
                aside=True,
                done="进展已记录。",
                hint="每季度至少一次；以前填的留在办理过程里。",
                icon="trending_up",
                description="责任岗位填报进展，每季度至少一次。",
            ),
            own_act(
                "apply",
                "申请销号",
                "申请销号",
                IN_HAND,
                RectifyState.APPLIED,
                asks=asks_of(RectifyItem, "outcome", outcome={"is_optional": False, "shortest": 2}),
                stamps=("applied_by", "applied_at"),
                run=report_task_of,
                tells=tell_giver,
                done="已申请销号，等督办方核验。",
                hint="证据材料先在任务页面上传。",
                icon="task_alt",
                description="责任岗位写明整改结果，申请销号。",
            ),
            Act(
                "verify",
                "核验销号",
                "销号",
                APPLIED,
                RectifyState.VERIFIED,
                permission=P.RECTIFY_MANAGE,
                not_by=NOT_THE_OWNER,
                refuse=refuse_owner,
                asks=asks_of(RectifyItem, "finding", finding={"is_optional": False, "shortest": 2}),
                stamps=("verified_by", "verified_at"),
                run=verify,
                tells=tell_owner("已销号"),
                done="已销号。",
                hint="核对证据或到现场看过再销号。",
                icon="verified",
                description="督办方核验后销号，写明怎样核验；申请人和责任岗位不能核验。",
            ),
            Act(
                "send_back",
                "退回整改",
                "退回",
                APPLIED,
                RectifyState.RETURNED,
                permission=P.RECTIFY_MANAGE,
                not_by=NOT_THE_OWNER,
                refuse=refuse_owner,
                asks=(ask_reason("退回", told=OWNER_READS),),
                run=send_back,
                tells=tell_owner("被退回"),
                done="已退回，责任岗位会看到原因。",
                description="没有整改到位的退回，写明原因；期限不变。",
            ),
            Act(
                "extend",
                "延期",
                "延期",
                UNDONE,
                None,
                permission=P.RECTIFY_MANAGE,
                asks=(Ask("due_on", "新的整改期限", is_day=True), ask_reason("延期", told=OWNER_READS)),
                refuse=refuse_owner,
                run=extend,
                tells=tell_owner("已延期"),
                fits=lambda item: item.first_due_on is None,
                done="已延期到{row.due_on}。",
                hint="只能延期一次。",
                icon="more_time",
                description="督办方延长期限一次，写明原因。",
            ),
            Act(
                "cancel",
                "撤销",
                "撤销",
                UNDONE | APPLIED,
                RectifyState.CANCELLED,
                permission=P.RECTIFY_MANAGE,
                asks=(ask_reason("撤销", told=OWNER_READS),),
                refuse=refuse_owner,
                run=cancel,
                tells=tell_owner("已撤销"),
                done="已撤销，不计入整改清单。",
                hint="用于列错、重复；撤销的不计入销号率。",
                icon="block",
                description="列错、重复的撤销，写明原因；不计入销号率。",
            ),
        ),
    )
)
