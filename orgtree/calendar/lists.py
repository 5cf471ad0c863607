"""The columns of deadlines, of the hours of offices and of corrections of the working calendar."""

from orgtree.calendar.models.deadlines import DeadlineRule
from orgtree.calendar.models.office_hours import OfficeHours
from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list
from orgtree.owned.lists import owned_columns

deadline_list = declare_list(
    DeadlineRule,
    columns=columns_of(DeadlineRule, "key active_from active_to state entered_by decided_by decided_at")
    | owned_columns()
    | {"length": Column("期限或数量", lambda rule: rule.length_label, order="number")},
    desk="key area length active_from active_to state",
    filters=("key", "state"),
    loads=("area", "entered_by", "decided_by"),
    sheet="key area length active_from active_to state entered_by decided_by decided_at",
    api="id area key label number unit active_from active_to state",
    asked_by="key state",
)
hours_list = declare_list(
    OfficeHours,
    columns=columns_of(OfficeHours, "hours active_from active_to") | owned_columns(),
    desk="hours area active_from active_to",
    loads=("area",),
)
workday_list = declare_list(
    WorkdayOverride,
    columns=columns_of(WorkdayOverride, "day is_workday note") | owned_columns(),
    desk="day is_workday area note",
    filters=("is_workday",),
    loads=("area",),
)
