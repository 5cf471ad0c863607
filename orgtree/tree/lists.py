"""The columns of areas, for the workbook of the tree, which comes in again as a sheet of grids, and for the rows behind figures."""

from orgtree.choices import AreaKind
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, unsummed_columns
from orgtree.tree.models import Area

COUNTS = "households residents"  # of areas that lie in each other: only those of the lowest are added up


def grid_of(area: Area) -> Area | None:
    """The grid that the area is or lies in; None for whatever lies higher."""
    return area.parent if area.kind == AreaKind.BUILDING else area if area.kind == AreaKind.GRID else None


def committee_of(area: Area) -> Area | None:
    """The community or village that a grid or building lies in."""
    grid = grid_of(area)
    return grid.parent if grid else None


def own_part(area: Area | None) -> str:
    """The number that an area below a community adds to the code of what it stands in."""
    return area.code.rpartition("-")[2] if area else ""


def building_of(area: Area) -> Area | None:
    return area if area.kind == AreaKind.BUILDING else None


def name_of(area: Area | None) -> str:
    return area.name if area else ""


area_list = declare_list(
    Area,
    columns=columns_of(Area, "name code kind opened_on dissolved_on replaced_by")
    | unsummed_columns(Area, COUNTS)
    | {f"lowest_{name}": column for name, column in columns_of(Area, COUNTS).items()}
    | {
        "parent": Column("上级区域", lambda area: area.parent.place_label if area.parent else ""),
        "community_code": Column("社区代码", lambda area: getattr(committee_of(area), "code", "")),
        "community_name": Column("社区名称", lambda area: name_of(committee_of(area))),
        "grid_number": Column("网格编号", lambda area: own_part(grid_of(area))),
        "grid_name": Column("网格名称", lambda area: name_of(grid_of(area))),
        "building_number": Column("楼栋号", lambda area: own_part(building_of(area))),
        "building_name": Column("楼栋名称", lambda area: name_of(building_of(area))),
    },
    desk="name code kind parent households residents opened_on dissolved_on replaced_by",
    loads=("parent__parent__parent", "replaced_by"),
    order="tree_id lft",
    importer="grids",
    api="id parent kind kind_label code name households residents opened_on dissolved_on replaced_by",
    asked_by="kind parent under code search open",
    ordered_by="code name households residents",
)
