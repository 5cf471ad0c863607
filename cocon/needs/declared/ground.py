"""What needs and claims declare for the ground floor."""

from cocon.declare import add_goal_counters, add_unit_sections, add_year_facts, need_ended
from cocon.needs.choices import NeedDeadline
from cocon.needs.declared import for_meetings, unit_home
from cocon.needs.declared.counters import COUNTERS
from cocon.needs.services.asks import settle_ask
from cocon.needs.services.milestones import ORIGIN
from orgtree.choices import DeadlineUnit
from orgtree.declare import TaskOrigin, registry
from orgtree.declare.matters import add_meeting_matters
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
add_goal_counters(COUNTERS)
add_meeting_matters(for_meetings.MATTERS)
need_ended.add("needs.asked", settle_ask)
registry.add_notice_kinds([NoticeKind("needs", "共建需求", ("need", "claim", "unitask"))])
registry.add_task_origins([TaskOrigin(ORIGIN, "共建认领", unit_home.find_claim)])
DAYS, TIMES = frozenset({DeadlineUnit.WORKDAY, DeadlineUnit.DAY}), frozenset({DeadlineUnit.TIME})
registry.add_deadlines(
    DeadlineKind(key, str(key.label), TIMES if key == NeedDeadline.PROPOSED else DAYS, shortest=1)
    for key in NeedDeadline
)
