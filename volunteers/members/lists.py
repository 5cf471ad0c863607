"""Columns that the lists of members' affairs have in common, and the list of units' report-ins."""

from operator import attrgetter

from orgtree.declare import Column
from orgtree.lists import Listing, columns_of, declare_list, state_column
from volunteers.members.models.unit_report_in import UnitReportIn

UNIT_COLOURS = {"待接收": "warning", "已退回": "danger", "已报到": "success", "已结束": "info"}


def member_columns(lookup: str = "member") -> dict[str, Column]:
    """Whom a row is about: `member` in full, `number`, and `masked_member` for the rows behind a figure."""
    member = attrgetter(lookup)
    order = lookup.replace(".", "__")
    return {
        "member": Column("党员", member, personal=True, order=order),
        "number": Column("党员编号", lambda row: member(row).number, personal=True),
        "masked_member": Column("姓名", lambda row: member(row).masked_name, personal=True),
    }


unit_list = declare_list(
    Listing(
        UnitReportIn,
        columns=columns_of(
            UnitReportIn,
            *("party_org", "liaison", "members_count", "filed_at", "accepted_at", "receipt_number"),
        )
        | {
            "state": state_column(UnitReportIn, UNIT_COLOURS),
            "unit": Column("单位", lambda row: row.unit.name, order="unit"),
            "community": Column("报到社区", lambda row: row.community.name, order="community"),
        },
        desk=("state", "unit", "community", "liaison", "members_count", "filed_at", "receipt_number"),
        links=("state", "unit"),
        filters=("state", "community"),
        loads=("unit", "community"),
    )
)
