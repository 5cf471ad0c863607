"""What cases declare for the ground floor."""

from grids.cases.choices import CaseDeadline
from grids.cases.lists import own_reports
from grids.cases.services.audited import ASKERS
from grids.cases.services.keeping import count_due
from orgtree.choices import DeadlineUnit as Unit
from orgtree.declare import Broken, OwnData, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

CLOCK = frozenset({Unit.WORKDAY, Unit.HOUR, Unit.DAY, Unit.CLOCK_HOUR})
UNITS = {
    CaseDeadline.RETURNS: frozenset({Unit.TIME}),
    CaseDeadline.REOPEN: frozenset({Unit.DAY}),
    CaseDeadline.CLOSE: frozenset({Unit.DAY}),
    CaseDeadline.KEEP_ASKER: frozenset({Unit.DAY}),
}
registry.add_notice_kinds([NoticeKind("cases", "网格事项", ("case", "leg", "report", "caserequest", "sending"))])
registry.add_person_kinds([ASKERS])
registry.add_own_data([OwnData("grids.report", own_reports)])
registry.add_deadlines(
    DeadlineKind(
        key,
        str(key.label),
        UNITS.get(key, CLOCK),
        shortest=1,
        is_kept=key == CaseDeadline.KEEP_ASKER,
        due=count_due if key == CaseDeadline.KEEP_ASKER else None,
    )
    for key in CaseDeadline
)
registry.add_constraints(
    {
        "leg_once_a_unit": Broken("already_given", "已交办给这个单位", "unit"),
        "leg_one_lead": Broken("has_lead", "这一事项已有主办单位", "lead"),
        "request_one_at_once": Broken("request_one_at_once", "已申请过；延期只有一次，暂停结束后才能再申请", "kind"),
        "report_once_a_year": Broken("outside_known", "这一来件编号本年度已登记", "outside_number"),
        "case_verified_by_another": Broken("own_case", "本人办结的事项，须由另一人核查", ""),
    }
)
