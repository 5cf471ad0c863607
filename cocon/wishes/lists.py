"""The columns of a wish, for the desk, its workbook, the rows behind figures and the member's own copy."""

from django.db.models import Q

from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from orgtree.days.rules.words import say_day
from orgtree.declare import Column
from orgtree.files.shown import shown_picture
from orgtree.lists import area_columns, columns_of, declare_list, state_column

STATE_COLOURS = {"待认领": "info", "已认领": "warning", "待核实": "danger", "已实现": "success", "已取消": "info"}


def shown_due(wish: Wish) -> str:
    """The last day, and whether it is over."""
    return f"{say_day(wish.due_on)}{'（已逾期）' if wish.is_overdue else ''}" if wish.due_on else ""


FIELDS = "title need kind people_helped word outcome entered_at claimed_at fulfilled_at"
wish_list = declare_list(
    Wish,
    columns=columns_of(Wish, FIELDS)
    | area_columns("所属区域")
    | {
        "state": state_column(Wish, STATE_COLOURS),
        "helped": Column("帮助人数", lambda wish: f"帮助{wish.people_helped}人"),
        "until": Column(
            "办理期限", lambda wish: f"{wish.due_on.month}月{wish.due_on.day}日前办好" if wish.due_on else ""
        ),
        "standing": Column("状态", lambda wish: "已逾期" if wish.is_overdue else wish.get_state_display()),
        "claimer": Column("认领人", lambda wish: wish.claimed_by, personal=True, order="claimed_by"),
        "masked_claimer": Column("认领人", lambda wish: wish.claimed_by and wish.claimed_by.masked_name, personal=True),
        "group": Column("认领单位或服务队", lambda wish: wish.group),
        "due": Column("办理期限", shown_due, order="due_on"),
        # Given back, the wish is open to others: what was said to its last claimer is not for them.
        "reason": Column("退回或取消的原因", lambda wish: "" if wish.state == WishState.OPEN else wish.reason),
        "phone": Column("联系电话", lambda wish: wish.masked_phone, personal=True),
        "photo": Column("照片", lambda wish: shown_picture("wish-photo", wish, "photo", "实现情况照片")),
        "closed_at": Column("核实时间", lambda wish: wish.closed_at),
    },
    desk="state title kind area people_helped claimer group due entered_at",
    links="state title",
    filters=("state", "kind", "area"),
    first=Q(state=WishState.FULFILLED),
    order="-entered_at -pk",
    loads=("area", "claimed_by", "unit", "team"),
    member="claimed_by",
    own="title area state group claimed_at due word outcome closed_at",
    importer="wishes",
    api=(
        "id area title need kind kind_label people_helped state state_label entered_at claimed_by unit team claimed_at "
        "due_on fulfilled_at outcome closed_at reason"
    ),
    asked_by="state area under mine",
    ordered_by="entered_at due_on closed_at",
)
