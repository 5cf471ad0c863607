"""What is recognised is entered from its document, checked against it by another, and ends."""

from django.utils import timezone

from assessments.honours.choices import HonourState
from assessments.honours.models import Honour
from assessments.honours.rules import check_honour
from cocon.units.services.days import checked_end
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

ENTERED, HELD = frozenset({HonourState.ENTERED}), frozenset({HonourState.HELD})
ANOTHER = (NotBy("entered_by_id", "own_entry", "这一项由您登记，须由另一位工作人员对照文件核对"),)


def _check(honour: Honour, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field."""
    check_honour(honour.kind, honour.area.kind, honour.organ_level, honour.people)
    if honour.issued_on > timezone.localdate():
        raise RuleBroken("issued_on", "发文日期不能晚于今天", field="issued_on")
    if honour.until and honour.until < honour.issued_on:
        raise RuleBroken("until", "有效期不能早于发文日期", field="until")


def _end(honour: Honour, doing: Doing) -> None:
    honour.ended_on = checked_end(doing.said["ended_on"], honour.issued_on)


# Source: docs/rules.md, "Honours and training".
ASKED = asks_of(
    Honour,
    "area kind name organ organ_level number issued_on until people",
    at=P.HONOUR_MANAGE,
    name={"shortest": 2},
    organ={"shortest": 2},
    number={"shortest": 4},
    people={"least": 0, "most": 10_000},
)
honour_acts = declare_acts(
    Acts(
        Honour,
        called="示范与荣誉",
        loads=("area",),
        acts=(
            Making(
                "enter",
                "登记",
                "登记",
                HonourState.ENTERED,
                permission=P.HONOUR_MANAGE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                run=_check,
                done="已登记，由另一位工作人员对照文件核对后生效。",
                hint="须有上级机关的文件：发文机关、文号、发文日期缺一不可。",
                summary="登记示范、荣誉或考录进编",
                description="须有上级机关文件的发文机关、文号和发文日期；由另一人核对后计入。考录进编只写人数。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                ENTERED,
                None,
                permission=P.HONOUR_MANAGE,
                asks=tuple(ask for ask in ASKED if ask.name not in ("area", "kind")),
                partial=True,
                run=_check,
                done="已修改。",
                icon="edit",
                summary="修改登记",
                description="核对前可以修改，省略的项目不变。",
            ),
            Act(
                "check",
                "核对无误",
                "核对",
                ENTERED,
                HonourState.HELD,
                permission=P.HONOUR_MANAGE,
                not_by=ANOTHER,
                stamps=("checked_by", "checked_at"),
                done="已核对，计入统计。",
                hint="对照文件原件，机关、文号、日期一致的才核对。",
                icon="verified",
                many=True,
                final=True,
                summary="核对",
                description="对照文件核对；不能由登记人自己核对。",
            ),
            Act(
                "decline",
                "不予通过",
                "退回",
                ENTERED,
                HonourState.DECLINED,
                permission=P.HONOUR_MANAGE,
                asks=(ask_reason("不予通过", column="reason", told="原因，2到200字"),),
                done="未通过，不计入。",
                hint="与文件不符、没有文件的不予通过。",
                summary="不予通过",
                description="写明原因；不计入统计。",
            ),
            Act(
                "end",
                "失效",
                "登记失效",
                HELD,
                HonourState.ENDED,
                permission=P.HONOUR_MANAGE,
                asks=(
                    Ask("ended_on", "失效日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),
                    ask_reason("失效", column="reason", told="失效原因，2到200字"),
                ),
                run=_end,
                done="已失效，以后不再计入。",
                hint="命名被撤销、复核未通过的；以前各期的数字不变。",
                icon="block",
                summary="登记失效",
                description="写明原因；从失效日期起不再计入。",
            ),
        ),
    )
)
