"""What is done about check-ins: sent or entered once per stretch, accepted many at once and credited, sent back, sent again, taken back, withdrawn."""

from collections.abc import Sequence
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts, leave_as_it_was
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import TEXT, checked_text, slug_of
from volunteers.members.services.meant import ask_member, lock_meant
from volunteers.points.rules.items import check_day
from volunteers.points.services.points import Deed, credit_deeds, reverse_deed
from volunteers.points.services.rule_sets import RuleBook

NOON = time(12)  # a check-in has a day and no hour


def _complete(doing: Doing, ids: Sequence[int]) -> None:
    """Whose it is, locked; one's own is for today."""
    lock_meant(doing, ids)
    if doing.said["member"].user_id == doing.by.pk or doing.said["happened_on"] is None:
        doing.said["happened_on"] = timezone.localdate()
    doing.said["text"] = checked_text(doing.said["kind"], doing.said["text"])


def _submit(check_in: CheckIn, doing: Doing) -> None:
    """Once in its half-year or year. Raises RuleBroken: `not_accepted`, `future`, `too_late`, `already_filed`, `no_rules`."""
    member, own = check_in.member, check_in.member.user_id == doing.by.pk
    if not member.report_ins.belonging().exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能回社区报到")
    if not own:  # no day to come, and none further back than the points rules there let deeds be entered
        today = timezone.localdate()
        check_day(check_in.happened_on, today=today, days_back=RuleBook().set_for(member.area, today).deed_days)
    check_in.area, check_in.slug = member.area, slug_of(check_in.kind, check_in.happened_on)
    check_in.origin = CheckInOrigin.SELF if own else CheckInOrigin.PROXY
    alike = member.check_ins.filter(kind=check_in.kind, slug=check_in.slug)
    if earlier := alike.live().first():
        told = f"{earlier.slug_shown}已提交过，状态为“{earlier.get_state_display()}”"
        raise RuleBroken("already_filed", told, conflict=True)
    check_in.revision = _next_revision(alike)


def _next_revision(alike) -> int:
    """Goes on from rows that were withdrawn: one of them may have been credited and taken back."""
    last = alike.order_by("-revision").first()
    return last.revision if last else 1


def _credit(check_ins: list[CheckIn], doing: Doing) -> None:
    book = RuleBook()
    credit_deeds(deeds=[_deed(check_in) for check_in in check_ins if _earns(check_in, book)], by=doing.by, book=book)


def _earns(check_in: CheckIn, book: RuleBook) -> bool:
    """Whether the rules in force there on its day have the item; a table without it accepts without points."""
    try:
        book.item_for(check_in.item_code, check_in.area, check_in.happened_on)
    except RuleBroken:
        return False
    return True


def _deed(check_in: CheckIn) -> Deed:
    return Deed(
        member_id=check_in.member_id,
        item_code=check_in.item_code,
        quantity=1,
        occurred_at=timezone.make_aware(datetime.combine(check_in.happened_on, NOON)),
        area=check_in.area,
        source=check_in.source,
        note=str(check_in),
    )


def _take_points_back(check_in: CheckIn, doing: Doing) -> None:
    """What it earned goes by a reversing entry; the ledger knows the next acceptance by another source."""
    reverse_deed(source=check_in.source, note="接收已撤销", by=doing.by)
    check_in.revision += 1


def _send_again(check_in: CheckIn, doing: Doing) -> None:
    """It keeps its day; nobody has decided on it yet."""
    check_in.text = checked_text(check_in.kind, check_in.text)
    check_in.decided_by = check_in.decided_at = None
    check_in.origin = CheckInOrigin.SELF if check_in.member.user_id == doing.by.pk else CheckInOrigin.PROXY


def _tell(check_in: CheckIn, doing: Doing) -> list[Tell]:
    what = "社区已接收" if check_in.state == CheckInState.ACCEPTED else "被退回"
    url = reverse("member-check-in", args=[check_in.pk])
    return [Tell((check_in.member.user_id,), f"{check_in}{what}", url=url, why=True)]


def _told(check_in: CheckIn) -> str:
    if check_in.origin == CheckInOrigin.SELF:
        return "已提交，等待社区接收。"
    return f"已代录{check_in}，须由另一位工作人员接收。"


SUBMITTED, ACCEPTED, RETURNED = (
    frozenset({state}) for state in (CheckInState.SUBMITTED, CheckInState.ACCEPTED, CheckInState.RETURNED)
)
DECIDED = ("decided_by", "decided_at")
ANOTHER = (
    NotBy("member.user_id", "own_check_in", "不能办理本人的回社区报到，请由其他工作人员办理"),
    NotBy("entered_by_id", "own_entry", "这一条由您代录，须由另一位工作人员办理"),
)
LONGEST = TEXT[CheckInKind.SUMMARY][1]
WORDS_HELP = "半年报到可以不填，最多200字；年度小结或意见建议书须照原件录入，20至2000字"
SUBMITTED_WITH = (
    ask_member(P.MEMBER_EDIT, "代录时填写党员编号；党员本人提交时省略"),
    *asks_of(
        CheckIn,
        "kind happened_on text",
        kind={"told": "half_year 半年报到；summary 年度小结或意见建议书"},
        happened_on={
            "usual": timezone.localdate,
            "is_optional": True,
            "told": "报到日期，代录时可填；本人提交一律为当天",
        },
        text={"help": WORDS_HELP, "told": "半年报到可省略，最多200字；年度小结20至2000字"},
    ),
)

# Source: docs/rules.md, "Points", B03 and B04: credited when the community has accepted.
check_in_acts = declare_acts(
    Acts(
        CheckIn,
        member="member",
        loads=("member", "area"),
        acts=(
            Making(
                "submit",
                "提交",
                "提交",
                CheckInState.SUBMITTED,
                permission=P.MEMBER_EDIT,
                own=True,
                on="member",
                entered="enter",
                asks=SUBMITTED_WITH,
                stamps=("entered_by", "entered_at"),
                first=_complete,
                run=_submit,
                fits=lambda member: member.closed_at is None,
                done=_told,
                again="此前已提交，返回原条目",
                summary="提交回社区报到",
                description=(
                    "党员本人提交，或有“维护党员信息”权限的人代录。每人每半年、每年各一次：同样内容再次提交返回200和原条目，"
                    "内容不同或已经办理的返回409。"
                ),
            ),
            Act(
                "enter",
                "代录回社区报到",
                "代录",
                frozenset(),
                CheckInState.SUBMITTED,
                permission=P.MEMBER_EDIT,
                by_form=True,
                hint="用于到社区当面报到、交纸质小结的党员。录入后由另一位工作人员接收。",
                icon="how_to_reg",
            ),
            Act(
                "accept",
                "接收",
                "接收",
                SUBMITTED,
                CheckInState.ACCEPTED,
                permission=P.REPORT_IN_DECIDE,
                stamps=DECIDED,
                not_by=ANOTHER,
                many=True,
                batch=_credit,
                tells=_tell,
                undo=_take_points_back,
                done="已接收，积分已记入。",
                hint="接收后记入积分。本人和录入人不能接收。",
                description="逐条判断：能办的办，不能办的列出原因。本人和录入人不能接收；接收后记入积分。",
            ),
            Act(
                "return",
                "退回",
                "退回",
                SUBMITTED,
                CheckInState.RETURNED,
                permission=P.REPORT_IN_DECIDE,
                asks=(ask_reason("退回", column="reason", told="退回原因，党员可见"),),
                stamps=DECIDED,
                not_by=ANOTHER,
                many=True,
                tells=_tell,
                undo=leave_as_it_was,
                done="已退回，原因已通知本人。",
                hint="退回后本人会看到原因，修改后可以重新提交。",
                description="退回并写明原因，党员可修改后重新提交。",
            ),
            # What was accepted by mistake goes back to the member, and its points with it.
            Act(
                "take_back",
                "撤销接收",
                "撤销接收",
                ACCEPTED,
                CheckInState.RETURNED,
                permission=P.REPORT_IN_DECIDE,
                asks=(ask_reason("撤销", column="reason"),),
                stamps=DECIDED,
                not_by=ANOTHER,
                run=_take_points_back,
                tells=_tell,
                done="已撤销接收，积分由一条冲正条目扣回。",
                hint="用于误接收的报到：退回本人，积分由一条冲正条目扣回，记录保留。",
                icon="history",
            ),
            Act(
                "resubmit",
                "重新提交",
                "重新提交",
                RETURNED,
                CheckInState.SUBMITTED,
                permission=P.MEMBER_EDIT,
                own=True,
                asks=(
                    Ask(
                        "text",
                        "内容",
                        LONGEST,
                        column="text",
                        told="修改后的内容",
                        is_optional=True,
                        help=WORDS_HELP,
                        begins_as_is=True,
                    ),
                ),
                stamps=("entered_by", "entered_at"),
                clears=("reason",),
                run=_send_again,
                done="已重新提交，须由另一位工作人员接收。",
                hint="用于没有手机的党员：照本人的意思修改后再提交。",
                description="被退回的，由本人或录入的社区修改后再提交。",
            ),
            Act(
                "withdraw",
                "撤回",
                "撤回",
                SUBMITTED | RETURNED,
                CheckInState.WITHDRAWN,
                permission=P.MEMBER_EDIT,
                own=True,
                done="已撤回。",
                hint="用于录入有误、还没有接收的报到。",
                icon="block",
                description="接收前由本人或社区撤回。",
            ),
        ),
    )
)
