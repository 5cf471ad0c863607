"""三会一课 is entered once the quarter is over, checked by another against the branch's records, and taken out where entered wrongly."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from assessments.life.choices import LifeState
from assessments.life.models import LifeQuarter
from assessments.life.rules import MEETINGS, is_kept, last_day
from orgtree.acts import Act, Acts, Doing, Making, NotBy, ask_reason, asks_of, declare_acts
from orgtree.choices import PartyOrgKind
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.models import PartyOrg
from orgtree.scope.services import within_reach

ENTERED = frozenset({LifeState.ENTERED})
ANOTHER = (NotBy("entered_by_id", "own_entry", "这一季度由您登记，须由另一位工作人员对照记录核对"),)


def branches() -> QuerySet[PartyOrg]:
    """Branches of communities and grids; those of units keep their records there."""
    return PartyOrg.objects.filter(kind=PartyOrgKind.BRANCH, institution=None)


def branches_for(user, ids=None) -> QuerySet[PartyOrg]:
    return within_reach(PartyOrg, P.MEMBER_REVIEW, user).filter(pk__in=branches()).select_related("area")


def last_quarter() -> Period:
    """The last one that is over."""
    return Period.holding("Q", Period.holding("Q", timezone.localdate()).start - timedelta(days=1))


def missing(user, quarter: Period) -> QuerySet[PartyOrg]:
    """Branches that the person keeps, of whose quarter nothing is entered, in the order of the tree."""
    end = quarter.end - timedelta(days=1)
    entered = LifeQuarter.objects.standing().filter(branch=OuterRef("pk"), ended_on=end)
    rows = branches_for(user).in_being_on(end).filter(~Exists(entered))
    return rows.order_by("area__tree_id", "area__lft", "name", "pk")


def _enter(row: LifeQuarter, doing: Doing) -> None:
    row.ended_on = last_day(row.year, row.quarter, timezone.localdate(doing.at))
    if not branches().in_being_on(row.ended_on).filter(pk=row.branch_id).exists():
        raise RuleBroken("branch", "那时还没有或已经没有这个支部", field="branch")
    row.is_kept = is_kept({name: getattr(row, name) for name in MEETINGS})


# Source: docs/rules.md, "三会一课".
life_acts = declare_acts(
    Acts(
        LifeQuarter,
        called="三会一课",
        loads=("branch__area",),
        acts=(
            Making(
                "enter",
                "登记三会一课",
                "登记",
                LifeState.ENTERED,
                permission=P.MEMBER_REVIEW,
                asks=asks_of(
                    LifeQuarter,
                    "branch year quarter congress committee group lecture",
                    at=P.MEMBER_REVIEW,
                    branch={"rows": branches_for},
                    year={"least": 2000, "most": 2100, "usual": lambda: last_quarter().start.year},
                ),
                stamps=("entered_by", "entered_at"),
                run=_enter,
                done="已登记，由另一位工作人员对照支部记录核对后计入。",
                hint="季度结束后按支部记录登记是否按期，不记次数和人员。",
                summary="登记支部一个季度的三会一课",
                description="各项是否按期；季度结束后登记，由另一人核对后计入。",
            ),
            Act(
                "check",
                "核对无误",
                "核对",
                ENTERED,
                LifeState.CHECKED,
                permission=P.MEMBER_REVIEW,
                not_by=ANOTHER,
                stamps=("checked_by", "checked_at"),
                done="已核对，计入统计。",
                hint="对照支部的会议记录，相符的才核对。",
                icon="verified",
                many=True,
                final=True,
                summary="核对",
                description="对照支部记录核对；不能由登记人自己核对。",
            ),
            Act(
                "void",
                "登记有误",
                "作废",
                frozenset({LifeState.ENTERED, LifeState.CHECKED}),
                LifeState.VOID,
                permission=P.MEMBER_REVIEW,
                asks=(ask_reason("作废", column="reason", told="作废原因，2到200字"),),
                done="已作废，不再计入，可以重新登记。",
                hint="记录保留，不再计入；作废后重新登记。",
                icon="block",
                summary="作废",
                description="登记有误的不再计入，可以重新登记。",
            ),
        ),
    )
)
