"""What is done about reported deeds: confirmed, seconded, credited once; sent back, answered, taken back by reversal."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, ask_reason, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain
from volunteers.points.rules.roles import ROLE_PERMISSIONS
from volunteers.points.services.points import Deed, credit_deed, lock_accounts, reverse_deed
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.rules.deeds import TEXT, WAITING, check_reply_time
from volunteers.standing.services import deductions

NOON = time(12)  # a deed of a day without an hour


# --- Confirming ---------------------------------------------------------------------------------------------------------


def _confirm(report: DeedReport, doing: Doing) -> None:
    """Confirm, or second, what waits for this person; credited where nobody else is needed."""
    if doing.was[report.pk].state == DeedState.CONFIRMED:
        _check_role(report, report.second_role, f"{report.get_second_role_display()}复核", doing)
        report.second_by, report.second_at = doing.by, doing.at
        _credit(report, doing)
        return
    _check_role(report, report.confirmer_role, f"{report.get_confirmer_role_display()}确认", doing)
    check_reply_time(replied=report.replied_at is not None, reply_until=report.reply_until, today=timezone.localdate())
    report.first_by, report.first_at = doing.by, doing.at
    if report.second_role:
        report.state = DeedState.CONFIRMED
    else:
        _credit(report, doing)


def _check_role(report: DeedReport, role: str, whose: str, doing: Doing) -> None:
    if not DeedReport.objects.allowed(doing.by, ROLE_PERMISSIONS[role]).filter(pk=report.pk).exists():
        raise RuleBroken("role", f"这一事项由{whose}")


def _credit(report: DeedReport, doing: Doing) -> None:
    """Into the ledger, once; the same deed at a lower level is taken back first."""
    lock_accounts({(report.member_id, report.happened_on.year)})
    _replace_lower(report, doing)
    report.state = DeedState.CREDITED
    credit_deed(deed=_deed(report), by=doing.by)
    if report.is_deduction:
        deductions.apply_effect(report, by=doing.by)


def _deed(report: DeedReport) -> Deed:
    return Deed(
        member_id=report.member_id,
        item_code=report.item_code,
        quantity=report.quantity,
        occurred_at=timezone.make_aware(datetime.combine(report.happened_on, NOON)),
        area=report.area,
        source=report.source,
    )


def _replace_lower(report: DeedReport, doing: Doing) -> None:
    """Raise RuleBroken where the deed stands at this level or a higher one; take back a lower one."""
    if not report.deed_key:
        return
    standing = DeedReport.objects.filter(
        member=report.member_id, item_code=report.item_code, deed_key=report.deed_key, state=DeedState.CREDITED
    )
    for earlier in standing.select_related("member").select_for_update(of=("self",), no_key=True):
        if earlier.quantity >= report.quantity:
            text = f"同一事迹已按第{plain(earlier.quantity)}级计分，只按最高级别计一次"
            raise RuleBroken("same_deed", text, conflict=True)
        follow(deed_acts, "outdo", [earlier], reason="同一事迹已按更高级别计分", by=doing.by)


def _tell_credited(report: DeedReport, doing: Doing) -> list[Tell]:
    if report.state != DeedState.CREDITED:
        return []
    given = report.point_entry().credit.credited
    told = f"已扣减积分：{plain(-given)}分" if report.is_deduction else f"积分事项已记入：{plain(given)}分"
    return [_to_member(report, told, report.item().label)]


def _to_member(report: DeedReport, title: str, text: str = "", *, why: bool = False) -> Tell:
    return Tell((report.member.user_id,), title, text, reverse("member-deed", args=[report.pk]), why=why)


# --- Sending back, taking back ------------------------------------------------------------------------------------------


def _check_ending(report: DeedReport, doing: Doing) -> None:
    """Whoever may confirm or second it may send it back or take it back."""
    roles = {report.confirmer_role, report.second_role} - {""}
    reach = [DeedReport.objects.allowed(doing.by, ROLE_PERMISSIONS[role]).filter(pk=report.pk) for role in roles]
    if not any(rows.exists() for rows in reach):
        raise RuleBroken("role", f"这一事项由{report.get_confirmer_role_display()}办理")


def _tell_rejected(report: DeedReport, doing: Doing) -> list[Tell]:
    title = "拟扣减的积分不再扣减" if report.is_deduction else "积分事项被退回"
    return [_to_member(report, title, why=True)]


def _reverse(report: DeedReport, doing: Doing) -> None:
    """By one reversing entry, its effects with it."""
    _check_ending(report, doing)
    _take_back(report, doing)
    deductions.undo_effect(report, by=doing.by)


def _outdo(report: DeedReport, doing: Doing) -> None:
    report.reason = doing.reason
    _take_back(report, doing)


def _take_back(report: DeedReport, doing: Doing) -> None:
    # The reason stays with the report, where it can be erased: the ledger keeps its notes for ever.
    reverse_deed(source=report.source, note="积分事项已冲正", by=doing.by)


def _tell_reversed(report: DeedReport, doing: Doing) -> list[Tell]:
    return [_to_member(report, "积分事项已冲正", why=True)]


def _note_reply(report: DeedReport, doing: Doing) -> None:
    report.replied_at = doing.at


# --- The acts -----------------------------------------------------------------------------------------------------------

ENDED = ("ended_by", "ended_at")
NOT_OWN = NotBy("member.user_id", "own_deed", "不能办理本人的积分事项，请由其他工作人员办理")
FOUR_PEOPLE = (
    NOT_OWN,
    NotBy("entered_by_id", "own_entry", "这一事项由您登记，须由另一位工作人员办理"),
    NotBy("first_by_id", "own_first", "这一事项由您确认，复核须由另一位工作人员办理"),
)


def is_answered(report: DeedReport) -> bool:
    """Whether it can be confirmed now: a deduction waits for the person's word or the end of its days."""
    return report.state != DeedState.NOTICED or report.may_be_confirmed


# Sources: docs/rules.md, "Other deeds" and "Deductions". A deduction is told to the person, waits for their word, and takes
# two confirmers. Who may enter deeds reaches them; the role of the item says who of these decides.
deed_acts = declare_acts(
    Acts(
        DeedReport,
        member="member",
        loads=("member", "area", "service"),
        acts=(
            Act("report", "申报", "申报", frozenset(), DeedState.SUBMITTED, own=True, by_form=True),
            Act(
                "enter",
                "登记积分事项",
                "登记",
                frozenset(),
                None,
                leads="待确认；扣减项已告知，等待说明",
                permission=P.POINTS_ENTER,
                by_form=True,
            ),
            Act(
                "confirm",
                "确认或复核",
                "办理",
                WAITING,
                None,
                leads="已确认，待复核；无须复核的已记入积分",
                permission=P.POINTS_ENTER,
                not_by=FOUR_PEOPLE,
                run=_confirm,
                many=True,
                tells=_tell_credited,
                final=True,
                done="已办理：{state}。",
                hint="确认后记入积分；须复核的，转由另一人复核。登记人、确认人不能复核。扣减项须等本人说明或说明期满。",
                entry="确认或复核所选事项",
                fits=is_answered,
                description="逐条判断：能办的办，不能办的列出原因。登记人、确认人、本人各不相同。",
            ),
            Act(
                "reject",
                "退回",
                "退回",
                WAITING,
                DeedState.REJECTED,
                permission=P.POINTS_ENTER,
                asks=(ask_reason("退回", column="reason", told="退回原因，党员可见"),),
                stamps=ENDED,
                not_by=(NOT_OWN,),
                run=_check_ending,
                many=True,
                tells=_tell_rejected,
                done="已退回，原因已通知本人。",
                hint="退回后本人会看到原因。拟扣减的事项退回，即不再扣减。",
                description="退回并写明原因，党员可见。",
            ),
            Act(
                "reply",
                "记下本人说明",
                "说明情况",
                frozenset({DeedState.NOTICED}),
                None,
                permission=P.POINTS_ENTER,
                own=True,
                asks=(Ask("text", "情况说明", TEXT[1], TEXT[0], column="reply", begins_as_is=True),),
                run=_note_reply,
                done="本人说明已记下。",
                hint="本人不用手机、当面说明的，由工作人员如实记下。",
                icon="chat",
                summary="说明情况",
                description="对扣减项，在期限内由本人说明，或由社区代为记下；重复提交以最后一次为准。",
            ),
            Act(
                "withdraw",
                "撤回",
                "撤回",
                frozenset({DeedState.SUBMITTED}),
                DeedState.WITHDRAWN,
                permission=P.POINTS_ENTER,
                own=True,
                done="已撤回。",
                hint="用于登记有误、还没有人确认的事项。",
                icon="block",
                summary="撤回积分事项",
                description="确认前由本人或登记的社区撤回。",
            ),
            Act(
                "reverse",
                "冲正",
                "冲正",
                frozenset({DeedState.CREDITED}),
                DeedState.REVERSED,
                permission=P.POINTS_ENTER,
                asks=(ask_reason("冲正", column="reason"),),
                stamps=ENDED,
                not_by=(NOT_OWN,),
                run=_reverse,
                tells=_tell_reversed,
                done="已冲正，积分由一条冲正条目扣回。",
                hint="用于已记入积分、经核实有误的事项：由一条冲正条目扣回，记录保留。",
                icon="history",
                summary="冲正积分事项",
                description="已计分的事项由一条冲正条目扣回，写明原因，党员可见。同样原因重复提交返回同一结果。",
            ),
            # The same deed was credited at a higher level.
            Act(
                "outdo",
                "按更高级别计分",
                "冲正",
                frozenset({DeedState.CREDITED}),
                DeedState.REVERSED,
                stamps=ENDED,
                run=_outdo,
            ),
        ),
    )
)
