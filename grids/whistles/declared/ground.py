"""What whistles declare for the ground floor."""

from grids.whistles.choices import WhistleDeadline
from orgtree.choices import DeadlineUnit as Unit
from orgtree.declare import Broken, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

CLOCK = frozenset({Unit.WORKDAY, Unit.HOUR, Unit.DAY, Unit.CLOCK_HOUR})
registry.add_notice_kinds([NoticeKind("whistles", "吹哨报到", ("whistle", "whistleleg", "whistleclock"))])
registry.add_deadlines(
    DeadlineKind(
        key,
        str(key.label),
        frozenset({Unit.WORKDAY}) if key == WhistleDeadline.CONTEST else CLOCK,
        shortest=1,
    )
    for key in WhistleDeadline
)
registry.add_constraints({"whistle_one_a_case": Broken("known", "这一事项已在吹哨", "case")})
