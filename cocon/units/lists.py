"""The columns of pairings, of what units tell of themselves and of their years, and of their contacts, for the desk, its workbook, the rows behind figures and the API."""

from cocon.units.models import Pairing, UnitContact, UnitProfile, UnitYear
from cocon.units.services.pairings import pairings
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, shortened, unsummed_columns

STATE_COLOURS = {"结对中": "success", "已结束": "info"}

pairing_list = declare_list(
    Pairing,
    columns=columns_of(Pairing, "since until end_reason made_at")
    | {
        "state": Column("状态", lambda row: pairings.state_label(row.state), tones=STATE_COLOURS),
        "unit_name": Column("单位名称", lambda row: row.unit.name, order="unit__name"),
        "unit_kind": Column("单位性质", lambda row: row.unit.get_kind_display(), order="unit__kind"),
        "uscc": Column("统一社会信用代码", lambda row: row.unit.uscc),
        "community": Column("结对社区", lambda row: row.community.name, order="community"),
    },
    desk="state unit_name unit_kind community since until end_reason",
    links="state unit_name",
    filters=("community",),
    order="-since -pk",
    loads=("unit", "community"),
    importer="pairings",
    api="id unit community state since until end_reason made_at",
    asked_by="unit community under",
    ordered_by="since until",
)

profile_list = declare_list(
    UnitProfile,
    columns=columns_of(UnitProfile, "system offers kept_at")
    | {
        "unit_name": Column("单位名称", lambda row: row.unit.name, order="unit__name"),
        "unit_kind": Column("单位性质", lambda row: row.unit.get_kind_display(), order="unit__kind"),
        "uscc": Column("统一社会信用代码", lambda row: row.unit.uscc),
        "good_at": Column("擅长的事项", lambda row: "、".join(matter.name for matter in row.matters.all())),
    },
    desk="unit_name unit_kind system offers kept_at",
    filters=("system", "matters"),
    order="unit__name pk",
    loads=("unit",),
    importer="unit-profiles",
    sheet="unit_name unit_kind system good_at offers kept_at",
    sheet_loads=("matters",),
    api="id unit system system_label offers kept_at",
    asked_by="unit system",
    ordered_by="kept_at",
)

year_list = declare_list(
    UnitYear,
    columns=unsummed_columns(UnitYear, "year")
    | columns_of(UnitYear, "done problems plans kept_at")
    | {
        "unit_name": Column("单位名称", lambda row: row.unit.name, order="unit__name"),
        "done": shortened(UnitYear, "done", 40),
    },
    desk="year unit_name done kept_at",
    filters=("year",),
    order="-year unit__name pk",
    loads=("unit",),
    sheet="year unit_name done problems plans kept_at",
    api="id unit year done problems plans kept_at",
    asked_by="unit year",
    ordered_by="year kept_at",
)

contact_list = declare_list(
    UnitContact,
    columns=columns_of(UnitContact, "role kept_at")
    | {
        "unit_name": Column("单位名称", lambda row: row.unit.name, order="unit__name"),
        "name": Column("姓名", lambda row: row.name, personal=True, order="name"),
        "masked_phone": Column("联系电话", lambda row: row.masked_phone, personal=True),
    },
    desk="unit_name role name masked_phone kept_at",
    filters=("role",),
    order="unit__name role pk",
    loads=("unit",),
)
