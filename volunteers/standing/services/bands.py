"""Bands of a closed year, decided by people, and exemptions, stated by the desk."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, declare_acts
from orgtree.choices import Permission as P
from orgtree.notices.services import notify
from volunteers.points.choices import Band, ExemptReason, YearState
from volunteers.points.models.points import MemberYear
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.rules.years import check_not_barred, check_plan, check_reason_for_band
from volunteers.standing.services.deductions import barred_from_excellent
from volunteers.standing.services.year_closing import suggestion_for

REMIND_DAYS = 7  # before a plan is due


def _accept(account: MemberYear, doing: Doing) -> None:
    account.band, account.band_reason = account.suggested_band, ""
    _settle(account)


def _decide(account: MemberYear, doing: Doing) -> None:
    check_reason_for_band(band=account.band, suggested=account.suggested_band, reason=account.band_reason)
    _settle(account)


def _settle(account: MemberYear) -> None:
    """No 优秀 beside a red card of the year; a plan is of a year that is 待提升."""
    check_not_barred(account.band, barred=_is_barred(account))
    if account.band != Band.BELOW:
        _without_plan(account)


def _is_barred(account: MemberYear) -> bool:
    return (account.member_id, account.year) in barred_from_excellent([account.member_id])


def _without_plan(account: MemberYear) -> None:
    account.plan, account.plan_due_on = "", None


def _tell(account: MemberYear, doing: Doing) -> list[Tell]:
    text = "可在“我的积分”中查看等次、评定人和理由；有异议可以提出。"
    if account.band == Band.BELOW:
        text += "社区会和您商定提升计划，不作其他处理。"
    url = f"/m/points/?year={account.year}"
    return [Tell((account.member.user_id,), f"{account.year}年度等次已评定", text, url)]


def _plan(account: MemberYear, doing: Doing) -> None:
    check_plan(band=account.band, due_on=account.plan_due_on, today=timezone.localdate())


def _tell_plan(account: MemberYear, doing: Doing) -> list[Tell]:
    until = f"{account.plan_due_on:%Y年%-m月%-d日}前"
    title = f"{account.year}年度提升计划已商定，{until}完成"
    return [Tell((account.member.user_id,), title, "可在“我的积分”中查看。", f"/m/points/?year={account.year}")]


def remind_of_plans(today: date) -> int:
    """Tell members, and whoever decided their band, of plans that are due within REMIND_DAYS; how many. Safe to run twice."""
    due = MemberYear.objects.filter(plan_due_on__gte=today, plan_due_on__lte=today + timedelta(days=REMIND_DAYS))
    planned = list(due.select_related("member"))
    for account in planned:
        notify(
            users=[account.member.user_id],
            key=f"plan:{account.pk}:{account.plan_due_on}",
            title=f"您的提升计划{account.plan_due_on:%-m月%-d日}到期",
            url=f"/m/points/?year={account.year}",
        )
        notify(
            users=[account.band_decided_by_id],
            key=f"plan:{account.pk}:{account.plan_due_on}:desk",
            title=f"一份提升计划{account.plan_due_on:%-m月%-d日}到期",
            url=reverse("admin:volunteers_memberyear_change", args=[account.pk]),
        )
    return len(planned)


def _exempt(account: MemberYear, doing: Doing) -> None:
    _without_plan(account)
    account.band_decided_by = account.band_decided_at = None


def _lift(account: MemberYear, doing: Doing) -> None:
    """Where the year is closed, the band is suggested anew."""
    account.exempt_by = account.exempt_at = None
    if account.closed_at:
        account.suggested_band = suggestion_for(account, RuleBook(), barred_from_excellent([account.member_id]))


# --- The acts -----------------------------------------------------------------------------------------------------------

CLOSED = frozenset({YearState.CLOSED, YearState.DECIDED})
DECIDED = ("band_decided_by", "band_decided_at")
NOT_OWN = (NotBy("member.user_id", "own_year", "不能办理本人的等次和免评，请由其他工作人员办理"),)
# Source: docs/rules.md, "Year close": points suggest, an organisation decides, with its reason where it differs.
year_accounts = declare_acts(
    Acts(
        MemberYear,
        member="member",
        loads=("member__area",),
        called="年度账户",
        derived=tuple(YearState.choices),
        acts=(
            Act(
                "accept_bands",
                "按建议评定等次",
                "评定",
                CLOSED,
                None,
                permission=P.BAND_DECIDE,
                stamps=DECIDED,
                not_by=NOT_OWN,
                run=_accept,
                many=True,
                tells=_tell,
                final=True,
                done="等次已按建议评定，已通知本人。",
                fits=lambda account: not account.band,
                hint="每人按建议等次评定，评定人和时间逐人记录。积分只是建议；应另评的，请先单独办理。",
                icon="done_all",
                entry="按建议评定等次",
                summary="按建议批量评定等次",
                description="逐条判断：能办的办，不能办的列出原因。评定人和时间逐人记录，本人的由他人评定。",
            ),
            Act(
                "band",
                "评定等次",
                "评定等次",
                CLOSED,
                None,
                permission=P.BAND_DECIDE,
                asks=(
                    Ask("band", "等次", column="band", choices=Band.choices),
                    Ask(
                        "reason",
                        "理由",
                        column="band_reason",
                        is_optional=True,
                        told="与建议等次不同时必须写明，本人可见",
                        help="与建议等次不同时必须写明，本人可见",
                    ),
                ),
                stamps=DECIDED,
                not_by=NOT_OWN,
                run=_decide,
                tells=_tell,
                done="等次已评定，已通知本人。",
                hint="积分只作建议，等次由组织评定。与建议不同的，须写明理由，本人可见。",
                icon="workspace_premium",
                description="积分只作建议，由组织评定，与建议不同的须写明理由；年度结账后才能评定。同样内容重复提交返回同一结果。",
            ),
            Act(
                "plan",
                "商定提升计划",
                "商定",
                frozenset({YearState.DECIDED}),
                None,
                permission=P.BAND_DECIDE,
                asks=(
                    Ask("plan", "提升计划", 300, 2, column="plan", begins_as_is=True, told="怎么提升，本人可见"),
                    Ask(
                        "due_on", "完成日期", column="plan_due_on", is_day=True, begins_as_is=True, told="哪一天前完成"
                    ),
                ),
                not_by=NOT_OWN,
                run=_plan,
                tells=_tell_plan,
                done="提升计划已记下，已通知本人。",
                hint="与本人商定后填写：做什么、哪天前完成。到期前一周提醒本人和评定人；不作其他处理。",
                icon="trending_up",
                fits=lambda account: account.band == Band.BELOW,
                summary="商定提升计划",
                description="只用于评定为待提升的年度；写明做什么和完成日期，本人可见，到期前提醒。同样内容重复提交返回同一结果。",
            ),
            Act(
                "exempt",
                "登记免评",
                "登记免评",
                frozenset(YearState),
                None,
                permission=P.BAND_DECIDE,
                asks=(Ask("reason", "免评原因", column="exempt_reason", choices=ExemptReason.choices),),
                stamps=("exempt_by", "exempt_at"),
                clears=("suggested_band", "band", "band_reason"),
                not_by=NOT_OWN,
                run=_exempt,
                done="已登记免评，该年度不评分。",
                hint="免评的人该年度不评分。只选原因，不记出生日期、病情。",
                icon="person_off",
                fits=lambda account: not account.exempt_reason,
                description="该年度不评分；只选原因，不记出生日期、病情。同样原因重复提交返回同一结果。",
            ),
            Act(
                "lift_exemption",
                "取消免评",
                "取消免评",
                frozenset({YearState.EXEMPT}),
                None,
                permission=P.BAND_DECIDE,
                clears=("exempt_reason",),
                not_by=NOT_OWN,
                run=_lift,
                done="已取消免评。",
                hint="取消后照常计分；年度已结账的，随即按结账积分提出建议等次，再由组织评定。",
                icon="undo",
                description="照常计分；年度已结账的随即提出建议等次。同一人重复提交返回原账户，没有免评的返回409。",
            ),
        ),
    )
)
