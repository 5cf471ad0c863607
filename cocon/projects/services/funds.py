"""Budget lines: granted to an area, given on to communities, changed with a reason, closed with the year."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.projects.choices import EntryKind, LineState
from cocon.projects.models import FundLine, Project
from cocon.projects.models.projects import APPROVED
from cocon.projects.rules.money import MOST_YUAN, check_left, checked_amount
from cocon.projects.services.entries import enter, hold_lines, purse_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.text.rules.money import fen_of
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

WITH_MONEY = RESIDENT_COMMITTEE_KINDS | {AreaKind.STREET, AreaKind.TOWN}  # where projects are
GRANTED_TO = WITH_MONEY | {AreaKind.DISTRICT, AreaKind.CITY}
FIRST_YEAR, LAST_YEAR = 2000, 2100


def areas_with_money(user, ids=None) -> QuerySet[Area]:
    """Areas whose budgets the person keeps."""
    return Area.objects.allowed(user, P.COCON_BUDGET).current().filter(kind__in=GRANTED_TO)


def areas_to_give_to(user, ids=None) -> QuerySet[Area]:
    """Streets and communities to which the person may give on what the area above has."""
    return areas_with_money(user).filter(kind__in=WITH_MONEY)


# --- Granting and giving on -----------------------------------------------------------------------------------------------


def _prepare_line(doing: Doing, ids) -> None:
    """The same line with another amount is no second sending of the first."""
    said = doing.said
    _refuse_other_budget(
        FundLine.objects.filter(**{name: said[name] for name in ("area", "kind", "name", "year")}), said
    )


def _refuse_other_budget(lines: QuerySet[FundLine], said: dict) -> None:
    fen = checked_amount(said["yuan"])
    for line in lines:
        if purse_of(line.pk).budget != fen:
            raise RuleBroken(
                "fund_line_once", "该区域本年度已有这条预算，金额不同的请用“调整额度”", field="yuan", conflict=True
            )


def _grant(lines: list[FundLine], doing: Doing) -> None:
    for line in lines:
        enter(line, EntryKind.BUDGET, fen_of(doing.said["yuan"]), by=doing.by, reason="核定预算")


def _prepare_allotment(doing: Doing, ids) -> None:
    """The line above is held before its money is counted."""
    said = doing.said
    parent = hold_lines([said["parent"].pk])[said["parent"].pk]
    if parent.area.kind in RESIDENT_COMMITTEE_KINDS:
        raise RuleBroken("lowest", "社区的预算不能再往下分配", field="parent", conflict=True)
    if parent.state != LineState.OPEN:
        raise RuleBroken("wrong_state", "这条预算已结账", field="parent", conflict=True)
    if not said["area"].is_descendant_of(parent.area):
        raise not_found("使用区域", field="area")
    _refuse_other_budget(FundLine.objects.filter(parent=parent, area=said["area"]), said)


def _begin_allotment(line: FundLine, doing: Doing) -> None:
    """Never more than is left of the line above."""
    parent = line.parent
    line.kind, line.name, line.year = parent.kind, parent.name, parent.year
    if FundLine.objects.filter(area=line.area, kind=line.kind, name=line.name, year=line.year).exists():
        raise RuleBroken("fund_line_once", "该区域本年度已有同名的预算", field="area", conflict=True)
    check_left(purse_of(parent.pk), fen_of(doing.said["yuan"]), field="yuan", name="上级预算")


def _allot(lines: list[FundLine], doing: Doing) -> None:
    for line in lines:
        fen = fen_of(doing.said["yuan"])
        enter(line.parent, EntryKind.ALLOT, -fen, by=doing.by, reason=f"分配给{line.area.name}")
        enter(line, EntryKind.BUDGET, fen, by=doing.by, reason=f"由{line.parent.area.name}分配")


# --- What follows ---------------------------------------------------------------------------------------------------------


def _hold_with_parents(doing: Doing, ids) -> None:
    """The line and the one above it, so that what goes to and fro between them is counted once."""
    above = FundLine.objects.filter(pk__in=ids).values_list("parent", flat=True)
    hold_lines([*ids, *above])
    fen = fen_of(doing.said["yuan"])
    if fen == 0:
        raise RuleBroken("yuan", "调整的金额不能为0", field="yuan")


def _adjust(line: FundLine, doing: Doing) -> None:
    """More of the line is less of the one above, and the other way round; neither may fall below what is spoken for."""
    fen, reason = fen_of(doing.said["yuan"]), doing.said["reason"]
    if fen < 0:
        check_left(purse_of(line.pk), -fen, field="yuan")
    if line.parent_id:
        check_left(purse_of(line.parent_id), fen, field="yuan", name="上级预算")
        enter(line.parent, EntryKind.ALLOT, -fen, by=doing.by, reason=reason)
    enter(line, EntryKind.BUDGET, fen, by=doing.by, reason=reason)


def _hold(doing: Doing, ids) -> None:
    hold_lines(ids)


def _check_finished(line: FundLine, doing: Doing) -> None:
    if number := Project.objects.filter(line=line, state__in=APPROVED).count():
        raise RuleBroken("unfinished", f"还有{number}个已批准的项目没有结项，不能结账", conflict=True)


OPEN = frozenset({LineState.OPEN})
YUAN = Ask("yuan", "金额（元）", most=MOST_YUAN, decimals=2, told="元，最多两位小数")
# Source: docs/rules.md, "Projects and money".
line_acts = declare_acts(
    Acts(
        FundLine,
        called="预算",
        loads=("area", "parent__area"),
        acts=(
            Making(
                "grant",
                "登记预算",
                "登记",
                LineState.OPEN,
                permission=P.COCON_BUDGET,
                asks=(
                    *asks_of(
                        FundLine,
                        "area kind name year",
                        at=P.COCON_BUDGET,
                        area={"rows": areas_with_money},
                        year={"least": FIRST_YEAR, "most": LAST_YEAR, "usual": lambda: timezone.localdate().year},
                    ),
                    YUAN,
                ),
                first=_prepare_line,
                stamps=("entered_by", "entered_at"),
                after=_grant,
                done="已登记，可以批准项目或分配下级。",
                hint="登记一年的经费；区县、街道的可以再往下分配，各级的合计不重复。",
                summary="登记预算",
                description="登记区县、街道或社区一年一类的经费，金额为元。同一预算金额不同的返回409，请用调整额度。",
            ),
            Making(
                "allot",
                "分配下级",
                "分配",
                LineState.OPEN,
                permission=P.COCON_BUDGET,
                on="parent",
                asks=(
                    *asks_of(
                        FundLine,
                        "parent area",
                        at=P.COCON_BUDGET,
                        parent={"is_optional": False},
                        area={"rows": areas_to_give_to},
                    ),
                    YUAN,
                ),
                first=_prepare_allotment,
                run=_begin_allotment,
                fits=lambda line: line.area.kind not in RESIDENT_COMMITTEE_KINDS and line.state == LineState.OPEN,
                stamps=("entered_by", "entered_at"),
                after=_allot,
                done="已分配给{row.area.name}。",
                hint="下级的额度从这条预算里扣除，不能超过还可用的金额；区县分给街道、社区，街道再分给社区。",
                icon="account_tree",
            ),
            Act(
                "adjust",
                "调整额度",
                "调整",
                OPEN,
                None,
                permission=P.COCON_BUDGET,
                asks=(
                    Ask(
                        "yuan",
                        "增减金额（元）",
                        least=-MOST_YUAN,
                        most=MOST_YUAN,
                        decimals=2,
                        help="增加填正数，减少填负数",
                        told="元，最多两位小数，减少为负数",
                    ),
                    ask_reason("调整", told="事由，2到200字"),
                ),
                first=_hold_with_parents,
                run=_adjust,
                done="已调整，增减记为新的分录。",
                hint="不改原来的分录，另记一笔；上级分配来的从上级预算里增减。",
                icon="tune",
                summary="调整额度",
                description="另记一笔增减，写明原因；不能少于已批准和已分配的，也不能超过上级还可用的。",
            ),
            Act(
                "close",
                "年终结账",
                "结账",
                OPEN,
                LineState.CLOSED,
                permission=P.COCON_BUDGET,
                asks=(ask_reason("结账", column="reason", told="说明，2到200字"),),
                first=_hold,
                run=_check_finished,
                stamps=("closed_by", "closed_at"),
                done="已结账，不再批准新的项目。",
                hint="已批准的项目都结项后结账；结账后不再批准项目，分录保留。",
                icon="lock",
                summary="年终结账",
                description="结账后不再批准项目和分配，分录保留。",
            ),
        ),
    )
)
