"""What may be done to an order of another system, declared once. Source: docs/rules.md, "Doors"; G11, G12."""

from dataclasses import replace
from functools import partial

from grids.cases.choices import PhoneFor
from grids.cases.services.opening import AREA, CATEGORY, LABEL, LONGEST, WRITTEN, checked_phone
from grids.doors.choices import OrderState
from grids.doors.models import DoorOrder
from grids.doors.services import intake
from orgtree.acts import Act, Acts, Ask, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P

WAITING = frozenset({OrderState.WAITING})
AS_SENT = "as it was sent: kept sealed, and scanned when a case is made of it"


def _begins(name: str, order: DoorOrder) -> str:
    return getattr(intake.sent_of(order), name)


def _written(name: str) -> Ask:
    """A text of the case, beginning with what was sent."""
    said = WRITTEN[name]
    return Ask(name, LABEL[name], longest=LONGEST[name], begins=partial(_begins, name), **said)


# What a case is asked; the order itself keeps none of it.
WHERE = tuple(replace(ask, column="") for ask in CATEGORY + AREA)
ASKED = (
    *asks_of(
        DoorOrder,
        "area",
        at=P.CASE_ENTER,
        area={"told": "接收区域的编号：本区、本街道（由人工定位），或已知的社区、网格"},
    ),
    Ask("source", "来源", choices=tuple(intake.SOURCES), column="source", usual="hotline", told="来件的系统"),
    Ask("outside_number", "来件编号", longest=40, column="outside_number", told="对方系统的编号，一年内唯一"),
    Ask("told_at", "反映时间", is_moment=True, is_optional=True, told="不填为现在；时限从这时算起"),
    Ask("category_code", "事项分类", longest=4, is_optional=True, told="事项分类的四位编码；不填由人工选择"),
    Ask("area_code", "区域编码", longest=32, is_optional=True, told="社区或网格的编码；不填按接收区域"),
    Ask("place", "地点", longest=200, is_optional=True, unscanned=AS_SENT),
    Ask("title", "标题", longest=200, is_optional=True, unscanned=AS_SENT),
    Ask(
        "words",
        "内容",
        longest=2000,
        is_optional=True,
        unscanned=AS_SENT,
        told="原文加密暂存，登记为事项时检查个人信息",
    ),
    Ask("asker", "称呼", longest=20, is_optional=True, unscanned=AS_SENT, told="加密保存，不在读取结果中返回"),
    Ask(
        "phone",
        "联系电话",
        longest=20,
        is_optional=True,
        check=checked_phone,
        told="11位手机号，没有就留空；加密保存，不在读取结果中返回",
    ),
    Ask("phone_for", "电话给谁看", choices=tuple(PhoneFor.choices), usual=PhoneFor.HANDLER),
)
order_acts = declare_acts(
    Acts(
        DoorOrder,
        called="来件",
        loads=("area", "case"),
        acts=(
            Making(
                "receive",
                "接收来件",
                "接收",
                OrderState.WAITING,
                permission=P.CASE_ENTER,
                asks=ASKED,
                stamps=("received_by", "received_at"),
                first=intake.hold_number,
                known=intake.find_order,
                run=intake.receive,
                after=intake.file_received,
                done="已接收。",
                hint="由热线系统通过接口推送；没有接口的用“登记来电”或表格导入。",
                again="此前已收到，返回原来件；内容有变化的记为更新",
                summary="接收来件",
                description=(
                    "12345等系统推送工单。先保存再登记为事项：能自动登记的state为filed并返回事项编号，不能的为waiting，fault写明原因，由人工登记。"
                    "同一来源、编号、年份重复推送返回200和原来件；内容有变化的changes加1，不另立事项。"
                ),
            ),
            Act(
                "file",
                "登记为事项",
                "登记",
                WAITING,
                OrderState.FILED,
                permission=P.CASE_ENTER,
                asks=(*WHERE, *(_written(name) for name in LABEL)),
                run=intake.file_by_hand,
                done="已登记为事项{row.case.number}。",
                hint="核对分类、区域和文字，去掉姓名、电话和门牌号后登记；称呼和电话随来件加密转入。",
                icon="post_add",
                summary="来件登记为事项",
                description="人工选择分类和区域，文字去掉个人信息后登记。",
            ),
            Act(
                "join",
                "并入已有事项",
                "并入",
                WAITING,
                OrderState.FILED,
                permission=P.CASE_ENTER,
                asks=(
                    Ask(
                        "case",
                        "事项",
                        rows=intake.cases_to_join,
                        found_by=(DoorOrder, "case"),
                        told="已有事项的编号",
                        begins_blank=True,
                    ),
                ),
                run=intake.join_by_hand,
                done="已并入{row.case.number}，办结后经来件系统答复。",
                hint="与已有事项是同一件事的；诉求人保留，各自答复。",
                icon="merge",
                summary="来件并入事项",
                description="与已有事项是同一件事的，作为又一次反映登记。",
            ),
            Act(
                "retry",
                "重新处理",
                "处理",
                WAITING,
                OrderState.FILED,
                permission=P.CASE_ENTER,
                run=intake.try_again,
                many=True,
                final=True,
                done="已登记为事项{row.case.number}。",
                hint="补齐区域、分类后再自动登记一次；仍不行的写明原因。",
                icon="replay",
                summary="重新处理来件",
                description="再自动登记一次；不能登记的返回原因。",
            ),
            Act(
                "lapse",
                "超期清除",
                "清除",
                WAITING,
                OrderState.DISCARDED,
                clears=("body",),
            ),
            Act(
                "discard",
                "作废",
                "作废",
                WAITING,
                OrderState.DISCARDED,
                permission=P.CASE_DISPATCH,
                asks=(ask_reason("作废", column="reason", told="作废原因，2到200字"),),
                clears=("body",),
                done="来件已作废，原文已删除。",
                hint="用于推送有误的；原文随即删除。",
                icon="block",
                summary="作废来件",
                description="用于推送有误的；原文随即删除。",
            ),
        ),
    )
)
