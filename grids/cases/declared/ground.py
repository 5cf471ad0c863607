"""What cases declare for the ground floor."""

from grids.cases.choices import CaseDeadline
from grids.cases.services.audited import ASKERS
from grids.cases.services.keeping import count_due
from orgtree.choices import DeadlineUnit as Unit
from orgtree.declare import registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

CLOCK = frozenset({Unit.WORKDAY, Unit.HOUR, Unit.DAY, Unit.CLOCK_HOUR})
UNITS = {
    CaseDeadline.RETURNS: frozenset({Unit.TIME}),
    CaseDeadline.REOPEN: frozenset({Unit.DAY}),
    CaseDeadline.CLOSE: frozenset({Unit.DAY}),
    CaseDeadline.KEEP_ASKER: frozenset({Unit.DAY}),
}
registry.add_notice_kinds([NoticeKind("cases", "网格事项", ("case", "leg", "report", "caserequest"))])
registry.add_person_kinds([ASKERS])
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
