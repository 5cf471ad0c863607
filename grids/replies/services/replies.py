"""Replies are entered, mended, prolonged and withdrawn by who keeps them."""

from django.db.models import QuerySet
from django.utils import timezone

from grids.replies.choices import ReplyState
from grids.replies.models import Reply
from grids.replies.rules import is_category
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.scope.services import within_reach

OFFERED = frozenset({ReplyState.OFFERED})
KEEPERS = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE)


def keepers_for(user, ids=None) -> QuerySet[Area]:
    """Areas that may keep replies, where the person sends cases on."""
    return within_reach(Area, P.CASE_DISPATCH, user).current().filter(kind__in=KEEPERS)


def _check_category(code: str) -> str:
    if code and not is_category(code):
        raise RuleBroken("category", "请填四位类别编号，或前两位", field="category")
    return code


def _check_days(reply: Reply, doing: Doing) -> None:
    """Raises RuleBroken for a last day before the first, or one that is over already."""
    if reply.valid_until < reply.valid_from:
        raise RuleBroken("days", "有效期不能早于启用日期", field="valid_until")
    if "valid_until" in doing.said and reply.valid_until < timezone.localdate():
        raise RuleBroken("over", "有效期不能早于今天", field="valid_until")


# Source: docs/rules.md, "Replies".
ASKED = asks_of(
    Reply,
    "area kind category title wording source valid_from valid_until",
    at=P.CASE_DISPATCH,
    area={"rows": keepers_for},
    category={"check": _check_category},
)
reply_acts = declare_acts(
    Acts(
        Reply,
        called="口径",
        loads=("area",),
        acts=(
            Making(
                "enter",
                "登记口径",
                "登记",
                ReplyState.OFFERED,
                permission=P.CASE_DISPATCH,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                run=_check_days,
                done="{row.title}已登记，有效期内可在答复时选用。",
                hint="写明依据和有效期；到期自动不能使用，更新后再用。",
                summary="登记答复口径",
                description="类型、内容、依据、启用日期与有效期；同一区域同名的返回409。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                OFFERED,
                None,
                permission=P.CASE_DISPATCH,
                asks=tuple(ask for ask in ASKED if ask.name != "area"),
                partial=True,
                run=_check_days,
                done="已修改，以后的答复按新内容。",
                hint="已经发出的答复不变；政策更新后在这里改内容和有效期。",
                icon="edit",
                summary="修改答复口径",
                description="省略的项目不变；已经发出的答复不变。",
            ),
            Act(
                "withdraw",
                "停用",
                "停用",
                OFFERED,
                ReplyState.WITHDRAWN,
                permission=P.CASE_DISPATCH,
                asks=(ask_reason("停用", column="reason", told="停用原因，2到200字"),),
                done="{row.title}已停用，答复时不再出现。",
                hint="政策废止或内容有误的；使用记录保留。",
                icon="block",
                summary="停用答复口径",
                description="写明原因；使用记录保留。",
            ),
        ),
    )
)
