"""The columns of brands, of what belongs to one and of people served, for the desk, workbooks and the rows behind figures."""

from cocon.brands.models import THINGS, Brand, BrandPart, BrandTally
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, shortened, state_column

BRAND_COLOURS = {"未公开": "warning", "已公开": "success", "已结束": "info"}
TALLY_COLOURS = {"计入": "success", "已作废": "info"}
KINDS = {"activity": "活动", "team": "服务队", "need": "共建需求", "project": "共建项目"}

name_by(Brand, "id name")


def kind_of(part: BrandPart) -> str:
    """活动, 服务队, 共建需求 or 共建项目."""
    return next(label for name, label in KINDS.items() if getattr(part, f"{name}_id"))


brand_list = declare_list(
    Brand,
    columns=columns_of(Brand, "name since is_main ended_on published_at")
    | area_columns("社区")
    | {
        "state": state_column(Brand, BRAND_COLOURS),
        "what": shortened(Brand, "what", 30),
        "outcome": shortened(Brand, "outcome", 30),
    },
    desk="state name area is_main what since",
    links="state name",
    filters=("state", "is_main", "area"),
    order="area -is_main since pk",
    loads=("area__parent__parent",),
    sheet="state name area is_main what outcome since ended_on",
    api="id area name what outcome is_main since state state_label published_at ended_on",
    asked_by="state area under",
    ordered_by="since name",
)
part_list = declare_list(
    BrandPart,
    columns=columns_of(BrandPart, "brand added_at")
    | area_columns("社区", "brand.area")
    | {
        "kind": Column("种类", kind_of),
        "thing": Column("名称", lambda part: str(part.thing)),
    },
    desk="thing kind brand area added_at",
    links="thing",
    filters=("brand__area",),
    order="brand pk",
    loads=("brand__area", *THINGS),
    api="id brand activity team need project added_at",
    asked_by="brand under",
)
tally_list = declare_list(
    BrandTally,
    columns=columns_of(BrandTally, "brand day people what entered_by entered_at void_reason")
    | area_columns("社区", "brand.area")
    | {"state": state_column(BrandTally, TALLY_COLOURS)},
    desk="state day people what brand area",
    links="state day",
    filters=("state", "brand__area"),
    order="-day -pk",
    loads=("brand__area__parent__parent", "entered_by"),
    api="id brand day people what state state_label entered_at void_reason",
    asked_by="state brand under",
    ordered_by="day",
)
