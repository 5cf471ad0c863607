"""Money of an approved project: paid ahead, settled, and what was wrong reversed by an entry of its own."""

from django.utils import timezone

from cocon.projects.choices import EntryKind, NormKey, ProjectState
from cocon.projects.models import Project
from cocon.projects.rules.money import MOST_YUAN, check_advance, check_left, checked_amount, settle_for
from cocon.projects.services.deciding import (
    NOT_ITS_OWN,
    READ_BY_ALL,
    check_never_led,
    hold_line_of,
    tell_those_who_do_it,
)
from cocon.projects.services.entries import enter, purse_of, reverse, standing, sums_of
from cocon.projects.services.norms import NormBook
from orgtree.acts import Act, Ask, Doing, ask_reason
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.text.rules.money import fen_of

VOUCHER = Ask("reason", "付款凭证号", shortest=2, told="付款凭证号或事由，2到200字；同一凭证号只付一次")


def _advance(project: Project, doing: Doing) -> None:
    """A voucher stands for one payment, whoever enters it and with whatever amount."""
    _check_has_money(project)
    check_never_led(project, doing)
    fen, sums = checked_amount(doing.said["yuan"]), sums_of(project)
    if project.entries.filter(kind=EntryKind.ADVANCE, reason=doing.said["reason"], reverses=None).exists():
        raise RuleBroken("reason_used", "这一凭证号已付过款", field="reason", conflict=True)
    share = NormBook().number(NormKey.ADVANCE_SHARE, timezone.localdate(), project.area)
    check_advance(sums.approved, sums.paid, fen, share)
    enter(project.line, EntryKind.ADVANCE, fen, by=doing.by, reason=doing.said["reason"], project=project)


def _settle(project: Project, doing: Doing) -> None:
    """What is still to be paid is paid, less than was paid ahead comes back, and what was not used is left of the line again."""
    _check_has_money(project)
    check_never_led(project, doing)
    sums, told = sums_of(project), {"by": doing.by, "reason": doing.said["reason"], "project": project}
    settled = settle_for(sums.approved, sums.paid, fen_of(doing.said["yuan"]))
    if settled.payment:
        enter(project.line, EntryKind.SETTLE, settled.payment, **told)
    if settled.release:
        enter(project.line, EntryKind.RELEASE, settled.release, **told)


def _reverse_advance(project: Project, doing: Doing) -> None:
    """The last of them that stands."""
    wrong = standing(project, EntryKind.ADVANCE)[-1:]
    if not wrong:
        raise RuleBroken("nothing_paid", "没有可以冲正的预付", conflict=True)
    reverse(wrong[0], by=doing.by, reason=doing.said["reason"])


def _reverse_settlement(project: Project, doing: Doing) -> None:
    """All of it: the payment, and what was given back, as long as the line has not given it on."""
    wrong = standing(project, EntryKind.SETTLE, EntryKind.RELEASE)
    check_left(purse_of(project.line_id), sum(entry.fen for entry in wrong if entry.kind == EntryKind.RELEASE))
    for entry in wrong:
        reverse(entry, by=doing.by, reason=doing.said["reason"])


def _check_has_money(project: Project) -> None:
    if not project.has_money:
        raise RuleBroken("no_money", "这个项目不用钱", conflict=True)


def _uses_money(project: Project) -> bool:
    return project.has_money


RUNNING, ACCEPTED = frozenset({ProjectState.RUNNING}), frozenset({ProjectState.ACCEPTED})
PAYING = (
    Act(
        "advance",
        "预付",
        "预付",
        RUNNING,
        None,
        permission=P.COCON_APPROVE,
        not_by=NOT_ITS_OWN,
        asks=(Ask("yuan", "预付金额（元）", most=MOST_YUAN, decimals=2, told="元，最多两位小数"), VOUCHER),
        first=hold_line_of,
        run=_advance,
        fits=_uses_money,
        done="已登记预付。",
        hint="登记已付的款；预付合计不超过批准金额的规定比例，立项人和提请人不能付款。",
        icon="payments",
        summary="预付",
        description="预付合计不超过批准金额的规定比例；同一凭证号只付一次，立项人和提请人不能付款。",
    ),
    Act(
        "settle",
        "结算",
        "结算",
        ACCEPTED,
        ProjectState.SETTLED,
        permission=P.COCON_APPROVE,
        not_by=NOT_ITS_OWN,
        asks=(
            Ask("yuan", "结算总额（元）", most=MOST_YUAN, decimals=2, help="含已预付的", told="元，含已预付的"),
            VOUCHER,
        ),
        first=hold_line_of,
        run=_settle,
        fits=_uses_money,
        tells=tell_those_who_do_it("已结算"),
        done="已结算，没有用完的退回预算。",
        hint="验收后按实际结算，不超过批准金额；已预付的抵扣，没有用完的退回预算。",
        icon="account_balance",
        summary="结算",
        description="总额含已预付的，不超过批准金额；没有用完的退回预算。",
    ),
    Act(
        "reverse",
        "冲正预付",
        "冲正预付",
        RUNNING | ACCEPTED,
        None,
        permission=P.COCON_APPROVE,
        asks=(ask_reason("冲正", told=READ_BY_ALL),),
        first=hold_line_of,
        run=_reverse_advance,
        fits=_uses_money,
        done="已冲正，另记了一笔。",
        hint="原来的分录不动，另记相反的一笔，冲正最后一笔预付。",
        icon="undo",
        summary="冲正预付",
        description="另记相反的一笔，冲正最后一笔预付。",
    ),
    Act(
        "reverse_settlement",
        "冲正结算",
        "冲正结算",
        frozenset({ProjectState.SETTLED}),
        ProjectState.ACCEPTED,
        permission=P.COCON_APPROVE,
        asks=(ask_reason("冲正", told=READ_BY_ALL),),
        first=hold_line_of,
        run=_reverse_settlement,
        fits=_uses_money,
        done="已冲正，可以重新结算。",
        hint="原来的分录不动，另记相反的几笔，项目回到待结算；额度已另作他用的不能冲正。",
        icon="undo",
        summary="冲正结算",
        description="另记相反的几笔，项目回到待结算；退回的额度已另作他用的返回409。",
    ),
)
