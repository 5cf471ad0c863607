"""What is done to an agreement: drafted, renewed, signed by either side, sent back, cancelled, broken off, its goals told."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from cocon.agreements.choices import AgreementNumber, AgreementState
from cocon.agreements.models import Agreement, AgreementGoal
from cocon.agreements.services.drafting import (
    ASKED,
    EDITED,
    RENEWED,
    RUNNING,
    begin,
    copy_goals,
    follow_on,
    following,
    hold_before,
    keep_goals,
    rewrite,
)
from cocon.units.services.pairings import clerks_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, declare_acts
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.days.rules.months import months_before
from orgtree.errors import RuleBroken
from orgtree.papers.rules import street_start
from orgtree.papers.services import next_number

NOTICE = 2  # months, where no rule says


def _sign(side: str) -> Callable[[Agreement, Doing], None]:
    """The signature of one side; with the second the agreement has its number and its day to be reminded of."""

    def run(agreement: Agreement, doing: Doing) -> None:
        setattr(agreement, f"{side}_signed_by", doing.by)
        setattr(agreement, f"{side}_signed_at", doing.at)
        agreement.return_reason = ""
        if agreement.community_signed_at and agreement.unit_signed_at:
            _conclude(agreement, doing)

    return run


def _conclude(agreement: Agreement, doing: Doing) -> None:
    year = timezone.localdate(doing.at).year
    start = f"GJ{street_start(year=year, community_code=agreement.community.code)}"
    agreement.number = next_number(Agreement, "number", start)
    months = DeadlineBook().number(AgreementNumber.NOTICE, timezone.localdate(), agreement.community) or NOTICE
    agreement.remind_on = months_before(agreement.until, months)
    if agreement.renews_id:
        Agreement.objects.filter(pk=agreement.renews_id).update(renewed_at=doing.at)


def _unsign(agreement: Agreement, doing: Doing) -> None:
    agreement.community_signed_by = agreement.community_signed_at = None
    agreement.unit_signed_by = agreement.unit_signed_at = None


def _cancel(agreement: Agreement, doing: Doing) -> None:
    agreement.cancelled_at = doing.at
    if agreement.renews_id:
        Agreement.objects.filter(pk=agreement.renews_id).update(renewed_at=None)


def _break_off(agreement: Agreement, doing: Doing) -> None:
    agreed = doing.was[agreement.pk].until
    if not agreement.since <= agreement.until <= agreed:
        said = f"最后一天应在{agreement.since:%Y-%m-%d}到{agreed:%Y-%m-%d}之间"
        raise RuleBroken("last", said, field="last")
    if agreement.renewed_at:
        raise RuleBroken("renewed", "已经续签；请先作废续签的协议", conflict=True)
    agreement.broken_off_at = doing.at


def goals_to_tell(user, ids) -> object:
    """Goals of these agreements that the platform does not count."""
    goals = AgreementGoal.objects.filter(counter="")
    return goals.filter(agreement__in=ids) if ids is not None else goals.allowed(user, P.COCON_MANAGE)


def _number(text: str) -> str:
    if not text.isascii() or not text.isdigit():
        raise RuleBroken("told_number", "请填写整数", field="told")
    return str(int(text))


def _tell(agreement: Agreement, doing: Doing) -> None:
    goal = doing.said["goal"]
    if goal.agreement_id != agreement.pk:
        raise RuleBroken("goal_unknown", "请选择这份协议的目标", field="goal")
    goal.told, goal.evidence = int(doing.said["told"]), doing.said["evidence"]
    goal.save(update_fields=["told", "evidence"])


def _to_unit(words: str) -> Callable[[Agreement, Doing], list[Tell]]:
    def tells(agreement: Agreement, doing: Doing) -> list[Tell]:
        title = f"与{agreement.community.name}的共建协议{words}"
        page = reverse("unit-agreement", args=[agreement.pk])
        return [Tell(clerks_of([agreement.unit_id]), title, url=page, why=True)]

    return tells


def _to_community(words: str) -> Callable[[Agreement, Doing], list[Tell]]:
    def tells(agreement: Agreement, doing: Doing) -> list[Tell]:
        page = reverse("admin:cocon_agreement_change", args=[agreement.pk])
        title = f"与{agreement.unit.name}的共建协议{words}"
        return [Tell((agreement.drafted_by_id,), title, url=page, why=True)]

    return tells


DRAFT, WAITS_FOR_UNIT, WAITS_FOR_COMMUNITY = (
    frozenset({state}) for state in (AgreementState.DRAFT, AgreementState.COMMUNITY_SIGNED, AgreementState.UNIT_SIGNED)
)
HALF_SIGNED = WAITS_FOR_UNIT | WAITS_FOR_COMMUNITY
SIGNED_LABEL = "已签待生效、履行中"
# Source: docs/rules.md, "Agreements"; [B7]C, [B8]C: both sides sign with a date.
agreements = declare_acts(
    Acts(
        Agreement,
        loads=("unit", "community__parent"),
        called="协议",
        derived=tuple(AgreementState.choices),
        acts=(
            Making(
                "draft",
                "起草协议",
                "起草",
                None,
                permission=P.COCON_MANAGE,
                asks=ASKED,
                stamps=("drafted_by", "drafted_at"),
                run=begin,
                after=keep_goals,
                leads=AgreementState.DRAFT.label,
                done="已起草，双方签订后生效。",
                hint="写明期限、目标和双方责任；双方签订前可以修改。",
                summary="起草协议",
                description="由社区起草，目标每行一条。新起草返回201；同样内容再次提交返回200和原协议。",
                again="此前已起草，返回原协议",
            ),
            Making(
                "renew",
                "续签",
                "续签",
                None,
                permission=P.COCON_MANAGE,
                on="renews",
                asks=RENEWED,
                stamps=("drafted_by", "drafted_at"),
                first=hold_before,
                known=following,
                run=follow_on,
                after=copy_goals,
                leads="（新的协议）",
                done="已另起一份，{row.since}到{row.until}，等待双方签订。",
                hint="按原协议另起一份，从到期的第二天开始，双方签订后生效；原协议到期后显示已续签。",
                icon="autorenew",
                fits=lambda agreement: agreement.state in RUNNING and agreement.renewed_at is None,
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT,
                None,
                permission=P.COCON_MANAGE,
                asks=EDITED,
                partial=True,
                run=rewrite,
                after=keep_goals,
                done="已修改。",
                hint="双方都没有签订的可以修改。",
                icon="edit",
                summary="修改协议草稿",
                description="双方都没有签订的可以修改；省略的项目不变。",
            ),
            Act(
                "sign_community",
                "社区签订",
                "签订",
                DRAFT | WAITS_FOR_COMMUNITY,
                None,
                permission=P.COCON_MANAGE,
                run=_sign("community"),
                tells=_to_unit("社区已签"),
                leads=f"{AgreementState.COMMUNITY_SIGNED.label}；{SIGNED_LABEL}",
                done="社区已签。",
                hint="签订后内容不能再改；单位也签订后协议生效，并生成编号。",
                icon="draw",
                summary="社区签订",
                description="单位已签的，双方签订完成，生成编号。重复提交返回同一结果。",
            ),
            Act(
                "sign_unit",
                "单位签订",
                "签订",
                DRAFT | WAITS_FOR_UNIT,
                None,
                permission=P.COCON_UNIT,
                run=_sign("unit"),
                tells=_to_community("单位已签"),
                leads=f"{AgreementState.UNIT_SIGNED.label}；{SIGNED_LABEL}",
                done="单位已签。",
                hint="签订后内容不能再改；社区也签订后协议生效，并生成编号。",
                icon="draw",
                summary="单位签订",
                description="社区已签的，双方签订完成，生成编号。重复提交返回同一结果。",
            ),
            Act(
                "sign_on_paper",
                "登记单位纸质签字",
                "登记",
                WAITS_FOR_UNIT,
                None,
                permission=P.COCON_MANAGE,
                asks=(Ask("paper_at", "纸质原件存放处", 60, 2, column="paper_at", told="纸质原件存放处"),),
                run=_sign("unit"),
                leads=SIGNED_LABEL,
                done="已登记单位的签字。",
                hint="单位在打印的协议上签字盖章后登记；写明原件存放处。",
                icon="approval",
                summary="登记单位纸质签字",
                description="单位在打印的协议上签字盖章后，由社区登记。",
            ),
            Act(
                "send_back",
                "退回修改",
                "退回",
                HALF_SIGNED,
                None,
                permission=P.COCON_UNIT,
                asks=(ask_reason("退回", column="return_reason", told="退回原因，2到200字，社区可见"),),
                run=_unsign,
                tells=_to_community("退回修改"),
                leads=AgreementState.DRAFT.label,
                done="已退回，社区修改后再签。",
                hint="社区会看到原因，修改后重新签订。",
                icon="undo",
                summary="退回修改",
                description="由单位写明原因，已有的签字一并撤回，社区修改后重新签订。",
            ),
            Act(
                "take_back",
                "撤回修改",
                "撤回",
                HALF_SIGNED,
                None,
                permission=P.COCON_MANAGE,
                run=_unsign,
                leads=AgreementState.DRAFT.label,
                done="已撤回，可以修改。",
                hint="双方签完以前可以撤回修改，已有的签字一并撤回。",
                icon="edit",
                aside=True,
                summary="撤回修改",
                description="双方签完以前由社区撤回，已有的签字一并撤回。",
            ),
            Act(
                "tell",
                "填报进展",
                "填报",
                RUNNING,
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    Ask("goal", "目标", rows=goals_to_tell),
                    Ask("told", "已完成数量", 6, check=_number, told="到现在累计完成的数量"),
                    Ask("evidence", "依据", 200, 2, told="什么时候、在哪里、看什么材料；不写个人信息"),
                ),
                run=_tell,
                each_counts=True,
                done="已填报。",
                hint="平台不能自动计数的目标，填写累计完成的数量和依据，双方可见。",
                icon="edit_note",
            ),
            Act(
                "break_off",
                "终止协议",
                "终止",
                RUNNING,
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    Ask("last", "最后一天", column="until", is_day=True, help="这一天协议仍有效"),
                    ask_reason("终止", column="end_reason", told="终止原因，2到200字，单位可见"),
                ),
                run=_break_off,
                tells=_to_unit("提前终止"),
                leads=AgreementState.TERMINATED.label,
                done="已登记终止。",
                hint="提前结束协议，写明最后一天和原因，单位会收到通知。",
                icon="block",
                summary="终止协议",
                description="写明最后一天和原因；最后一天仍有效。同样内容重复提交返回同一结果。",
            ),
            Act(
                "cancel",
                "作废",
                "作废",
                DRAFT | HALF_SIGNED | frozenset({AgreementState.UPCOMING}),
                None,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("作废", column="end_reason", told="作废原因，2到200字，单位可见"),),
                run=_cancel,
                tells=_to_unit("作废"),
                leads=AgreementState.CANCELLED.label,
                done="协议已作废。",
                hint="用于不再签订、或尚未生效的协议。",
                icon="delete",
                summary="作废协议",
                description="用于不再签订、或尚未生效的协议。同样原因重复提交返回同一结果。",
            ),
        ),
    )
)
